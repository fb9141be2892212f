import { controlRouter } from './control';
import { Dialog360 } from './dialog360';
import type { Dialog360Options } from './options';
import { createWorld } from './world';

export { Clock } from './clock';
export type { Dialog360 } from './dialog360';
export type { CustomerMessage } from './phones/kinds';
export type { Phone } from './phones/phone';
export type { ChatMessage, NumberRecord } from './state/records';
export { seed } from './seed';

/**
 * Starts a simulated 360dialog on loopback and makes its host names known to the simulated internet. It starts
 * empty, or with what its folder holds; `seed` fills it with a business to try things with.
 * @throws the error of `listen` when the port is taken.
 */
export async function startDialog360(options: Dialog360Options): Promise<Dialog360> {
  const dialog360 = new Dialog360(createWorld(options));
  await dialog360.listen(options.port ?? 0, controlRouter(dialog360));
  return dialog360;
}
