import type { TemplateDraft } from '../../domain/templateDraft';
import type { DraftErrors } from '../../whatsapp/template/draft/errors';
import { NextView, type Desk, type Submit } from '../desk';
import { sampleFiles, type DraftForm } from './draftForm';
import { draftErrors, readDraft } from './form/form';
import { digestOf, formView, previewBlocks } from './formView';

interface Steps {
  /** What is wrong as far as can be told before it is submitted. */
  check: (draft: TemplateDraft) => Promise<DraftErrors>;
  submit: (draft: TemplateDraft) => Promise<DraftErrors>;
}

/** First the preview is shown; the second time, if nothing has changed since, the draft is submitted. */
export async function proceed(
  desk: Desk,
  { state }: Submit,
  form: DraftForm,
  { check, submit }: Steps,
): Promise<ReturnType<typeof draftErrors> | NextView | undefined> {
  const files = await sampleFiles(desk);
  const { cards } = form.open;
  const draft = readDraft({ kind: form.kind, state, cards, files }, form.fixed);
  const known = draftErrors(desk.say, await check(draft));
  if (Object.keys(known).length > 0) {
    return known;
  }
  const digest = digestOf(draft);
  if (form.open.previewed !== digest) {
    await desk.services.openForms.save({ ...form.open, previewed: digest });
    const preview = previewBlocks(desk.say, draft);
    return new NextView(formView(desk.say, form, { files, cards, preview }));
  }
  const refused = draftErrors(desk.say, await submit(draft));
  return Object.keys(refused).length > 0 ? refused : undefined;
}
