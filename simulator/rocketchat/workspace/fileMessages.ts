import type { MessageFile, UploadDoc } from '../documents';

/** Where a file is served; while `FileUpload_ProtectFiles` is on, to those who may read it. */
function filePath(id: string, name: string): string {
  return `/file-upload/${id}/${encodeURI(name)}`;
}

/** A file as a user's message carries it. */
export function userFile(upload: UploadDoc): MessageFile {
  return {
    _id: upload._id,
    name: upload.name,
    type: upload.type,
    size: upload.size,
    format: upload.type.startsWith('image/') ? (upload.type.split('/')[1] ?? '') : '',
    typeGroup: upload.typeGroup ?? upload.type.split('/')[0],
  };
}

/** A file as a visitor's message carries it. */
export function visitorFile({ _id, name, type }: UploadDoc): MessageFile {
  return { _id, name, type };
}

/**
 * The attachment that shows a file in a message.
 * @param preview what an image shows instead of itself
 */
export function fileAttachment(upload: UploadDoc, preview: UploadDoc = upload): Record<string, unknown> {
  const url = filePath(upload._id, upload.name);
  const base = {
    title: upload.name,
    type: 'file',
    ...(upload.description !== undefined && { description: upload.description }),
    title_link: url,
    title_link_download: true,
    fileId: upload._id,
  };
  const kind = upload.type.split('/')[0];
  if (kind === 'image') {
    const image_url = filePath(preview._id, upload.name);
    return { ...base, image_url, image_type: preview.type, image_size: upload.size };
  }
  if (kind === 'audio') {
    return { ...base, audio_url: url, audio_type: upload.type, audio_size: upload.size };
  }
  if (kind === 'video') {
    return { ...base, video_url: url, video_type: upload.type, video_size: upload.size };
  }
  return { ...base, format: upload.extension, size: upload.size };
}
