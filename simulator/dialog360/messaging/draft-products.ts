import type { TemplateComponent } from '../state/records';
import { buttonsOf, find, refused, type Draft } from './draft-parts';

/** Meta: define two, send up to ten. */
const PRODUCT_CARDS = 2;
const MAX_PRODUCT_BODY = 160;

/** Meta: products need a headline, the catalog has none, a single product is the header; none has other buttons. */
export function checkProducts({ components }: Draft): void {
  const types = buttonsOf(components).map(({ type }) => type);
  const header = find(components, 'HEADER')?.format;
  const isAlone = types.length === 1;
  if (types.includes('MPM') && (!isAlone || header !== 'TEXT')) {
    throw refused('A template for several products has a text header and no other button.', 2388094);
  }
  if (types.includes('CATALOG') && (!isAlone || header !== undefined)) {
    throw refused('A catalog template has no header and no other button.', 2388094);
  }
  if (types.includes('SPM') !== (header === 'PRODUCT') || (types.includes('SPM') && !isAlone)) {
    throw refused('A template for a single product has it as the header, and no other button.', 2388094);
  }
  if (header === 'PRODUCT' && (find(components, 'BODY')?.text ?? '').length > MAX_PRODUCT_BODY) {
    throw refused(`The body of a single product has at most ${MAX_PRODUCT_BODY} characters.`, 2388040);
  }
}

/** Meta: a card with a product has one button besides, which shows the product or opens an address. */
export function checkCardProduct(card: TemplateComponent[], cards: number): void {
  const types = buttonsOf(card).map(({ type }) => type);
  if (find(card, 'HEADER')?.format !== 'PRODUCT') {
    if (types.includes('SPM')) {
      throw refused('A button for a single product needs a product as the header.', 2388094);
    }
    return;
  }
  if (cards !== PRODUCT_CARDS) {
    throw refused(`A carousel of products is made with ${PRODUCT_CARDS} cards.`, 2388094);
  }
  if (find(card, 'BODY') || (types.join() !== 'SPM' && types.join() !== 'URL')) {
    throw refused('A card with a product has one button, to view it or to open an address.', 2388097);
  }
}
