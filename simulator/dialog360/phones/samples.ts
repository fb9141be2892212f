import type { MediaKind } from '../media/types';

export interface Sample {
  bytes: Buffer;
  mimeType: string;
  filename?: string;
}

/** One grey pixel. */
const JPEG =
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5' +
  'PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q==';
/** 20 ms of silence, Opus, mono. */
const OGG =
  'T2dnUwACAAAAAAAAAABgMwAAAAAAAN/QtG8BE09wdXNIZWFkAQE4AYC7AAAAAABPZ2dTAAAAAAAAAAAAAGAzAAABAAAAvPrBcAETT3B1c1Rh' +
  'Z3MDAAAAc2ltAAAAAE9nZ1MABMADAAAAAAAAYDMAAAIAAAA6C525AQP4//4=';
const WEBP = 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA';
/** The box that opens an MP4 file; nothing to play. */
const MP4 = 'AAAAGGZ0eXBpc29tAAACAGlzb21pc28y';
/** Header of one MPEG-1 layer III frame, 128 kbit/s, 44.1 kHz. */
const MP3_HEADER = [0xff, 0xfb, 0x90, 0x00];
const MP3_FRAME_BYTES = 417;
const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n';

function decoded(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}

/** Small files for media that nobody chose. */
const SAMPLES: Record<MediaKind | 'voice', Sample> = {
  image: { bytes: decoded(JPEG), mimeType: 'image/jpeg' },
  video: { bytes: decoded(MP4), mimeType: 'video/mp4' },
  audio: { bytes: Buffer.concat([Buffer.from(MP3_HEADER)], MP3_FRAME_BYTES), mimeType: 'audio/mpeg' },
  voice: { bytes: decoded(OGG), mimeType: 'audio/ogg; codecs=opus' },
  document: { bytes: Buffer.from(PDF), mimeType: 'application/pdf', filename: 'document.pdf' },
  sticker: { bytes: decoded(WEBP), mimeType: 'image/webp' },
};

export function sample(kind: MediaKind | 'voice'): Sample {
  return SAMPLES[kind];
}
