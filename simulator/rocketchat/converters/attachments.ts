import type { IMessageAttachment } from '@rocket.chat/apps-engine/definition/messages';

import { mapDocument, type Unmapped } from './mapDocument';

type Attachment = Record<string, unknown>;

const fields = {
  collapsed: 'collapsed',
  color: 'color',
  text: 'text',
  timestampLink: 'message_link',
  thumbnailUrl: 'thumb_url',
  imageDimensions: 'image_dimensions',
  imagePreview: 'image_preview',
  imageUrl: 'image_url',
  imageType: 'image_type',
  imageSize: 'image_size',
  audioUrl: 'audio_url',
  audioType: 'audio_type',
  audioSize: 'audio_size',
  videoUrl: 'video_url',
  videoType: 'video_type',
  videoSize: 'video_size',
  fields: 'fields',
  actionButtonsAlignment: 'button_alignment',
  actions: 'actions',
  type: 'type',
  description: 'description',
};

/** Of an attachment without a time the timestamp is an invalid date: the server does not look. */
export function convertAttachment(attachment: Attachment): IMessageAttachment {
  return mapDocument(attachment, {
    fields,
    derived: {
      author: {
        name: attachment['author_name'],
        link: attachment['author_link'],
        icon: attachment['author_icon'],
      },
      title: {
        value: attachment['title'],
        link: attachment['title_link'],
        displayDownloadLink: attachment['title_link_download'],
      },
      timestamp: new Date(attachment['ts'] as string),
    },
    consumed: [
      'author_name',
      'author_link',
      'author_icon',
      'title',
      'title_link',
      'title_link_download',
      'ts',
    ],
  });
}

export function convertAppAttachment(attachment: IMessageAttachment & Unmapped): Attachment {
  const given = attachment as IMessageAttachment & Record<string, unknown>;
  const mapped = Object.entries(fields).map(([field, target]) => [target, given[field]] as const);
  return present({
    ...Object.fromEntries(mapped),
    ts: attachment.timestamp?.toJSON(),
    author_name: attachment.author?.name,
    author_link: attachment.author?.link,
    author_icon: attachment.author?.icon,
    title: attachment.title?.value,
    title_link: attachment.title?.link,
    title_link_download: attachment.title?.displayDownloadLink,
    ...attachment._unmappedProperties_,
  });
}

function present(attachment: Attachment): Attachment {
  return Object.fromEntries(
    Object.entries(attachment).filter(([, value]) => value !== undefined && value !== null),
  );
}
