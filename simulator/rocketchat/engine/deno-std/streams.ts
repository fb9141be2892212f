/** Stands in for `@std/streams`, of which the engine's runtime uses this function only. */
export function toArrayBuffer(stream: ReadableStream<Uint8Array>): Promise<ArrayBuffer> {
  return new Response(stream).arrayBuffer();
}
