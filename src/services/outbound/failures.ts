import type { Failure } from '../../domain/failure';
import { LIMITS } from '../../domain/limits';
import { text } from '../../domain/text';
import type { FileObjection } from '../filePolicy';

/** Failures that are ours to find, before WhatsApp is asked. */
export const failures = {
  disconnected: (): Failure => ({
    code: 'disconnected',
    scope: 'message',
    retryable: false,
    human: text('failure.disconnected'),
    log: 'The number of the room is not connected any more',
  }),
  tooBig: (): Failure => ({
    code: 'too-big',
    scope: 'message',
    retryable: false,
    human: text('failure.too-big', { megabytes: LIMITS.media.document.maxBytes / 1024 ** 2 }),
    log: 'The file is bigger than WhatsApp takes',
  }),
  /**
   * The app's settings do not let the file out.
   * @param maxBytes what they allow
   */
  refused: (objection: FileObjection, maxBytes: number): Failure => ({
    code: `refused-${objection}`,
    scope: 'message',
    retryable: false,
    human: text(`failure.refused-${objection}`, { megabytes: Math.floor((maxBytes / 1024 ** 2) * 10) / 10 }),
    log: `The settings do not let the file out: ${objection}`,
  }),
  /** WhatsApp was not asked: it would have accepted the message and failed it later. */
  windowClosed: (): Failure => ({
    code: WINDOW_CLOSED,
    scope: 'message',
    retryable: false,
    human: text('failure.window-closed', { code: WINDOW_CLOSED }),
    log: 'The customer service window is closed',
  }),
  /** A reaction to what WhatsApp does not know. */
  noTarget: (): Failure => ({
    code: 'no-target',
    scope: 'message',
    retryable: false,
    human: text('failure.no-target'),
    log: 'The message of a reaction is not known at WhatsApp',
  }),
  /** Files that cannot be read, records that cannot be written. */
  workspace: (): Failure => ({
    code: 'workspace',
    scope: 'message',
    retryable: true,
    human: text('failure.workspace'),
    log: 'The workspace failed us again and again',
  }),
  /** Another server, or an earlier attempt, has the message. */
  elsewhere: (): Failure => ({
    code: 'elsewhere',
    scope: 'message',
    retryable: false,
    uncertain: true,
    human: text('failure.uncertain'),
    log: 'The message was taken on before',
  }),
  /** For ourselves alone: the message is made anew. */
  changed: (): Failure => ({
    code: CHANGED,
    scope: 'message',
    retryable: false,
    human: text('notice.withdrawn'),
    log: 'The message was changed or deleted before it was sent',
  }),
  uncertain: (): Failure => ({
    code: 'uncertain',
    scope: 'message',
    retryable: false,
    uncertain: true,
    human: text('failure.uncertain'),
    log: 'The app ended while the message was being sent',
  }),
} as const satisfies Record<string, (...details: never[]) => Failure>;

export const CHANGED = 'changed';

/** Meta's code for a message that is no template, more than 24 hours after the customer's last one. */
export const WINDOW_CLOSED = 131047;
