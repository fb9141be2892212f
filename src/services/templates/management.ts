import { ok, type Failure, type Result } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { Template } from '../../domain/template';
import type { TemplateDraft } from '../../domain/templateDraft';
import { text, type Text } from '../../domain/text';
import { checkDraft, type DraftErrors } from '../../whatsapp/template/checkDraft';
import type { Clock, Livechat, WhatsAppApis } from '../ports';
import type { Reviews } from './reviews';
import type { TemplateService } from './templates';

/** Meta: what is under review, disabled or being deleted cannot be edited. */
const EDITABLE = ['APPROVED', 'REJECTED', 'PAUSED'];
const WRITABLE_BUTTONS = ['quickReply', 'url', 'phone', 'copyCode'];

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
    const ready = await this.withHandle(number, draft);
    if (!ready.ok) {
      return { headerFile: refusal(ready.failure) };
    }
    const created = await this.apis(number).createTemplate(ready.value);
    if (!created.ok) {
      return { name: refusal(created.failure) };
    }
    await this.submitted(number, created.value, draft);
    return {};
  }

  /** Submits a changed template for approval; its name and language stay. @returns what is wrong, by field */
  async edit(number: ConnectedNumber, template: Template, draft: TemplateDraft): Promise<DraftErrors> {
    const refused = whyNotEditable(template);
    const errors = refused ? { body: refused } : checkDraft(draft);
    if (Object.keys(errors).length > 0) {
      return errors;
    }
    const keepsCategory = template.status === 'APPROVED';
    const ready = await this.withHandle(number, draft);
    if (!ready.ok) {
      return { headerFile: refusal(ready.failure) };
    }
    const edited = await this.apis(number).editTemplate(template.id, ready.value, { keepsCategory });
    if (!edited.ok) {
      return { body: refusal(edited.failure) };
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

  /** Uploads the example of a file above the message, where there is one. */
  private async withHandle(number: ConnectedNumber, draft: TemplateDraft): Promise<Result<TemplateDraft>> {
    const { header } = draft;
    if (!header || !('file' in header) || !header.file) {
      return ok(draft);
    }
    const { id, name, mimeType } = header.file;
    const bytes = await this.files.file(id);
    if (!bytes.ok) {
      return bytes;
    }
    const file = { bytes: bytes.value, filename: name, mimeType };
    const uploaded = await this.apis(number).uploadSample(file);
    return uploaded.ok ? ok({ ...draft, header: { ...header, handle: uploaded.value } }) : uploaded;
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

/** Why our form cannot write a template such as this; undefined when it can. */
export function whyNotWritable({ category, buttons, cards, offer, unknown }: Template): Text | undefined {
  const hasMore = cards.length > 0 || offer !== undefined || unknown.length > 0;
  const canWriteButtons = buttons.every(({ kind }) => WRITABLE_BUTTONS.includes(kind));
  return hasMore || !canWriteButtons || category === 'AUTHENTICATION' ? text('draft.notWritable') : undefined;
}

function refusal({ human }: Failure): Text {
  return text('draft.refused', { reason: human });
}
