import { LIMITS } from '../../src/domain/limits';
import type { DraftKind } from '../../src/domain/templateDraft';
import { formView, previewBlocks } from '../../src/interactions/templates/formView';
import { fieldId } from '../../src/interactions/templates/form/part';
import { readDraft } from '../../src/interactions/templates/form/form';
import { fits } from '../../src/interactions/viewSize';
import { checkDraft } from '../../src/whatsapp/template/draft/check';
import { sayIn } from '../../src/rocketchat/translator';
import { aNumber } from '../support/fakes';

/** Rocket.Chat takes no larger body of an interaction, and clients send the whole view. Bytes. */
const MOST = 100 * 1024;

const { cards, buttons, cardBodyLength, bodyLength, urlLength } = LIMITS.template;
const CYRILLIC = 'ш';

describe('the form of the largest carousel', () => {
  const files = Array.from({ length: 25 }, (_, index) => ({
    id: `file${index}`.padEnd(24, '0'),
    name: `${index} ${CYRILLIC.repeat(200)}.png`,
    mimeType: 'image/png',
  }));
  const label = CYRILLIC.repeat(buttons.textLength - 1);
  const address = 'https://teehaus.example/'.padEnd(urlLength - '{{1}}'.length, 'x');
  const link = `${label}A | ${address}{{1}} | ${'x'.repeat(40)}`;
  const fields = Array.from({ length: cards.most }, (_, index): [string, string][] => [
    [fieldId(`card${index + 1}File`), files[0]!.id],
    [fieldId(`card${index + 1}Body`), CYRILLIC.repeat(cardBodyLength)],
    [fieldId(`card${index + 1}Samples`), ''],
    [fieldId(`card${index + 1}Buttons`), `${link}\n${label}B | ${address}`],
  ]).flat();
  const entered: [string, string][] = [
    [fieldId('name'), 'x'.repeat(100)],
    [fieldId('language'), 'de'],
    [fieldId('body'), CYRILLIC.repeat(bodyLength)],
    ...fields,
  ];
  const state = Object.fromEntries(entered.map(([id, value]) => [id, { [id]: value }]));
  const kind: DraftKind = 'carousel';
  const open = { id: '0123456789abcdef01', begunAt: 0, cards: cards.most };
  const viewId = `template-new:${open.id}/number-1/carousel/MARKETING`;
  const form = { viewId, open, number: aNumber(), kind, fixed: {} };

  it.each(['en', 'de', 'ru'])('can be sent with its preview, in %s', (language) => {
    const say = sayIn(language);
    const draft = readDraft({ kind, state, cards: cards.most, files }, { category: 'MARKETING' });
    const preview = previewBlocks(say, draft);
    const view = formView(say, form, { files, cards: cards.most, preview });
    const sent = { type: 'viewSubmit', payload: { view: { ...view, state } } };
    expect(checkDraft(draft)).toEqual({});
    expect(draft.cards).toHaveLength(cards.most);
    expect(fits(view, state)).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(sent))).toBeLessThan(MOST * 0.95);
  });
});
