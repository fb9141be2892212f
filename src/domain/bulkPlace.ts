/** Where a recipient stands in a job. */
export interface BulkPlace {
  jobId: string;
  pageId: string;
  /** In the page; counts from 0. */
  index: number;
}

/** Under which a template is sent to a recipient, once. */
export function recipientId({ jobId, pageId, index }: BulkPlace): string {
  return `${jobId}-${pageId}-${index}`;
}

/** @returns undefined for what was not sent by a bulk job */
export function placeOf(id: string): BulkPlace | undefined {
  const [, jobId, pageId, index] = /^(.+)-([0-9a-f]{24}-\d+)-(\d+)$/.exec(id) ?? [];
  return jobId && pageId ? { jobId, pageId, index: Number(index) } : undefined;
}

/** By which all that is told of a page's recipients can be found together. */
export function pageGroup({ jobId, pageId }: Pick<BulkPlace, 'jobId' | 'pageId'>): string {
  return `bulk:${jobId}:${pageId}`;
}
