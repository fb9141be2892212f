import { failed, ok, type Failure, type Result } from '../../domain/failure';
import type { DraftField, DraftSample, SampleFile, TemplateDraft } from '../../domain/templateDraft';
import type { Livechat } from '../ports';
import type { TemplateApi } from './ports';

/** A file that could not be uploaded, by its field. */
export interface SampleFailure {
  field: DraftField;
  failure: Failure;
}

/** Uploads the examples of a draft's files, each file once and one after the other: they may be large. */
export class Samples {
  private readonly handles = new Map<string, string>();

  constructor(
    private readonly api: Pick<TemplateApi, 'uploadSample'>,
    private readonly files: Pick<Livechat, 'file'>,
  ) {}

  /** @returns the draft with what WhatsApp calls its files */
  async upload(draft: TemplateDraft): Promise<TemplateDraft | SampleFailure> {
    for (const [field, { file }] of samplesOf(draft)) {
      const uploaded = file ? await this.uploadOnce(file) : ok(undefined);
      if (!uploaded.ok) {
        return { field, failure: uploaded.failure };
      }
    }
    const { header, cards } = draft;
    return {
      ...draft,
      ...(header && 'file' in header && { header: this.withHandle(header) }),
      ...(cards && { cards: cards.map((card) => this.withHandle(card)) }),
    };
  }

  private async uploadOnce({ id, name, mimeType }: SampleFile): Promise<Result<void>> {
    if (this.handles.has(id)) {
      return ok(undefined);
    }
    const bytes = await this.files.file(id);
    if (!bytes.ok) {
      return failed(bytes.failure);
    }
    const file = { bytes: bytes.value, filename: name, mimeType };
    const uploaded = await this.api.uploadSample(file);
    if (!uploaded.ok) {
      return failed(uploaded.failure);
    }
    this.handles.set(id, uploaded.value);
    return ok(undefined);
  }

  private withHandle<Sample extends DraftSample>(sample: Sample): Sample {
    const handle = sample.file && this.handles.get(sample.file.id);
    return handle ? { ...sample, handle } : sample;
  }
}

function samplesOf({ header, cards = [] }: TemplateDraft): [DraftField, DraftSample][] {
  return [
    ...(header && 'file' in header ? [['headerFile', header] as [DraftField, DraftSample]] : []),
    ...cards.map((card, index): [DraftField, DraftSample] => [`card${index + 1}File`, card]),
  ];
}
