import type { StreamEvent } from '../streams';

/**
 * Listens to what the server pushes to one user (`GET /sim/v1/streams/:userId`, server-sent events).
 * @returns when the subscription stands: nothing pushed after that is missed. Ends with the signal.
 */
export async function listen(
  url: string,
  onEvent: (event: StreamEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(url, { signal, headers: { accept: 'text/event-stream' } });
  if (!response.ok || !response.body) {
    throw new Error(`${url} was answered ${response.status}`);
  }
  // A stream that breaks off (the server stopped) ends the listening, as a closed connection does in a browser.
  void readEvents(response.body, onEvent).catch(() => undefined);
}

async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: StreamEvent) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const chunk of body) {
    const blocks = (pending + decoder.decode(chunk, { stream: true })).split('\n\n');
    pending = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith('data: ')) {
        onEvent(JSON.parse(block.slice('data: '.length)) as StreamEvent);
      }
    }
  }
}
