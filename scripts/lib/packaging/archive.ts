import AdmZip from 'adm-zip';

/** The earliest moment that a zip can tell; a fixed one makes equal content equal bytes. */
const TIMESTAMP = new Date(1980, 0, 1);
/** A plain file that its owner may write and all may read, in the upper half as Unix systems store it. */
const ATTRIBUTES = (0o100644 << 16) >>> 0;

/** Zips files by their path, so that the same input gives the same bytes. */
export function archive(files: ReadonlyMap<string, Buffer>): Buffer {
  const zip = new AdmZip();
  for (const path of [...files.keys()].sort()) {
    const entry = zip.addFile(path, files.get(path) ?? Buffer.alloc(0), '', ATTRIBUTES);
    entry.header.time = TIMESTAMP;
  }
  return zip.toBuffer();
}
