import { checkButtons } from './draft-buttons';
import { buttonsOf, checkComponent, refused, type Draft, type IsHandle } from './draft-parts';
import { checkProducts } from './draft-products';
import { checkAuthentication, checkCarousel, checkOffer } from './draft-special';

const TYPES = [
  'HEADER',
  'BODY',
  'FOOTER',
  'BUTTONS',
  'CAROUSEL',
  'LIMITED_TIME_OFFER',
  'CALL_PERMISSION_REQUEST',
];
const LIMITS: Record<string, number> = { HEADER: 60, BODY: 1024, FOOTER: 60 };

/**
 * What Meta refuses in a template at once, before anybody reviews it.
 * @throws ApiError 100 with words for people
 */
export function checkDraft(draft: Draft, isHandle: IsHandle): void {
  const { category, components } = draft;
  const types = components.map(({ type }) => type);
  const unknown = types.find((type) => !TYPES.includes(type));
  if (unknown) {
    throw refused(`${unknown} is no type of a component.`, 2388072);
  }
  if (types.filter((type) => type === 'BODY').length !== 1 || new Set(types).size < types.length) {
    throw refused('A template has one body, and no component twice.', 2388001);
  }
  if (category === 'AUTHENTICATION') {
    checkAuthentication(draft);
    return;
  }
  components.forEach((component) => checkComponent(component, isHandle, LIMITS));
  checkButtons(buttonsOf(components), category);
  checkCarousel(draft, isHandle);
  checkOffer(draft);
  checkProducts(draft);
}
