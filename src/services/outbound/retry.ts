import type { Result } from '../../domain/failure';
import type { Clock } from '../ports';

/** Tries of one request altogether, and the first of the pauses between them, milliseconds: 1, 4, 16, 64 s. */
const TRIES = 5;
const PAUSE = 1_000;
const GROWTH = 4;
/** What asks for more patience than that is told to the agent instead, milliseconds. */
const LONGEST_PAUSE = 120_000;

/** Repeats a request while its failure may pass: with growing pauses, or those that the other side asks for. */
export async function retrying<T>(clock: Clock, request: () => Promise<Result<T>>): Promise<Result<T>> {
  let result = await request();
  for (let tries = 1; !result.ok && result.failure.retryable && tries < TRIES; tries++) {
    const jitter = 1 + Math.random() / 4;
    const pause = Math.max(PAUSE * GROWTH ** (tries - 1) * jitter, (result.failure.retryAfter ?? 0) * 1_000);
    if (pause > LONGEST_PAUSE) {
      return result;
    }
    await clock.sleep(pause);
    result = await request();
  }
  return result;
}
