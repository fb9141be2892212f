import type { Failure } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { Template } from '../../domain/template';
import type { DraftField, TemplateDraft } from '../../domain/templateDraft';
import { text, type Text } from '../../domain/text';
import { checkDraft } from '../../whatsapp/template/draft/check';
import type { DraftErrors } from '../../whatsapp/template/draft/errors';
import { draftKindOf } from '../../whatsapp/template/draft/kindOf';
import type { Clock, Livechat, WhatsAppApis } from '../ports';
import type { Reviews } from './reviews';
import { Samples } from './samples';
import type { TemplateService } from './templates';

/** Meta: what is under review, disabled or being deleted cannot be edited. */
const EDITABLE = ['APPROVED', 'REJECTED', 'PAUSED'];

/** Creates, changes and deletes templates. What WhatsApp would refuse is refused before it is asked. */
export class TemplateManagement {
  constructor(
    private readonly templates: TemplateService,
    private readonly reviews: Reviews,
    private readonly apis: WhatsAppApis,
    private readonly files: Pick<Livechat, 'file'>,
    private readonly clock: Clock,
  ) {}

  /** Submits a new template for approval. @returns what is wrong, by field */
  async create(number: ConnectedNumber, draft: TemplateDraft): Promise<DraftErrors> {
    const errors = await this.check(number, draft);
    if (Object.keys(errors).length > 0) {
      return errors;
    }
    const ready = await new Samples(this.apis(number), this.files).upload(draft);
    if ('failure' in ready) {
      return { [ready.field]: refusal(ready.failure) };
    }
    const created = await this.apis(number).createTemplate(ready);
    if (!created.ok) {
      return { name: refusal(created.failure) };
    }
    await this.submitted(number, created.value, draft);
    return {};
  }

  /** Submits a changed template for approval; its name and language stay. @returns what is wrong, by field */
  async edit(number: ConnectedNumber, template: Template, draft: TemplateDraft): Promise<DraftErrors> {
    const refused = whyNotEditable(template);
    const errors = refused ? { [mainField(draft)]: refused } : checkDraft(draft);
    if (Object.keys(errors).length > 0) {
      return errors;
    }
    const keepsCategory = template.status === 'APPROVED';
    const ready = await new Samples(this.apis(number), this.files).upload(draft);
    if ('failure' in ready) {
      return { [ready.field]: refusal(ready.failure) };
    }
    const edited = await this.apis(number).editTemplate(template.id, ready, { keepsCategory });
    if (!edited.ok) {
      return { [mainField(draft)]: refusal(edited.failure) };
    }
    await this.submitted(number, template.id, draft);
    return {};
  }

  /** Deletes one language of a template. @returns why it was not */
  async remove(number: ConnectedNumber, { id, name }: Template): Promise<Text | undefined> {
    const removed = await this.apis(number).deleteTemplate({ id, name });
    if (!removed.ok) {
      return refusal(removed.failure);
    }
    this.templates.refreshSoon(number.id);
    return undefined;
  }

  /** What is wrong with a draft of a new template, as far as it can be told without WhatsApp. */
  async check(number: ConnectedNumber, draft: TemplateDraft): Promise<DraftErrors> {
    const errors = checkDraft(draft);
    const list = await this.templates.known(number.id);
    const isTaken = list?.templates.some(
      ({ name, language }) => name === draft.name && language === draft.language,
    );
    return isTaken ? { ...errors, language: text('draft.taken') } : errors;
  }

  private async submitted(number: ConnectedNumber, templateId: string, draft: TemplateDraft): Promise<void> {
    const { name, language } = draft;
    const at = this.clock.now();
    await this.reviews.submitted({ numberId: number.id, templateId, name, language, at });
    this.templates.refreshSoon(number.id);
  }
}

/** Why our form cannot change a template; undefined when it can. */
export function whyNotEditable(template: Template): Text | undefined {
  return EDITABLE.includes(template.status) ? whyNotWritable(template) : text('draft.notEditable');
}

/** Why none of our forms can write a template such as this; undefined when one can. */
export function whyNotWritable(template: Template): Text | undefined {
  return draftKindOf(template) ? undefined : text('draft.notWritable');
}

/** Where something is said that is about the whole draft. */
function mainField({ kind }: TemplateDraft): DraftField {
  return kind === 'code' ? 'codeMethod' : 'body';
}

function refusal({ human }: Failure): Text {
  return text('draft.refused', { reason: human });
}
