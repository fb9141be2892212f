import type { ConnectedNumber } from '../../domain/number';
import type { Template } from '../../domain/template';
import {
  DRAFT_KINDS,
  type DraftCategory,
  type DraftKind,
  type SampleFile,
  type TemplateDraft,
} from '../../domain/templateDraft';
import { text, type Text } from '../../domain/text';
import type { OpenForm } from '../../rocketchat/records/openForms';
import { draftKindOf } from '../../whatsapp/template/draft/kindOf';
import type { Desk } from '../desk';

/** View ids, before the colon. Behind it stand the id of the form and what it is for: {@link viewIdOf}. */
export const NEW = 'template-new';
export const EDIT = 'template-edit';

/** Files that can be chosen, the newest first. */
const SHOWN_FILES = 25;

/** A form in which a template is written. */
export interface DraftForm {
  viewId: string;
  /** What it showed last. */
  open: OpenForm;
  number: ConnectedNumber;
  kind: DraftKind;
  /** What the form has no field for. */
  fixed: Partial<TemplateDraft>;
  /** The template that is edited; absent in forms for new ones. */
  template?: Template;
}

export interface Subject {
  number: ConnectedNumber;
  template?: Template;
}

/** What a form for a new template is for. */
export function newSubject(numberId: string, kind: DraftKind, category: string): string {
  return `${numberId}/${kind}/${category}`;
}

/** @param subject of new templates as {@link newSubject}, of others as {@link subjectOf} */
export function viewIdOf(form: typeof NEW | typeof EDIT, { id }: OpenForm, subject: string): string {
  return `${form}:${id}/${subject}`;
}

/** The form that a view id means, or why it cannot go on: it is too old, or its number or template is gone. */
export async function formOf(desk: Desk, viewId: string): Promise<DraftForm | { problem: Text }> {
  const [form = '', rest = ''] = viewId.split(/:(.*)/);
  const [openId = '', subject = ''] = rest.split(/\/(.*)/);
  const open = await desk.services.openForms.find(openId);
  const written = await writtenFor(desk, form, subject);
  if (!written) {
    return { problem: goneFor(form) };
  }
  return open ? { ...written, open, viewId } : { problem: text('send.gone') };
}

/** @param subject `<number>` or `<number>/<template>` */
export async function subjectOf({ services }: Desk, subject: string): Promise<Subject | undefined> {
  const [numberId = '', templateId] = subject.split(/\/(.*)/);
  const number = await services.numbers.byId(numberId);
  const list = templateId === undefined ? undefined : await services.templates.known(numberId);
  const template = list?.templates.find(({ id }) => id === templateId);
  return number && { number, ...(template && { template }) };
}

/** Forms have no field for files: what was posted in the setup room can be chosen. */
export async function sampleFiles({ services }: Desk): Promise<SampleFile[]> {
  const id = await services.setupRoom.id();
  return (await services.roomFiles.recent(id)).slice(0, SHOWN_FILES);
}

/** What a form is about, whether it is open or not. */
type Written = Omit<DraftForm, 'open' | 'viewId'>;

/** What is said where there is nothing to write in a form. */
export function goneFor(form: string): Text {
  return text(form === EDIT ? 'draft.gone' : 'draft.numberGone');
}

export function writtenFor(desk: Desk, form: string, subject: string): Promise<Written | undefined> {
  return form === EDIT ? editForm(desk, subject) : newForm(desk, subject);
}

async function newForm(desk: Desk, subject: string): Promise<Written | undefined> {
  const [numberId = '', kind = '', category = ''] = subject.split('/');
  const number = await desk.services.numbers.byId(numberId);
  const categories = Object.hasOwn(DRAFT_KINDS, kind) ? DRAFT_KINDS[kind as DraftKind] : [];
  const chosen = categories.find((known: DraftCategory) => known === category);
  return number && chosen && { number, kind: kind as DraftKind, fixed: { category: chosen } };
}

/** Name and language stay; WhatsApp does not let the category of an approved template change. */
async function editForm(desk: Desk, subject: string): Promise<Written | undefined> {
  const { number, template } = (await subjectOf(desk, subject)) ?? {};
  if (!number || !template) {
    return undefined;
  }
  const { name, language } = template;
  const kind = draftKindOf(template) ?? 'content';
  const known = DRAFT_KINDS[kind].find((category: DraftCategory) => category === template.category);
  const category = hasCategory(template) || !known ? {} : { category: known };
  return { number, kind, template, fixed: { name, language, ...category } };
}

/** Whether the form for a template asks for its category. */
export function hasCategory({ status }: Template): boolean {
  return status !== 'APPROVED';
}
