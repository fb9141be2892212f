import * as v from 'valibot';

import { text } from './issues';

const ONE_SOURCE = 'Media needs either id or link, never both.';

function mediaContent<Extra extends v.ObjectEntries>(extra: Extra) {
  return v.pipe(
    v.strictObject({ id: v.optional(v.string()), link: v.optional(v.string()), ...extra }),
    v.check((media) => ('id' in media && !!media.id) !== ('link' in media && !!media.link), ONE_SOURCE),
  );
}

/** Meta: 1024 characters; audio and stickers have no caption. */
const caption = v.optional(text(1024, 0));

export const imageContent = mediaContent({ caption });
export const videoContent = mediaContent({ caption });
export const documentContent = mediaContent({ caption, filename: v.optional(text(240)) });
export const audioContent = mediaContent({ voice: v.optional(v.boolean()) });
export const stickerContent = mediaContent({});

/** A medium inside a header or a template parameter. */
export const embeddedMedia = mediaContent({
  filename: v.optional(v.string()),
  caption: v.optional(v.string()),
});
