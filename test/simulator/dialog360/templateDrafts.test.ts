import { completed, inCapitals } from '../../../simulator/dialog360/messaging/listed-template';
import type { Draft } from '../../../simulator/dialog360/messaging/draft-parts';
import { checkDraft } from '../../../simulator/dialog360/messaging/template-draft';
import type { TemplateComponent } from '../../../simulator/dialog360/state/records';
import drafts from '../../fixtures/templates/drafts.json';

const HANDLES = ['4::aW', '4::dm'];
const isHandle = (handle: string): boolean => HANDLES.includes(handle);

/** Each as Meta's pages show it. */
const GOOD = drafts.map(({ label, written }) => [label, written as unknown as Draft] as const);

function goodOne(label: string): Draft {
  return structuredClone(GOOD.find(([name]) => name === label)![1]);
}

/** A template of the fixtures with something else in it. */
function broken(label: string, breaks: (draft: Draft, find: (type: string) => TemplateComponent) => void) {
  const draft = goodOne(label);
  breaks(draft, (type) => draft.components.find((component) => component.type === type)!);
  return draft;
}

const TEXT = 'a text with everything around it';
const CAROUSEL = 'a carousel of pictures';
const PRODUCT = 'a single product';
const PRODUCT_CARDS = 'cards with products to view';
const OFFER = 'an offer that ends';
const ONE_TAP = 'a code that a button fills in, for a while';

