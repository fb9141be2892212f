import type { ConnectedNumber } from '../../domain/number';
import type { Template } from '../../domain/template';
import {
  DRAFT_KINDS,
  type DraftCategory,
  type DraftKind,
  type SampleFile,
  type TemplateDraft,
} from '../../domain/templateDraft';
import { draftKindOf } from '../../whatsapp/template/draft/kindOf';
import type { Desk } from '../desk';

/** View ids, before the colon. Behind it stands what the form is for. */
export const NEW = 'template-new';
export const EDIT = 'template-edit';

/** Files that can be chosen, the newest first. */
const SHOWN_FILES = 25;

/** A form in which a template is written. */
export interface DraftForm {
  viewId: string;
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

/** View id of the form for a new template. */
export function newViewId(numberId: string, kind: DraftKind, category: string): string {
  return `${NEW}:${numberId}/${kind}/${category}`;
}

/** The form that a view id means; undefined when its number, its template or its kind does not exist. */
export async function formOf(desk: Desk, viewId: string): Promise<DraftForm | undefined> {
  const [form = '', subject = ''] = viewId.split(/:(.*)/);
  return form === EDIT ? editForm(desk, viewId, subject) : newForm(desk, viewId, subject);
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

async function newForm(desk: Desk, viewId: string, subject: string): Promise<DraftForm | undefined> {
  const [numberId = '', kind = '', category = ''] = subject.split('/');
  const number = await desk.services.numbers.byId(numberId);
  const categories = Object.hasOwn(DRAFT_KINDS, kind) ? DRAFT_KINDS[kind as DraftKind] : [];
  const chosen = categories.find((known: DraftCategory) => known === category);
  return number && chosen && { viewId, number, kind: kind as DraftKind, fixed: { category: chosen } };
}

/** Name and language stay; WhatsApp does not let the category of an approved template change. */
async function editForm(desk: Desk, viewId: string, subject: string): Promise<DraftForm | undefined> {
  const { number, template } = (await subjectOf(desk, subject)) ?? {};
  if (!number || !template) {
    return undefined;
  }
  const { name, language } = template;
  const kind = draftKindOf(template) ?? 'content';
  const known = DRAFT_KINDS[kind].find((category: DraftCategory) => category === template.category);
  const category = hasCategory(template) || !known ? {} : { category: known };
  return { viewId, number, kind, template, fixed: { name, language, ...category } };
}

/** Whether the form for a template asks for its category. */
export function hasCategory({ status }: Template): boolean {
  return status !== 'APPROVED';
}
