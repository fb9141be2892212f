import type { Template, TemplateHeader, TemplateText } from '../../domain/template';
import { isAuthentication, variablesOf } from './inputs';
import { whyNotSendable } from './sendable';

type WizardComponent =
  | {
      type: 'header';
      format: 'text' | 'image' | 'video' | 'document';
      text?: string;
      example?: { headerText: string[] };
    }
  | { type: 'body'; text: string; example?: { bodyText: string[][] } }
  | { type: 'footer'; text: string };

/** A template as Rocket.Chat's outbound messages know it: 360dialog's partner template in camel case. */
export interface WizardTemplate {
  id: string;
  name: string;
  language: string;
  type: 'whatsapp';
  category: string;
  status: string;
  qualityScore: { score: string; reasons: null };
  components: WizardComponent[];
  createdAt: string;
  createdBy: string;
  modifiedAt: string;
  modifiedBy: string;
  namespace: string;
  wabaAccountId: string;
  phoneNumber: string;
  partnerId: string;
  externalId: string;
  updatedExternal: string;
  rejectedReason: undefined;
}

/** What the wizard asks for: texts of the header and the body, and the address of a header's file. */
const ASKED_FOR: readonly string[] = ['text', 'image', 'video', 'document'];

/** Whether the wizard can fill a template in: it knows no buttons, cards, codes, offers and places. */
export function isForWizard(template: Template): boolean {
  const needed = variablesOf(template).filter(({ required }) => required);
  return (
    whyNotSendable(template) === undefined &&
    !isAuthentication(template) &&
    template.cards.length === 0 &&
    needed.every(({ kind }) => ASKED_FOR.includes(kind))
  );
}

/**
 * @param phoneNumber of ours, under which the template is offered
 * @param at Unix milliseconds: when the list of templates was fetched, as nobody tells when a template was made
 */
export function toWizard(template: Template, phoneNumber: string, at: number): WizardTemplate {
  const { id, name, language, category, status, quality, header, body, footer } = template;
  const time = new Date(at).toISOString();
  return {
    id,
    name,
    language,
    type: 'whatsapp',
    category: category.toLowerCase(),
    status: status.toLowerCase(),
    // In capitals, whatever the types of the Apps-Engine say: the server's own schema asks for them.
    qualityScore: { score: quality, reasons: null },
    components: [
      ...(header ? headerOf(header) : []),
      ...(body ? [bodyOf(body)] : []),
      ...(footer === undefined ? [] : [{ type: 'footer' as const, text: footer }]),
    ],
    createdAt: time,
    createdBy: '',
    modifiedAt: time,
    modifiedBy: '',
    namespace: '',
    wabaAccountId: '',
    phoneNumber,
    partnerId: '',
    externalId: id,
    updatedExternal: time,
    rejectedReason: undefined,
  };
}

function headerOf(header: TemplateHeader): WizardComponent[] {
  if (header.kind === 'location' || header.kind === 'product') {
    return [];
  }
  if (header.kind !== 'text') {
    return [{ type: 'header', format: header.kind }];
  }
  const samples = samplesOf(header);
  return [
    {
      type: 'header',
      format: 'text',
      text: header.text,
      ...(samples.length > 0 && { example: { headerText: samples } }),
    },
  ];
}

function bodyOf(body: TemplateText): WizardComponent {
  const samples = samplesOf(body);
  return { type: 'body', text: body.text, ...(samples.length > 0 && { example: { bodyText: [samples] } }) };
}

function samplesOf({ variables }: TemplateText): string[] {
  return variables.map(({ name, sample }) => sample ?? name);
}
