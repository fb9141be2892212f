import type { Failure } from '../domain/failure';
import { text } from '../domain/text';

const BYTES_IN_MB = 1024 * 1024;

/** Failures that are none of an answer: no connection, no permission, nonsense. */
export const failures = {
  /** The request never reached 360dialog. */
  unreachable: (): Failure => ({
    code: 'unreachable',
    scope: 'message',
    retryable: true,
    human: text('failure.unreachable'),
    log: '360dialog cannot be reached',
  }),
  /** The request went out and no answer came back; repeating it does no harm. */
  noAnswer: (): Failure => ({
    code: 'no-answer',
    scope: 'message',
    retryable: true,
    human: text('failure.no-answer'),
    log: '360dialog did not answer',
  }),
  /** A message went out and no usable answer came back. There is no idempotency key: repeating it may double it. */
  uncertain: (): Failure => ({
    code: 'uncertain',
    scope: 'message',
    retryable: false,
    uncertain: true,
    human: text('failure.uncertain'),
    log: '360dialog took a message and did not answer',
  }),
  /** The workspace does not let the app use the network: the engine hands out nothing instead of an answer. */
  noNetwork: (): Failure => ({
    code: 'no-network',
    scope: 'channel',
    retryable: false,
    human: text('failure.no-network'),
    log: 'The app has no permission for networking',
  }),
  unexpectedAnswer: (): Failure => ({
    code: 'unexpected-answer',
    scope: 'message',
    retryable: false,
    human: text('failure.unexpected-answer'),
    log: '360dialog answered with something unexpected',
  }),
  /** @param maxBytes what is allowed */
  fileTooBig: (maxBytes: number): Failure => ({
    code: 'file-too-big',
    scope: 'message',
    retryable: false,
    human: text('failure.file-too-big', { megabytes: Math.floor(maxBytes / BYTES_IN_MB) }),
    log: 'A file is bigger than allowed',
  }),
  /** What arrived is not what was sent. */
  damagedFile: (): Failure => ({
    code: 'damaged-file',
    scope: 'message',
    retryable: true,
    human: text('failure.damaged-file'),
    log: 'A file did not arrive as it was sent',
  }),
  /** The sandbox's number belongs to 360dialog. */
  sandboxProfile: (): Failure => ({
    code: 'sandbox-profile',
    scope: 'message',
    retryable: false,
    human: text('failure.sandbox-profile'),
    log: 'The sandbox has no profile',
  }),
  /** 360dialog: the sandbox neither takes nor hands out files by id. */
  sandboxMedia: (): Failure => ({
    code: 'sandbox-media',
    scope: 'message',
    retryable: false,
    human: text('failure.sandbox-media'),
    log: 'The sandbox has no media',
  }),
  /** 360dialog: the sandbox has a few templates of its own and may not list them. */
  sandboxTemplates: (): Failure => ({
    code: 'sandbox-templates',
    scope: 'message',
    retryable: false,
    human: text('failure.sandbox-templates'),
    log: 'The sandbox lists no templates',
  }),
};
