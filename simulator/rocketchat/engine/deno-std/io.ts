/** Stands in for `@std/io`, of which the engine's runtime uses this function only. */
export async function writeAll(
  writer: { write(chunk: Uint8Array): Promise<number> },
  data: Uint8Array,
): Promise<void> {
  for (let written = 0; written < data.length;) {
    written += await writer.write(data.subarray(written));
  }
}
