import * as v from 'valibot';
import type { InboundContent, InboundMedia, InboundMediaKind, Problem } from '../../domain/inboundContent';
import { compact } from '../compact';
import { read } from '../wire/fields';
import { mediaObjectSchema } from '../wire/message';

type WireMediaType = Exclude<InboundMediaKind, 'voice'>;

/**
 * Makes the reader of a type whose file stands under the type's name. WhatsApp leaves the file's id out, or the whole
 * object, when it could not fetch the file itself (error 131052, e.g. more than 100 MB): the message still counts.
 */
export function mediaReader(type: WireMediaType) {
  const schema = v.object({ [type]: v.nullish(mediaObjectSchema, {}) });
  return (message: unknown, problem?: Problem): InboundContent | undefined => {
    const file = read(schema, message)?.[type];
    if (!file) {
      return undefined;
    }
    return compact<InboundMedia>({
      kind: 'media',
      media: type === 'audio' && file.voice ? 'voice' : type,
      id: file.id,
      mimeType: file.mime_type ?? 'application/octet-stream',
      sha256: file.sha256,
      caption: file.caption,
      filename: file.filename,
      url: file.url,
      problem: file.id === undefined ? problem : undefined,
    });
  };
}
