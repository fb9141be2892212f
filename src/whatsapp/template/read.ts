import type {
  Template,
  TemplateButton,
  TemplateHeader,
  TemplateParts,
  TemplateText,
} from '../../domain/template';
import { compact } from '../compact';
import { read } from '../wire/fields';
import {
  wireTemplateSchema,
  type WireButton,
  type WireComponent,
  type WirePart,
  type WireTemplate,
} from '../wire/template';
import { inOrder, isNamed, placeholders } from './placeholders';
import { readCode } from './readCode';

/** Every message carries it unchanged. */
const CALL_PERMISSION = 'CALL_PERMISSION_REQUEST';
const KNOWN = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER', CALL_PERMISSION];
const QUALITIES = ['GREEN', 'YELLOW', 'RED'] as const;

/**
 * A template as 360dialog lists it, in Graph's style or the older one.
 * @returns undefined for what is no template. What we do not know of a template is noted in it.
 */
export function readTemplate(input: unknown): Template | undefined {
  const wire = read(wireTemplateSchema, input);
  return wire && toTemplate(wire);
}

function toTemplate(wire: WireTemplate): Template {
  const { name, language, status, category = 'UNKNOWN', components } = wire;
  const isAuthentication = category === 'AUTHENTICATION';
  const cards = (find(components, 'CAROUSEL')?.cards ?? []).map((card) => card.components);
  const reason = wire.rejected_reason;
  return compact<Template>({
    id: wire.external_id ?? wire.id ?? `${name}/${language}`,
    name,
    language,
    status,
    category,
    quality: QUALITIES.find((quality) => quality === wire.quality_score) ?? 'UNKNOWN',
    rejectedReason: reason === 'NONE' ? undefined : reason,
    parameterFormat: formatOf(wire),
    ...partsOf(components, isAuthentication),
    footer: find(components, 'FOOTER')?.text,
    offer: offerOf(components),
    code: isAuthentication ? readCode(components) : undefined,
    asksToCall: find(components, CALL_PERMISSION) ? true : undefined,
    cards: cards.map((card) => partsOf(card, false)),
    unknown: [...new Set([components, ...cards].flatMap(unknownOf))],
  });
}

/** The older list does not tell the format. */
function formatOf({ parameter_format: format, components }: WireTemplate): Template['parameterFormat'] {
  const looksNamed = components.some(({ text }) => isNamed(text ?? ''));
  return format === 'NAMED' || (format === undefined && looksNamed) ? 'named' : 'positional';
}

function partsOf(components: readonly WirePart[], isAuthentication: boolean): TemplateParts {
  const body = find(components, 'BODY');
  return compact<TemplateParts>({
    header: headerOf(find(components, 'HEADER')),
    body: body && textOf(body),
    buttons: (find(components, 'BUTTONS')?.buttons ?? []).map((button) => toButton(button, isAuthentication)),
  });
}

function headerOf(component: WirePart | undefined): TemplateHeader | undefined {
  switch (component?.format) {
    case 'TEXT':
      return { kind: 'text', ...textOf(component) };
    case 'IMAGE':
      return { kind: 'image' };
    case 'VIDEO':
      return { kind: 'video' };
    case 'DOCUMENT':
      return { kind: 'document' };
    case 'LOCATION':
      return { kind: 'location' };
    case 'PRODUCT':
      return { kind: 'product' };
    default:
      return undefined;
  }
}

function textOf({ text = '', example, type }: WirePart): TemplateText {
  const isHeader = type === 'HEADER';
  const plain = isHeader ? example?.header_text : example?.body_text;
  const named = isHeader ? example?.header_text_named_params : example?.body_text_named_params;
  const variables = inOrder(placeholders(text)).map((name, index) => {
    const sample = named?.find(({ param_name }) => param_name === name)?.example ?? plain?.[index];
    return compact<TemplateText['variables'][number]>({ name, sample });
  });
  return { text, variables };
}

/** Authentication templates list their button as a link with a blank for the code. */
function toButton(
  { type, text = '', url = '', ...rest }: WireButton,
  isAuthentication: boolean,
): TemplateButton {
  const sample = rest.example?.[0];
  switch (type) {
    case 'QUICK_REPLY':
      return { kind: 'quickReply', text };
    case 'URL':
      return isAuthentication ? { kind: 'otp', text } : urlButton(text, url, sample);
    case 'PHONE_NUMBER':
      return { kind: 'phone', text, phone: rest.phone_number ?? '' };
    case 'COPY_CODE':
      return compact<TemplateButton>({ kind: 'copyCode', text, sample });
    case 'OTP':
      return { kind: 'otp', text };
    case 'FLOW':
      return flowButton(text, rest);
    case 'CATALOG':
      return { kind: 'catalog', text };
    case 'MPM':
      return { kind: 'products', text };
    case 'SPM':
      return { kind: 'product', text };
    case 'VOICE_CALL':
      return { kind: 'voiceCall', text };
    case 'REQUEST_CONTACT_INFO':
      return { kind: 'contactRequest', text };
    default:
      return { kind: 'unknown', text };
  }
}

/** Meta keeps the example as the whole address, or as the end of it alone. */
function urlButton(text: string, url: string, example: string | undefined): TemplateButton {
  const dynamic = placeholders(url).length > 0;
  const start = url.split('{{')[0] ?? '';
  const end = example?.startsWith(start) ? example.slice(start.length) : example;
  return compact<TemplateButton>({ kind: 'url', text, url, dynamic, sample: dynamic ? end : undefined });
}

function flowButton(text: string, wire: Omit<WireButton, 'type'>): TemplateButton {
  const { flow_id, flow_name, flow_action, navigate_screen: screen } = wire;
  const asksServer = flow_action === undefined ? undefined : flow_action === 'DATA_EXCHANGE';
  return compact<TemplateButton>({ kind: 'flow', text, flow: flow_id ?? flow_name, asksServer, screen });
}

function offerOf(components: readonly WirePart[]): Template['offer'] {
  const offer = find(components, 'LIMITED_TIME_OFFER');
  const { text, has_expiration: expires } = offer?.limited_time_offer ?? {};
  return offer && compact<NonNullable<Template['offer']>>({ text: text ?? offer.text ?? '', expires });
}

/** Meta's words for what we cannot fill in. */
function unknownOf(components: readonly (WireComponent | WirePart)[]): string[] {
  const hasProduct = headerOf(find(components, 'HEADER'))?.kind === 'product';
  return components.flatMap((component) => {
    const { type, format } = component;
    if (!KNOWN.includes(type)) {
      return [type];
    }
    const isUnknownHeader = type === 'HEADER' && headerOf(component) === undefined;
    const buttons = (component.buttons ?? []).filter((button) => {
      const { kind } = toButton(button, false);
      return kind === 'unknown' || (kind === 'product' && !hasProduct);
    });
    return [...(isUnknownHeader ? [format ?? type] : []), ...buttons.map((button) => button.type)];
  });
}

function find<Component extends WirePart>(
  components: readonly Component[],
  type: string,
): Component | undefined {
  return components.find((component) => component.type === type);
}
