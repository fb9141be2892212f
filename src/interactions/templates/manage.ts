import { LIMITS } from '../../domain/limits';
import type { Template } from '../../domain/template';
import { text } from '../../domain/text';
import { checkDraft } from '../../whatsapp/template/draft/check';
import { draftKindOf } from '../../whatsapp/template/draft/kindOf';
import { section } from '../blocks';
import { NextView, type Click, type ClickHandler, type Desk, type SubmitHandler } from '../desk';
import { note } from '../note';
import { modal } from '../numberForm';
import { tell } from '../tell';
import {
  EDIT,
  formOf,
  goneFor,
  NEW,
  newSubject,
  sampleFiles,
  subjectOf,
  viewIdOf,
  writtenFor,
  type Subject,
} from './draftForm';
import { cardsOf } from './form/cards';
import { fieldId } from './form/part';
import { formView } from './formView';
import { kindView } from './kindView';
import type { View } from '../views';
import { MANAGE_ACTION } from './listView';
import { proceed } from './proceed';

const DELETE = 'template-delete';

export const templateManageClicks: Record<string, ClickHandler> = {
  [MANAGE_ACTION.create]: opens(({ say }, { number }) => kindView(say, number.id)),
  [MANAGE_ACTION.kind]: {
    audience: 'administrators',
    run: (desk, click) => openForm(desk, click, { form: NEW, subject: click.value ?? '' }),
  },
  [MANAGE_ACTION.duplicate]: {
    audience: 'administrators',
    async run(desk, click) {
      const { number, template } = (await subjectOf(desk, click.value ?? '')) ?? {};
      const kind = template && draftKindOf(template);
      if (number && template && kind) {
        const subject = newSubject(number.id, kind, template.category);
        await openForm(desk, click, { form: NEW, subject, from: template });
      } else {
        await tell(desk, click, text('draft.gone'));
      }
    },
  },
  [MANAGE_ACTION.edit]: {
    audience: 'administrators',
    run: (desk, click) => openForm(desk, click, { form: EDIT, subject: click.value ?? '' }),
  },
  [MANAGE_ACTION.cards]: {
    audience: 'administrators',
    async run(desk, click) {
      const [count, viewId = ''] = (click.value ?? '').split(' ');
      const form = await formOf(desk, viewId);
      const cards = Number(count);
      if ('problem' in form) {
        await tell(desk, click, form.problem);
      } else if (cards <= LIMITS.template.cards.most) {
        await desk.services.openForms.save({ ...form.open, cards, previewed: undefined });
        const view = formView(desk.say, form, { files: await sampleFiles(desk), cards });
        await desk.views.update(view, click);
      }
    },
  },
  [MANAGE_ACTION.remove]: opens(
    (desk, { number, template }) =>
      template && deleteView(desk, `${DELETE}:${number.id}/${template.id}`, template),
  ),
};

export const templateSubmits: Record<string, SubmitHandler> = {
  [NEW]: {
    audience: 'administrators',
    field: fieldId('name'),
    async run(desk, submit) {
      const form = await formOf(desk, `${NEW}:${submit.subject}`);
      if ('problem' in form) {
        return { [fieldId('name')]: desk.say(form.problem) };
      }
      const { templateManagement } = desk.services;
      return proceed(desk, submit, form, {
        check: (draft) => templateManagement.check(form.number, draft),
        submit: (draft) => templateManagement.create(form.number, draft),
      });
    },
  },
  [EDIT]: {
    audience: 'administrators',
    field: fieldId('body'),
    async run(desk, submit) {
      const form = await formOf(desk, `${EDIT}:${submit.subject}`);
      // Which fields it has depends on a template that may be gone.
      const [field = fieldId('body')] = Object.keys(submit.state ?? {});
      if ('problem' in form) {
        return { [field]: desk.say(form.problem) };
      }
      const { number, template } = form;
      if (!template) {
        return { [field]: desk.say('draft.gone') };
      }
      return proceed(desk, submit, form, {
        check: (draft) => Promise.resolve(checkDraft(draft)),
        submit: (draft) => desk.services.templateManagement.edit(number, template, draft),
      });
    },
  },
  [DELETE]: {
    audience: 'administrators',
    field: DELETE,
    async run(desk, { subject }) {
      const { number, template } = (await subjectOf(desk, subject)) ?? {};
      if (!number || !template) {
        const view = { id: `${DELETE}:${subject}`, title: desk.say('draftForm.deleteTitle') };
        return note(desk.say, view, text(number ? 'draft.gone' : 'draft.numberGone'));
      }
      const refused = await desk.services.templateManagement.remove(number, template);
      return refused && new NextView(deleteView(desk, `${DELETE}:${subject}`, template, desk.say(refused)));
    },
  },
};

interface Opening {
  form: typeof NEW | typeof EDIT;
  subject: string;
  /** What a new template begins with. */
  from?: Template;
}

async function openForm(desk: Desk, click: Click, { form: name, subject, from }: Opening): Promise<void> {
  const written = await writtenFor(desk, name, subject);
  if (written) {
    const open = await desk.services.openForms.begin(cardsOf(written.template ?? from));
    const form = { ...written, open, viewId: viewIdOf(name, open, subject) };
    const shown = { files: await sampleFiles(desk), cards: open.cards, ...(from && { from }) };
    await desk.views.open(formView(desk.say, form, shown), click);
  } else {
    await tell(desk, click, goneFor(name));
  }
}

function opens(viewOf: (desk: Desk, subject: Subject) => View | undefined): ClickHandler {
  return {
    audience: 'administrators',
    async run(desk, click: Click) {
      const subject = await subjectOf(desk, click.value ?? '');
      const view = subject && viewOf(desk, subject);
      const gone = text(subject ? 'draft.gone' : 'draft.numberGone');
      await (view ? desk.views.open(view, click) : tell(desk, click, gone));
    },
  };
}

function deleteView({ say }: Desk, id: string, { name, language }: Template, refused?: string): View {
  const view = { id, title: say('draftForm.deleteTitle'), submit: say('draftForm.delete'), danger: true };
  return modal(say, view, [
    section(say('draftForm.deleteQuestion', { name, language })),
    ...(refused ? [section(refused)] : []),
  ]);
}
