import { graphError } from './api/errors';
import { newNumericId } from './ids';
import type { NumberRecord, TemplateRecord } from './state/records';
import type { World } from './world';

export interface TemplateDraft {
  name: string;
  language: string;
  category: TemplateRecord['category'];
  parameter_format?: TemplateRecord['parameter_format'];
  components: TemplateRecord['components'];
}

/** Meta: only these can be edited. */
const EDITABLE = ['APPROVED', 'REJECTED', 'PAUSED'];

/** An account's templates and the reviews that Meta makes of them. */
export class Templates {
  constructor(private readonly world: World) {}

  /** Templates of the number's account, oldest first. */
  list(number: NumberRecord): TemplateRecord[] {
    return [...this.world.state.templates.values()].filter(({ wabaId }) => wabaId === number.wabaId);
  }

  /** @throws ApiError 100 when the account has the name in this language already. */
  create(number: NumberRecord, draft: TemplateDraft, status = 'PENDING'): TemplateRecord {
    const isTaken = this.list(number).some(
      ({ name, language }) => name === draft.name && language === draft.language,
    );
    if (isTaken) {
      throw graphError(100, `There is already ${draft.language} content for this template.`, {
        subcode: 2388024,
      });
    }
    const template: TemplateRecord = {
      parameter_format: 'POSITIONAL',
      ...draft,
      id: newNumericId(),
      wabaId: number.wabaId,
      status,
      rejected_reason: 'NONE',
      quality_score: { score: 'UNKNOWN' },
    };
    this.world.state.templates.set(template.id, template);
    this.world.state.changed();
    return template;
  }

  /** @throws ApiError 100 when the template is under review. */
  edit(template: TemplateRecord, changes: Partial<TemplateDraft>): void {
    if (!EDITABLE.includes(template.status)) {
      throw graphError(100, `A template that is ${template.status} cannot be edited.`);
    }
    Object.assign(template, changes, { status: 'PENDING' });
    this.world.state.changed();
  }

  remove(templates: TemplateRecord[]): void {
    templates.forEach(({ id }) => this.world.state.templates.delete(id));
    this.world.state.changed();
  }

  /** What a reviewer decides; the numbers of the account may hear of it. */
  async review(template: TemplateRecord, status: string, reason = 'NONE'): Promise<void> {
    template.status = status;
    template.rejected_reason = reason;
    this.world.state.changed();
    if (!this.world.settings.templateEvents) {
      return;
    }
    const value = {
      event: status,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      // Lists write en_US.
      message_template_language: template.language.replace('_', '-'),
      message_template_category: template.category,
      reason,
    };
    const numbers = [...this.world.state.numbers.values()].filter(({ wabaId }) => wabaId === template.wabaId);
    await Promise.all(
      numbers.map((number) =>
        this.world.outbox.emit(number, { field: 'message_template_status_update', value }),
      ),
    );
  }
}
