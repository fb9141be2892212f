/** The part of adm-zip that the scripts use. */
declare module 'adm-zip' {
  interface ZipEntry {
    readonly entryName: string;
    header: { time: Date };
    getData(): Buffer;
  }

  class AdmZip {
    constructor(source?: Buffer | string);
    addFile(entryName: string, content: Buffer, comment?: string, attributes?: number): ZipEntry;
    getEntry(entryName: string): ZipEntry | null;
    getEntries(): ZipEntry[];
    toBuffer(): Buffer;
  }

  export = AdmZip;
}