describe('A new template', () => {
  it.each(GOOD)('is taken: %s', (_, draft) => {
    expect(() => checkDraft(draft, isHandle)).not.toThrow();
  });

  it('is taken in small letters, which lists have in capitals', () => {
    const small = JSON.parse(
      JSON.stringify(goodOne(CAROUSEL)).replace(
        /"(type|format)":"(\w+)"/g,
        (_match, key, word: string) => `"${String(key)}":"${word.toLowerCase()}"`,
      ),
    ) as Draft;
    expect(inCapitals(small.components)).toEqual(goodOne(CAROUSEL).components);
  });

  it.each<[label: string, draft: Draft, words: string]>([
    ['an unknown part', broken(TEXT, (draft) => draft.components.push({ type: 'HOLOGRAM' })), 'HOLOGRAM'],
    ['two bodies', broken(TEXT, (draft) => draft.components.push({ type: 'BODY', text: 'x' })), 'one body'],
    ['no body', broken(TEXT, (draft) => draft.components.splice(1, 1)), 'one body'],
    ['a blank without example', broken(TEXT, (_, find) => delete find('BODY').example), 'example'],
    ['a headline of 61 characters', broken(TEXT, (_, find) => (find('HEADER').text = 'x'.repeat(61))), '60'],
    [
      'a file that nobody uploaded',
      broken('a picture above a text', (_, find) => (find('HEADER').example = { header_handle: ['4::no'] })),
      'uploaded',
    ],
    [
      'three links',
      broken(TEXT, (_, find) => {
        const link = { type: 'URL', text: 'a', url: 'https://a.example' };
        find('BUTTONS').buttons!.unshift(link, link);
      }),
      'at most 2',
    ],
    [
      'quick replies on both sides',
      broken(TEXT, (_, find) => find('BUTTONS').buttons!.unshift({ type: 'QUICK_REPLY', text: 'Nein' })),
      'stand together',
    ],
    [
      '26 characters on a button',
      broken('a call', (_, find) => (find('BUTTONS').buttons![0]!.text = 'x'.repeat(26))),
      '25',
    ],
    [
      'a form of nothing',
      broken('a form by its id and a screen', (_, find) => delete find('BUTTONS').buttons![0]!.flow_id),
      'Flow',
    ],
    [
      'a catalog that is no marketing',
      broken('the catalog', (draft) => (draft.category = 'UTILITY')),
      'marketing',
    ],
    [
      'products without headline',
      broken('a choice of products', (draft) => draft.components.shift()),
      'header',
    ],
    ['one card', broken(CAROUSEL, (_, find) => find('CAROUSEL').cards!.pop()), '2 to 10'],
    [
      'eleven cards',
      broken(CAROUSEL, (_, find) => {
        const [card] = find('CAROUSEL').cards!;
        find('CAROUSEL').cards = Array.from({ length: 11 }, () => card!);
      }),
      '2 to 10',
    ],
    [
      'cards that differ',
      broken(CAROUSEL, (_, find) => find('CAROUSEL').cards![1]!.components.splice(1, 1)),
      'same components',
    ],
    [
      '161 characters on a card',
      broken(CAROUSEL, (_, find) => {
        const body = find('CAROUSEL').cards![0]!.components[1]!;
        Object.assign(body, { text: 'x'.repeat(161), example: undefined });
      }),
      '160',
    ],
    [
      'three buttons on a card',
      broken(CAROUSEL, (_, find) => {
        find('CAROUSEL').cards![0]!.components[2]!.buttons!.push({ type: 'QUICK_REPLY', text: 'x' });
      }),
      'at most 2',
    ],
    [
      'an offer with a footer',
      broken(OFFER, (draft) => draft.components.push({ type: 'FOOTER', text: 'x' })),
      'footer',
    ],
    ['an offer that ends without code', broken(OFFER, (_, find) => find('BUTTONS').buttons!.shift()), 'code'],
    ['an offer without link', broken(OFFER, (_, find) => find('BUTTONS').buttons!.pop()), 'link'],
    [
      '17 characters for what is offered',
      broken(OFFER, (_, find) => (find('LIMITED_TIME_OFFER').limited_time_offer = { text: 'x'.repeat(17) })),
      '16',
    ],
    [
      'a product without its button',
      broken(PRODUCT, (draft) => draft.components.pop()),
      'single product has it as the header',
    ],
    [
      'a button for a product below a headline',
      broken(PRODUCT, (_, find) => Object.assign(find('HEADER'), { format: 'TEXT', text: 'x' })),
      'single product has it as the header',
    ],
    [
      'a link besides the button for a product',
      broken(PRODUCT, (_, find) => {
        find('BUTTONS').buttons!.push({ type: 'URL', text: 'a', url: 'https://a.example' });
      }),
      'no other button',
    ],
    [
      '161 characters below a product',
      broken(PRODUCT, (_, find) =>
        Object.assign(find('BODY'), { text: 'x'.repeat(161), example: undefined }),
      ),
      '160',
    ],
    ['a product that is no marketing', broken(PRODUCT, (draft) => (draft.category = 'UTILITY')), 'marketing'],
    [
      'three cards with products',
      broken(PRODUCT_CARDS, (_, find) => find('CAROUSEL').cards!.push(find('CAROUSEL').cards![0]!)),
      'with 2 cards',
    ],
    [
      'two buttons on a card with a product',
      broken(PRODUCT_CARDS, (_, find) => {
        find('CAROUSEL').cards![0]!.components[1]!.buttons!.push({ type: 'QUICK_REPLY', text: 'x' });
      }),
      'one button',
    ],
    [
      'a text on a card with a product',
      broken(PRODUCT_CARDS, (_, find) =>
        find('CAROUSEL').cards![0]!.components.push({ type: 'BODY', text: 'x' }),
      ),
      'one button',
    ],
    [
      'a button for a product on a card with a picture',
      broken(CAROUSEL, (_, find) => {
        find('CAROUSEL').cards![0]!.components[2]!.buttons = [{ type: 'SPM', text: 'View' }];
      }),
      'needs a product',
    ],
    ['a code with a text', broken(ONE_TAP, (_, find) => (find('BODY').text = 'x')), 'cannot be chosen'],
    ['91 minutes', broken(ONE_TAP, (_, find) => (find('FOOTER').code_expiration_minutes = 91)), '90'],
    ['no app', broken(ONE_TAP, (_, find) => delete find('BUTTONS').buttons![0]!.supported_apps), 'apps'],
    [
      'terms that nobody accepted',
      broken('a code that is filled in by itself', (_, find) => {
        delete find('BUTTONS').buttons![0]!.zero_tap_terms_accepted;
      }),
      'terms',
    ],
  ])('is refused with %s', (_, draft, words) => {
    let refusal: unknown;
    try {
      checkDraft(draft, isHandle);
    } catch (error) {
      refusal = error;
    }
    expect(JSON.stringify((refusal as { body?: unknown } | undefined)?.body)).toContain(words);
  });

  it('that hands over a code is listed with words and a link of WhatsApp', () => {
    expect(completed('AUTHENTICATION', goodOne(ONE_TAP).components)).toMatchObject([
      { type: 'BODY', text: '*{{1}}* is your verification code. For your security, do not share this code.' },
      { type: 'FOOTER', text: 'This code expires in 10 minutes.' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Autofill' }] },
    ]);
  });
});
