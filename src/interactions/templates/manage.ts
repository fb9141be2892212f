import { createHash } from 'node:crypto';

import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { ConnectedNumber } from '../../domain/number';
import type { Template } from '../../domain/template';
import type { SampleFile, TemplateDraft } from '../../domain/templateDraft';
import { showTemplate } from '../../services/shown/template';
import { whyNotEditable, whyNotWritable } from '../../services/templates/management';
import { checkDraft, type DraftErrors } from '../../whatsapp/template/checkDraft';
import { variablesOf } from '../../whatsapp/template/inputs';
import { previewTemplate, sampleValues } from '../../whatsapp/template/preview';
import { readTemplate } from '../../whatsapp/template/read';
import { writeDraft } from '../../whatsapp/template/writeDraft';
import { divider, section } from '../blocks';
import { NextView, type Click, type ClickHandler, type Desk, type Submit, type SubmitHandler } from '../desk';
import { modal } from '../numberForm';
import { draftErrors, draftFields, DRAFT_FIELD, readDraft } from './draftForm';
import { MANAGE_ACTION, type View } from './listView';

const NEW = 'template-new';
const EDIT = 'template-edit';
const DELETE = 'template-delete';

/** Block id of the preview, with a digest of what it shows: what is submitted is what was seen. */
const PREVIEW = 'template-preview';

/** Files that can be chosen, the newest first. */
const SHOWN_FILES = 25;

interface Subject {
  number: ConnectedNumber;
  template?: Template;
}

export const templateManageClicks: Record<string, ClickHandler> = {
  [MANAGE_ACTION.create]: opens((desk, { number }, files) => formView(desk, `${NEW}:${number.id}`, files)),
  [MANAGE_ACTION.duplicate]: opens((desk, { number, template }, files) =>
    formView(desk, `${NEW}:${number.id}`, files, template),
  ),
  [MANAGE_ACTION.edit]: opens(
    (desk, { number, template }, files) =>
      template && formView(desk, `${EDIT}:${number.id}/${template.id}`, files, template),
  ),
  [MANAGE_ACTION.remove]: opens(
    (desk, { number, template }) =>
      template && deleteView(desk, `${DELETE}:${number.id}/${template.id}`, template),
  ),
};

export const templateSubmits: Record<string, SubmitHandler> = {
  [NEW]: {
    audience: 'administrators',
    field: DRAFT_FIELD.name,
    async run(desk, submit) {
      const subject = await subjectOf(desk, submit.subject);
      if (!subject) {
        return { [DRAFT_FIELD.name]: desk.say('draft.numberGone') };
      }
      const { templateManagement } = desk.services;
      const files = await sampleFiles(desk);
      const draft = readDraft(submit.state, files);
      const errors = await templateManagement.check(subject.number, draft);
      const view = `${NEW}:${submit.subject}`;
      return proceed(desk, submit, {
        draft,
        errors,
        preview: () => formView(desk, view, files, undefined, previewBlocks(desk, draft)),
        submit: () => templateManagement.create(subject.number, draft),
      });
    },
  },
  [EDIT]: {
    audience: 'administrators',
    field: DRAFT_FIELD.body,
    async run(desk, submit) {
      const subject = await subjectOf(desk, submit.subject);
      const { number, template } = subject ?? {};
      if (!number || !template) {
        return { [DRAFT_FIELD.body]: desk.say('draft.gone') };
      }
      const { name, language, status } = template;
      const files = await sampleFiles(desk);
      const read = readDraft(submit.state, files, { name, language });
      const draft = status === 'APPROVED' ? withCategory(read, template) : read;
      const view = `${EDIT}:${submit.subject}`;
      return proceed(desk, submit, {
        draft,
        errors: checkDraft(draft),
        preview: () => formView(desk, view, files, template, previewBlocks(desk, draft)),
        submit: () => desk.services.templateManagement.edit(number, template, draft),
      });
    },
  },
  [DELETE]: {
    audience: 'administrators',
    field: DELETE,
    async run(desk, { subject }) {
      const { number, template } = (await subjectOf(desk, subject)) ?? {};
      if (!number || !template) {
        return undefined;
      }
      const refused = await desk.services.templateManagement.remove(number, template);
      return refused && new NextView(deleteView(desk, `${DELETE}:${subject}`, template, desk.say(refused)));
    },
  },
};

