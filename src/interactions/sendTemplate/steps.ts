import type { Template } from '../../domain/template';
import type { Draft } from '../../services/outreach/ports';
import { readPhone } from '../../whatsapp/phone';
import { variablesOf } from '../../whatsapp/template/inputs';
import { entered } from '../blocks';
import { chosenOf } from '../departmentField';
import { NextView, type Desk, type FieldErrors, type Submit } from '../desk';
import { fieldErrorsOf, readValues } from './fields';
import { authorOf, choiceOf } from './open';
import { choiceView, doneView, FIELD, previewView, valuesView } from './views';

type Answer = FieldErrors | NextView | undefined;
type Step = (desk: Desk, draft: Draft, submit: Submit) => Promise<Answer>;

/** What follows when a step is submitted. */
export const STEPS: Record<Draft['step'], Step> = {
  recipient: submitRecipient,
  choice: submitChoice,
  values: submitValues,
  preview: submitPreview,
};

async function submitRecipient(desk: Desk, draft: Draft, { state }: Submit): Promise<Answer> {
  const { services, say } = desk;
  const numbers = await services.numbers.all();
  const chosen = entered(state, FIELD.number);
  const number = chosen === undefined ? numbers[0] : numbers.find(({ id }) => id === chosen);
  if (!number) {
    return chosen === undefined
      ? { [FIELD.phone]: say('numbers.none') }
      : { [FIELD.number]: say('edit.gone') };
  }
  const waId = readPhone(entered(state, FIELD.phone) ?? '', number.displayNumber);
  if (waId === undefined) {
    return { [FIELD.phone]: say('send.wrongPhone') };
  }
  const departmentId = chosenOf(entered(state, FIELD.department));
  const departments = departmentId ? await services.workspace.departments() : [];
  const department = departments.find(({ id }) => id === departmentId);
  if (departmentId && !department) {
    return { [FIELD.department]: say('connect.departmentGone') };
  }
  const addressed = await services.templateDialogue.address(draft, number, waId, department);
  return new NextView(await choiceOf(desk, addressed));
}

/** Without a template, what was typed into the search is looked for: not all clients tell of it before. */
async function submitChoice(desk: Desk, draft: Draft, { state }: Submit): Promise<Answer> {
  const { services, say } = desk;
  const search = entered(state, FIELD.search)?.trim() ?? draft.search;
  const field = `${FIELD.template}/${draft.page}/${draft.search}`;
  const templateId = entered(state, field) ?? draft.templateId;
  if (search !== draft.search) {
    return new NextView(await choiceOf(desk, await save(desk, { ...draft, search, page: 0 })));
  }
  if (templateId === undefined) {
    return { [field]: say('send.choose'), [FIELD.search]: say('send.choose') };
  }
  const isOther = templateId !== draft.templateId;
  const changed: Draft = { ...draft, templateId, ...(isOther && { moreCards: 0 }) };
  const found = await services.templateDialogue.chosen(changed);
  if ('problem' in found) {
    const all = await services.templateDialogue.templates(draft);
    return new NextView(choiceView(say, draft, all, found.problem));
  }
  const values = isOther ? await services.templateDialogue.lastValues(draft, found.template) : draft.values;
  return new NextView(await nextOf(desk, { ...changed, values }, found.template));
}

async function nextOf(desk: Desk, draft: Draft, template: Template) {
  if (variablesOf(template).length > 0) {
    return valuesView(desk.say, await save(desk, { ...draft, step: 'values' }), template);
  }
  const ready = await save(desk, { ...draft, step: 'preview', revision: draft.revision + 1 });
  return previewView(desk.say, ready, template);
}

async function submitValues(desk: Desk, draft: Draft, { state }: Submit): Promise<Answer> {
  const { services, say } = desk;
  const found = await services.templateDialogue.chosen(draft);
  if ('problem' in found) {
    return chooseAgain(desk, draft, found.problem);
  }
  const { template } = found;
  const values = readValues(template, draft, (id) => entered(state, id));
  const errors = services.templateDialogue.check(template, values);
  const filled = await save(desk, { ...draft, values });
  if (Object.keys(errors).length > 0) {
    return fieldErrorsOf(say, template, errors);
  }
  const ready = await save(desk, { ...filled, step: 'preview', revision: draft.revision + 1 });
  return new NextView(previewView(say, ready, template));
}

async function submitPreview(desk: Desk, draft: Draft, { user }: Submit): Promise<Answer> {
  const { services, say } = desk;
  const found = await services.templateDialogue.chosen(draft);
  if ('problem' in found) {
    return chooseAgain(desk, draft, found.problem);
  }
  const sent = await services.templateDialogue.send(draft, found.template, authorOf(user));
  if (!sent.ok) {
    const again = await save(desk, { ...draft, revision: draft.revision + 1 });
    return new NextView(previewView(say, again, found.template, sent.failure.human));
  }
  const { roomId } = sent.value;
  return roomId && draft.isHere ? undefined : new NextView(doneView(say, draft, roomId !== undefined));
}

/** The values are kept, should the template come back. */
async function chooseAgain(
  desk: Desk,
  draft: Draft,
  problem: Parameters<typeof choiceView>[3],
): Promise<NextView> {
  const again = await save(desk, { ...draft, step: 'choice' });
  const all = await desk.services.templateDialogue.templates(again);
  return new NextView(choiceView(desk.say, again, all, problem));
}

function save({ services }: Desk, draft: Draft): Promise<Draft> {
  return services.templateDialogue.saved(draft);
}
