const POLL_MS = 50;

/**
 * How long waits last unless told otherwise, in ms: longer than an app may honestly need on a slow machine, also one
 * that first has to notice that a killed process left work behind, which takes the better part of a minute.
 */
export const DEFAULT_WAIT_MS = 90_000;

/**
 * Asks until there is an answer.
 * @param describe what is there instead, for the error of a wait in vain
 */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined> | T | undefined,
  describe: () => Promise<string> | string,
  timeoutMs = DEFAULT_WAIT_MS,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() >= deadline) {
      throw new Error(`Waited ${timeoutMs} ms for ${what} in vain. ${await describe()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