interface Steps {
  draft: TemplateDraft;
  /** What is wrong as far as can be told before it is submitted. */
  errors: DraftErrors;
  preview: () => View;
  submit: () => Promise<DraftErrors>;
}

/** First the preview is shown; the second time, if nothing has changed since, the draft is submitted. */
async function proceed(desk: Desk, { blockIds }: Submit, { draft, errors, preview, submit }: Steps) {
  const known = draftErrors(desk.say, errors);
  if (Object.keys(known).length > 0) {
    return known;
  }
  if (!blockIds.includes(previewId(draft))) {
    return new NextView(preview());
  }
  const refused = draftErrors(desk.say, await submit());
  return Object.keys(refused).length > 0 ? refused : undefined;
}

function opens(
  viewOf: (desk: Desk, subject: Subject, files: SampleFile[]) => View | undefined,
): ClickHandler {
  return {
    audience: 'administrators',
    async run(desk, { user, triggerId, value = '' }: Click) {
      const subject = await subjectOf(desk, value);
      const view = subject && viewOf(desk, subject, await sampleFiles(desk));
      if (view && triggerId) {
        await desk.accessors.modify.getUiController().openSurfaceView(view, { triggerId }, user);
      }
    },
  };
}

/** Forms have no field for files: what was posted in the setup room can be chosen. */
async function sampleFiles({ services }: Desk): Promise<SampleFile[]> {
  const id = await services.setupRoom.id();
  return (await services.roomFiles.recent(id)).slice(0, SHOWN_FILES);
}

/** @param subject `<number>` or `<number>/<template>` */
async function subjectOf({ services }: Desk, subject: string): Promise<Subject | undefined> {
  const [numberId = '', templateId] = subject.split(/\/(.*)/);
  const number = await services.numbers.byId(numberId);
  const list = templateId === undefined ? undefined : await services.templates.known(numberId);
  const template = list?.templates.find(({ id }) => id === templateId);
  return number && { number, ...(template && { template }) };
}

/** @param id of the view; one for a new template asks for name and language */
function formView(
  desk: Desk,
  id: string,
  files: SampleFile[],
  from?: Template,
  preview: LayoutBlock[] = [],
): View {
  const { say } = desk;
  const isNew = id.startsWith(NEW);
  const why = from && (isNew ? whyNotWritable(from) : whyNotEditable(from));
  const kind = { hasName: isNew, hasCategory: isNew || from?.status !== 'APPROVED', files };
  const title = isNew ? say('draftForm.newTitle') : say('draftForm.editTitle', { name: from?.name ?? '' });
  const submit = preview.length > 0 ? say('draftForm.submit') : say('draftForm.preview');
  return modal(say, { id, title, submit }, [
    ...(why ? [section(say(why))] : []),
    ...draftFields(say, kind, from),
    ...preview,
  ]);
}

function deleteView({ say }: Desk, id: string, { name, language }: Template, refused?: string): View {
  const view = { id, title: say('draftForm.deleteTitle'), submit: say('draftForm.delete'), danger: true };
  return modal(say, view, [
    section(say('draftForm.deleteQuestion', { name, language })),
    ...(refused ? [section(refused)] : []),
  ]);
}

function previewBlocks({ say }: Desk, draft: TemplateDraft): LayoutBlock[] {
  const template = readTemplate({ ...writeDraft(draft), status: 'PENDING' });
  const shown = template && showTemplate(previewTemplate(template, sampleValues(variablesOf(template))), say);
  return [divider(), section([say('draftForm.previewTitle'), shown ?? ''].join('\n'), previewId(draft))];
}

function previewId(draft: TemplateDraft): string {
  return `${PREVIEW}?${createHash('sha256').update(JSON.stringify(draft)).digest('hex').slice(0, 16)}`;
}

/** WhatsApp does not let the category of an approved template change. */
function withCategory(draft: TemplateDraft, { category }: Template): TemplateDraft {
  return { ...draft, category: category === 'MARKETING' ? 'MARKETING' : 'UTILITY' };
}
