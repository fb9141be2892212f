import { DRAFT_KINDS, type TemplateDraft } from '../../../src/domain/templateDraft';
import { cardsOf } from '../../../src/interactions/templates/form/cards';
import { draftFields, readDraft } from '../../../src/interactions/templates/form/form';
import { sayIn } from '../../../src/rocketchat/translator';
import { checkDraft } from '../../../src/whatsapp/template/draft/check';
import { draftKindOf } from '../../../src/whatsapp/template/draft/kindOf';
import { writeDraft, type WireDraft } from '../../../src/whatsapp/template/draft/write';
import { readTemplate } from '../../../src/whatsapp/template/read';
import drafts from '../../fixtures/templates/drafts.json';
import { asAnotherClientCreates } from '../../support/anotherTemplates';

interface Case {
  label: string;
  draft: TemplateDraft;
  /** As Meta's pages show it. */
  written: WireDraft;
  /** False where the other client does not know the kind. */
  elsewhere?: boolean;
}

const CASES = drafts as unknown as Case[];
const say = sayIn('en');

const PRODUCT = { type: 'HEADER', format: 'PRODUCT' };
const BODY = { type: 'BODY', text: 'x' };
const VIEW = buttons({ type: 'SPM', text: 'View' });

function buttons(button: object): object {
  return { type: 'BUTTONS', buttons: [button] };
}

function link(to: string): object {
  return buttons({ type: 'URL', text: 'Kaufen', url: `https://a.example/${to}` });
}

function cards(...components: object[][]): object {
  return { type: 'CAROUSEL', cards: components.map((inside) => ({ components: inside })) };
}

interface Block {
  blockId?: string;
  element?: { actionId: string; initialValue?: string };
}

/** What a form begins with, as the client sends it when nobody has touched it. */
function untouched(blocks: Block[]): Record<string, Record<string, string>> {
  const fields = blocks.flatMap(({ blockId, element }) =>
    blockId && element?.initialValue
      ? [[blockId, { [element.actionId]: element.initialValue }] as const]
      : [],
  );
  return Object.fromEntries(fields);
}

/** Files are chosen anew: WhatsApp does not give them back. */
function withoutFiles(draft: TemplateDraft): unknown {
  return JSON.parse(
    JSON.stringify(draft, (key, value: unknown) => (key === 'file' || key === 'handle' ? undefined : value)),
  );
}

/** Templates with products in other ways than Meta describes, which a form would change. */
const STRANGE: [label: string, components: object[]][] = [
  ['a quick reply below a product', [PRODUCT, BODY, buttons({ type: 'QUICK_REPLY', text: 'Ja' })]],
  ['nothing below a product', [PRODUCT, BODY]],
  ['the catalog below a product', [PRODUCT, BODY, buttons({ type: 'CATALOG', text: 'View catalog' })]],
  ['a call below a product', [PRODUCT, BODY, buttons({ type: 'VOICE_CALL', text: 'Los' })]],
  ['a footer besides cards', [BODY, { type: 'FOOTER', text: 'x' }, cards([PRODUCT, VIEW], [PRODUCT, VIEW])]],
  ['texts on cards', [BODY, cards([PRODUCT, BODY, VIEW], [PRODUCT, BODY, VIEW])]],
  ['cards without button', [BODY, cards([PRODUCT], [PRODUCT])]],
  ['a product on one card alone', [BODY, cards([PRODUCT, VIEW], [{ type: 'HEADER', format: 'IMAGE' }])]],
  ['cards with different buttons', [BODY, cards([PRODUCT, VIEW], [PRODUCT, link('a')])]],
  ['cards with different addresses', [BODY, cards([PRODUCT, link('a')], [PRODUCT, link('b')])]],
];

describe('a draft', () => {
  it('is there of every kind', () => {
    expect(new Set(CASES.map(({ draft }) => draft.kind))).toEqual(new Set(Object.keys(DRAFT_KINDS)));
  });

  it.each(STRANGE)('is not made of %s', (_, components) => {
    const template = {
      id: '1',
      name: 't',
      language: 'de',
      status: 'APPROVED',
      category: 'MARKETING',
      components,
    };
    expect(draftKindOf(readTemplate(template)!)).toBeUndefined();
  });

  describe.each(CASES)('$label', ({ draft, written, elsewhere = true }) => {
    it('is in order, and in a category that WhatsApp takes', () => {
      expect(checkDraft(draft)).toEqual({});
      expect(DRAFT_KINDS[draft.kind]).toContain(draft.category);
    });

    it('is written as WhatsApp takes it', () => {
      expect(writeDraft(draft)).toEqual(written);
    });

    it('is written as another client of the Cloud API writes it', async () => {
      const created = await asAnotherClientCreates(writeDraft(draft)).catch(() => 'refused');
      const isTheSame = expect(created);
      (elsewhere ? isTheSame : isTheSame.not).toStrictEqual(written);
    });

    it('stands in the form again when the template is edited or copied', () => {
      const template = readTemplate({ ...written, id: '1', status: 'APPROVED' })!;
      expect(draftKindOf(template)).toBe(draft.kind);
      const cards = cardsOf(template);
      const context = { kind: draft.kind, files: [], cards, from: template };
      const blocks = draftFields(say, { hasName: true, hasCategory: true }, context) as Block[];
      const filled = { kind: draft.kind, state: untouched(blocks), cards, files: [] };
      const { category, language } = draft;
      expect(readDraft(filled, { category, language })).toEqual(withoutFiles(draft));
    });
  });
});
