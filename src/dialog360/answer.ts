/** What came back, whatever its status. */
export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  bytes: Buffer;
}

/** 200 is documented, 201 has been seen. */
export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}
