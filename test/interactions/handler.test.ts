import { UIKitViewSubmitInteractionContext } from '@rocket.chat/apps-engine/definition/uikit';

import { text, type Text } from '../../src/domain/text';
import { NextView, type Submit } from '../../src/interactions/desk';
import { Interactions } from '../../src/interactions/handler';
import { SUBMITS } from '../../src/interactions/tables';
import { sayIn } from '../../src/rocketchat/translator';
import type { Accessors, Services } from '../../src/wiring';
import { RecordingLog, RecordingNotices } from '../support/fakes';

describe('A form', () => {
  let notices: RecordingNotices;
  let interactions: Interactions;

  beforeEach(() => {
    jest.useFakeTimers();
    notices = new RecordingNotices();
    const languages = { ofUser: () => Promise.resolve(sayIn('en')) };
    const services = { languages, log: new RecordingLog(), notices } as unknown as Services;
    interactions = new Interactions(services, {} as Accessors);
  });

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const user = { id: 'user-1', username: 'admin', roles: ['admin'] };
  const context = (view: object) =>
    new UIKitViewSubmitInteractionContext({ user, triggerId: 'trigger', view } as never);
  const answersWith = (answer: (submit: Submit) => Promise<NextView | undefined>) =>
    jest.spyOn(SUBMITS['connect-number']!, 'run').mockImplementation((_, submit) => answer(submit));

  it('of a mobile client comes without its blocks, and is answered all the same', async () => {
    const run = answersWith(() => Promise.resolve(undefined));
    const answer = await interactions.submit(context({ id: 'connect-number', state: { apiKey: {} } }));
    expect(answer).toMatchObject({ success: true });
    expect(run.mock.calls[0]?.[1]).toMatchObject({ state: { apiKey: {} } });
  });

  it.each<[string, Text | undefined, Text[]]>([
    ['its reason', text('edit.gone'), [text('form.late', { reason: text('edit.gone') })]],
    ['nothing where nothing went wrong', undefined, []],
  ])('whose next step comes too late tells the admins %s', async (_, reason, told) => {
    answersWith(async () => {
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      return new NextView({ blocks: [] } as never, reason && { reason });
    });
    const answer = interactions.submit(context({ id: 'connect-number', state: {}, blocks: [] }));
    await jest.advanceTimersByTimeAsync(4_000);
    await expect(answer).resolves.toMatchObject({ success: true });
    expect(notices.admins).toEqual([]);
    await jest.advanceTimersByTimeAsync(4_000);
    expect(notices.admins).toEqual(told);
  });
});
