import type { Instance } from '../simulator/rocketchat/instance';

/** What something cost in calls from the app to the server. */
export interface Cost {
  /** Until the webhook was answered; absent where nobody waits for an answer. */
  beforeAnswer?: number;
  inAll: number;
}

/** No call for so long means that the app has come to rest, milliseconds. */
const REST = 150;
const RUNS = 11;

/** The median of several runs: now and then a run meets what the app does by the clock. */
export async function measure(instance: Instance, act: () => Promise<unknown>): Promise<Cost> {
  const costs: Cost[] = [];
  for (let run = 0; run < RUNS; run++) {
    costs.push(await once(instance, act));
  }
  const answers = costs.map(({ beforeAnswer }) => beforeAnswer ?? 0);
  return { beforeAnswer: median(answers), inAll: median(costs.map(({ inAll }) => inAll)) };
}

/** What something costs that nobody waits for. */
export async function quietly(instance: Instance, act: () => Promise<unknown>): Promise<Cost> {
  instance.bridgeCalls.reset();
  await act();
  await rest(instance);
  return { inAll: instance.bridgeCalls.total };
}

/** What comes after the answer looks at a room first: that look is held back until the answer is there. */
export async function once(instance: Instance, act: () => Promise<unknown>): Promise<Cost> {
  const { rooms } = instance.workspace;
  const byId = rooms.byId.bind(rooms);
  let held = 0;
  let release = (): void => undefined;
  const answered = new Promise<void>((resolve) => (release = resolve));
  rooms.byId = async (id) => {
    held++;
    await answered;
    return byId(id);
  };
  instance.bridgeCalls.reset();
  await act();
  const beforeAnswer = instance.bridgeCalls.total - held;
  rooms.byId = byId;
  release();
  await rest(instance);
  return { beforeAnswer, inAll: instance.bridgeCalls.total };
}

async function rest(instance: Instance): Promise<void> {
  for (let seen = -1; seen !== instance.bridgeCalls.total;) {
    seen = instance.bridgeCalls.total;
    await new Promise((resolve) => setTimeout(resolve, REST));
  }
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
