/**
 * An error as Rocket.Chat's server raises it: a code that programs read and a reason that people read. Its message
 * is what an app or a REST client gets to see.
 */
export class ServerError extends Error {
  constructor(
    /** E.g. `error-room-closed`. */
    readonly code: string,
    readonly reason?: string,
  ) {
    super(reason ? `${reason} [${code}]` : code);
    this.name = 'ServerError';
  }
}
