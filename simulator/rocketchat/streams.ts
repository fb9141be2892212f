import { EventEmitter } from 'node:events';

/** What a server pushes to the connected clients of one user; nothing of it is stored by the server. */
export type StreamEvent =
  | { type: 'ephemeral'; message: { rid: string; msg: string; [field: string]: unknown } }
  | { type: 'uiInteraction'; interaction: { type: string; triggerId?: string; [field: string]: unknown } }
  | { type: 'typing'; rid: string; username: string; isTyping: boolean };

/**
 * The WebSocket side of a server, as far as apps can reach it. The servers of a cluster pass their pushes on to each
 * other, so they are given one of these together: a user's tab may be connected to any of them.
 */
export class Streams {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  publish(userId: string, event: StreamEvent): void {
    this.emitter.emit(userId, event);
  }

  /** @returns a function that ends the subscription. */
  subscribe(userId: string, listener: (event: StreamEvent) => void): () => void {
    this.emitter.on(userId, listener);
    return () => this.emitter.off(userId, listener);
  }
}
