export type DraftCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';

export type DraftButton =
  | { kind: 'quickReply'; text: string }
  /** A dynamic address ends with `{{1}}`; `sample` is an example of what stands there. */
  | { kind: 'url'; text: string; url: string; sample?: string }
  | { kind: 'phone'; text: string; phone: string }
  /** WhatsApp chooses the words on it. */
  | { kind: 'copyCode'; sample: string };

/** A file in a room, as an example of what will stand above the message. */
export interface SampleFile {
  id: string;
  name: string;
  mimeType: string;
}

export type DraftHeader =
  | { kind: 'text'; text: string; sample?: string }
  | { kind: 'location' }
  /** `handle` is what WhatsApp calls the file after it was uploaded. */
  | { kind: 'image' | 'video' | 'document'; file?: SampleFile; handle?: string };

/** A template that is to be submitted for approval. */
export interface TemplateDraft {
  name: string;
  language: string;
  category: DraftCategory;
  header?: DraftHeader;
  /** Empty in authentication templates, whose text WhatsApp writes. */
  body: string;
  /** Of the blanks of the body, in the order in which WhatsApp wants them. */
  samples: string[];
  footer?: string;
  buttons: DraftButton[];
}

/** Where in a draft something is wrong. */
export type DraftField =
  | 'name'
  | 'language'
  | 'category'
  | 'header'
  | 'headerSample'
  | 'headerFile'
  | 'body'
  | 'samples'
  | 'footer'
  | 'buttons';
