import type { World } from './bridge';

/** When in a call to what is outside the app its process ends: before it is carried out, or before it is answered. */
export type Moment = 'before' | 'after';

/** The outside, as a process sees it that ends in the middle of a call. */
export interface MortalWorld {
  world: World;
  /** Calls so far. */
  readonly calls: () => number;
}

/**
 * A process over a world that ends at its n-th call to the host, its records or 360dialog. From then on nothing that it
 * asks for happens, and nothing is answered.
 * @param lastCall counted from 1; without it the process lives, and its calls are counted
 */
export function mortal(world: World, lastCall = Infinity, moment: Moment = 'before'): MortalWorld {
  let calls = 0;
  const forever = (): Promise<never> => new Promise<never>(() => undefined);
  const call = async (carryOut: () => unknown): Promise<unknown> => {
    const number = ++calls;
    if (number > lastCall || (number === lastCall && moment === 'before')) {
      return forever();
    }
    const answer = await carryOut();
    // Others may have been under way when the process ended.
    return calls >= lastCall ? forever() : answer;
  };
  const outside = <T extends object>(target: T, own: Partial<T> = {}): T =>
    new Proxy(target, {
      get(object, name) {
        const value: unknown = Reflect.get(name in own ? own : object, name);
        if (typeof value !== 'function' || name in own) {
          return value;
        }
        return (...args: unknown[]) => call(() => Reflect.apply(value, object, args) as unknown);
      },
    });
  const database: World['database'] = outside(world.database, {
    asAccessors: () => [database, database] as unknown as ReturnType<World['database']['asAccessors']>,
  });
  const own: Partial<World> = {
    database,
    livechat: outside(world.livechat, { written: outside(world.livechat.written) }),
    apis: () => outside(world.api),
  };
  return { world: Object.assign(Object.create(world) as World, own), calls: () => calls };
}
