import { LIMITS } from '../../../domain/limits';
import type { DraftSample } from '../../../domain/templateDraft';
import { text, type Text } from '../../../domain/text';

export type SampleKind = keyof typeof LIMITS.template.sampleTypes;

/** WhatsApp reviews an example of the file. Meta: templates/components, media headers. */
export function checkSample({ file }: DraftSample, kinds: readonly SampleKind[]): Text | undefined {
  const types = kinds.flatMap((kind): readonly string[] => LIMITS.template.sampleTypes[kind]);
  const fits = file !== undefined && types.includes(file.mimeType);
  return fits ? undefined : text('draft.file', { types: types.join(', ') });
}
