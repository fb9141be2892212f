import { LIMITS } from '../../src/domain/limits';
import { modal, numberFields, paceFields } from '../../src/interactions/numberForm';
import { textSubmits, textClicks } from '../../src/interactions/numberTexts';
import type { Desk } from '../../src/interactions/desk';
import { previewOf } from '../../src/interactions/textPreview';
import { sayIn } from '../../src/rocketchat/translator';
import { checkTexts } from '../../src/services/numberChecks';
import { TEMPLATE_LANGUAGES } from '../../src/whatsapp/template/draft/languages';
import { aNumber } from '../support/fakes';

/** Rocket.Chat: express' default limit of a request. */
const REQUEST = 100 * 1024;
/** Rocket.Chat adds ids to each block. */
const PER_BLOCK = 120;

const say = sayIn('de');

/** As many as a text may have, of characters that are long in bytes, in both directions and in clusters. */
const TEXTS: [string, string][] = [
  ['Latin', 'a'],
  ['line breaks', '\n'],
  ['quotation marks', '"'],
  ['Arabic', 'مرحبا '],
  ['Hebrew', 'שלום '],
  ['Chinese', '漢'],
  ['emoji', '👩‍👩‍👧‍👦'],
  ['an emoji across the end of the preview', 'abcd😀g'],
  ['placeholders', '{{contact.name}} '],
];

function longest(unit: string): string {
  return unit.repeat(Math.floor(LIMITS.textLength / unit.length));
}

/** What a client sends when it submits a view: the view itself, and once more what is in the fields. */
function requestOf(view: { blocks: unknown[] }, entered: Record<string, string>): number {
  const state = Object.fromEntries(Object.entries(entered).map(([id, value]) => [id, { [id]: value }]));
  const body = JSON.stringify({ type: 'viewSubmit', payload: { view: { ...view, state } } });
  return Buffer.byteLength(body) + view.blocks.length * PER_BLOCK;
}

describe.each(TEXTS)('Texts of %s', (_, unit) => {
  const words = longest(unit);
  const messages = { welcome: words, finished: words, offline: words };
  const departments = Array.from({ length: 300 }, (__, index) => ({
    id: `department-id-${index}`,
    name: unit.repeat(100),
  }));
  const number = aNumber({ messages, departmentId: 'department-id-299' });

  it('as long as WhatsApp takes them fit into the form that edits a number', () => {
    expect(checkTexts(messages)).toEqual({});
    const view = modal(say, { id: `edit-number:${number.id}`, title: 'title', submit: 'submit' }, [
      ...numberFields(say, departments, { number }),
      ...paceFields(say, {}),
      ...previewOf(say, number, departments),
    ]);
    const entered = { welcomeMessage: words, finishedMessage: words, offlineMessage: words };
    expect(requestOf(view, entered)).toBeLessThan(REQUEST);
    expect(view.blocks.length).toBeLessThanOrEqual(100);
  });

  it('fit into the forms of the languages, with texts in each of them', async () => {
    const opened: { id: string; blocks: unknown[] }[] = [];
    const open = (view: { id: string; blocks: unknown[] }) => {
      opened.push(view);
      return Promise.resolve();
    };
    const variants = TEMPLATE_LANGUAGES.map((language) => ({ language, messages }));
    const desk = {
      say,
      views: { open },
      services: {
        numbers: { byId: () => Promise.resolve(number) },
        messageVariants: { of: () => Promise.resolve(variants) },
        workspace: { departments: () => Promise.resolve(departments) },
      },
    } as unknown as Desk;
    const click = { user: { id: 'user-1' } as never, triggerId: 'trigger' };
    await textClicks['number-texts']!.run(desk, { ...click, value: number.id });
    await textClicks['number-texts-language']!.run(desk, { ...click, subject: number.id, value: 'ar' });
    expect(opened.map(({ id }) => id)).toEqual([
      `number-languages:${number.id}`,
      `number-texts:${number.id}/ar`,
    ]);
    for (const view of opened) {
      expect(requestOf(view, { ...messages })).toBeLessThan(REQUEST);
      // Lone halves of a character would be none at all.
      expect(JSON.stringify(view)).not.toMatch(/\\ud[89a-f]/);
    }
  });
});

it('Texts that are longer than WhatsApp takes are refused at their fields', async () => {
  const welcome = 'a'.repeat(LIMITS.textLength + 1);
  const desk = {
    say: sayIn('en'),
    services: {
      numbers: { byId: () => Promise.resolve(aNumber()) },
      messageVariants: { of: () => Promise.resolve([]) },
    },
  } as unknown as Desk;
  const submit = { user: {} as never, subject: 'number-1/ar', state: { welcome: { welcome } } };
  await expect(textSubmits['number-texts']!.run(desk, submit)).resolves.toEqual({
    welcome: 'This text has 4097 characters; WhatsApp takes 4096. Please shorten it.',
  });
});
