import { text } from '../../src/domain/text';
import { NextView } from '../../src/interactions/desk';
import { refusal, type SubmittedView } from '../../src/interactions/refusal';
import { sayIn } from '../../src/rocketchat/translator';
import { CLIENTS, Desktop } from '../support/forms';

const BROKEN = sayIn('en')('form.broken');
const input = (actionId: string) => ({ type: 'input', element: { actionId } });
const words = { type: 'section' };

describe('What is wrong with a form as a whole is said', () => {
  test.each<[string, Omit<SubmittedView, 'id'>, string | undefined]>([
    ['at the field meant for it', { blocks: [input('name'), input('about')] }, 'about'],
    ['at the first one of a step that does not have it', { blocks: [words, input('name')] }, 'name'],
    [
      'at none of an earlier step, whose entries web clients keep',
      { blocks: [words], state: { about: { about: '' } } },
      undefined,
    ],
    ['in place of a question', { blocks: [words] }, undefined],
    ['at the field meant for it, by what was entered alone', { state: { name: {}, about: {} } }, 'about'],
    ['at the first that was entered, where nothing else is known', { state: { name: {} } }, 'name'],
    ['in place of a form in which nothing was entered', { state: {} }, undefined],
    ['in place of a form of which nothing is known', {}, undefined],
  ])('%s', (_, view, place) => {
    const said = refusal(sayIn('en'), { id: 'profile:1', ...view }, 'about', text('form.broken'));
    if (place) {
      expect(said).toEqual({ [place]: BROKEN });
    } else {
      expect(said).toBeInstanceOf(NextView);
      expect((said as NextView).view).toMatchObject({ id: 'profile:1', submit: undefined });
      expect(JSON.stringify((said as NextView).view.blocks)).toContain(BROKEN);
    }
  });

  test.each(CLIENTS)('when disconnecting a number fails, also in the %s client', async (client) => {
    const failing = { disconnect: () => Promise.reject(new Error('not primary')) };
    const desktop = new Desktop(client, { disconnection: failing });
    const question = {
      id: 'disconnect-number:1',
      type: 'modal',
      blocks: [words],
      title: { text: 'Disconnect' },
    };
    desktop.view = question as never;
    await desktop.submit();
    expect(desktop.words).toContain(BROKEN);
    expect(desktop.log.lines).toMatchObject([{ what: 'A form was not handled' }]);
  });
});
