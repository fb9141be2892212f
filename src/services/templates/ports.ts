import type { Result } from '../../domain/failure';
import type { Template } from '../../domain/template';
import type { TemplateDraft } from '../../domain/templateDraft';
import type { Text } from '../../domain/text';

/** What 360dialog does with the templates of the account that a number belongs to. */
export interface TemplateApi {
  /** All of them, over every page and status. */
  templates(): Promise<Result<Template[]>>;
  /** Uploads an example for the file above a message. @returns what WhatsApp calls it in a draft */
  uploadSample(file: { bytes: Buffer; mimeType: string }): Promise<Result<string>>;
  /** Submits a template for approval. @returns its id */
  createTemplate(draft: TemplateDraft): Promise<Result<string>>;
  /**
   * Submits a changed template for approval; its name and language stay.
   * @param options.keepsCategory of approved templates: WhatsApp does not let it change
   */
  editTemplate(id: string, draft: TemplateDraft, options: { keepsCategory: boolean }): Promise<Result<void>>;
  /** Deletes one language of a template. */
  deleteTemplate(template: { id: string; name: string }): Promise<Result<void>>;
}

/** What became of the latest attempts to fetch the templates of a number. */
export interface TemplateSync {
  /** Unix milliseconds; absent as long as none succeeded. */
  syncedAt?: number;
  /** Unix milliseconds, of the latest attempt, whatever became of it. */
  triedAt: number;
  /** Why the latest attempt failed; absent when it succeeded. */
  problem?: Text;
}

export interface TemplateList extends TemplateSync {
  /** By name and language. */
  templates: Template[];
}

/** The templates of a number as they were fetched last. */
export interface TemplateStore {
  /** Undefined for a number whose templates were never asked for. */
  read(numberId: string): Promise<TemplateList | undefined>;
  sync(numberId: string): Promise<TemplateSync | undefined>;
  /** Puts the list in the place of the former one. */
  replace(numberId: string, templates: Template[], at: number): Promise<void>;
  /** Notes an attempt that failed; the list stays. */
  failed(numberId: string, problem: Text, at: number): Promise<void>;
}

/** A template that was submitted here and that WhatsApp has not decided on. */
export interface AwaitedReview {
  numberId: string;
  templateId: string;
  name: string;
  language: string;
  /** Unix milliseconds, of the submission. */
  at: number;
}

/** How WhatsApp decided on what was submitted here, as the admins were told. */
export interface ToldDecision extends Omit<AwaitedReview, 'at'> {
  /** Meta's word. */
  status: string;
  /** Unix milliseconds, of the notice. */
  at: number;
}

export interface AwaitedReviews {
  add(review: AwaitedReview): Promise<void>;
  /** Of all numbers. */
  all(): Promise<AwaitedReview[]>;
  of(templateId: string): Promise<AwaitedReview | undefined>;
  /** The review is over, and the admins know. */
  decided(decision: ToldDecision): Promise<void>;
  /** What was told of a template in the last days: found by its id, or by name and language at the same number. */
  told(template: Omit<ToldDecision, 'status' | 'at'>): Promise<ToldDecision[]>;
}
