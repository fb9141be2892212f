import { randomUUID } from 'node:crypto';

import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.minValue(0));
const statusName = v.picklist(['sent', 'delivered', 'read', 'played', 'failed']);

/** Which requests or webhooks a fault concerns; what isn't given doesn't matter. */
const scope = {
  /** Our id of the number. */
  number: v.optional(v.string()),
  /** Start of a request's path, for faults of the API. */
  path: v.optional(v.string()),
  method: v.optional(v.string()),
  /** The whole text of a message, for faults of the API. */
  text: v.optional(v.string()),
  /** How often it happens; without it, until it is taken away. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
};

const collecting = {
  /** How many webhooks are collected. */
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2)), 2),
  /** How long the collection waits to be full. */
  holdMs: v.optional(milliseconds, 200),
};

/** Everything that can be made to go wrong. */
const faultSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('outage'),
    /** `refused` needs the simulated internet; `timeout` never answers; `reset` hangs up. */
    mode: v.picklist(['bad-gateway', 'timeout', 'reset', 'refused']),
    ...scope,
  }),
  v.strictObject({ kind: v.literal('auth-failure'), ...scope }),
  v.strictObject({ kind: v.literal('rate-limit'), ...scope }),
  v.strictObject({
    kind: v.literal('graph-error'),
    code: v.number(),
    details: v.optional(v.string(), ''),
    ...scope,
  }),
  v.strictObject({
    kind: v.literal('answer'),
    status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
    body: v.unknown(),
    headers: v.optional(v.record(v.string(), v.string()), {}),
    ...scope,
  }),
  v.strictObject({ kind: v.literal('slow'), ms: milliseconds, ...scope }),
  v.strictObject({ kind: v.literal('lost-response'), ...scope }),
  v.strictObject({ kind: v.literal('status-before-response'), ...scope }),
  v.strictObject({ kind: v.literal('status-failure'), code: v.number(), ...scope }),
  v.strictObject({ kind: v.literal('drop-status'), status: v.optional(statusName), ...scope }),
  v.strictObject({ kind: v.literal('wrong-sha'), ...scope }),
  v.strictObject({ kind: v.literal('media-gone'), ...scope }),
  v.strictObject({ kind: v.literal('slow-media'), ms: milliseconds, ...scope }),
  v.strictObject({
    kind: v.literal('duplicate-webhooks'),
    copies: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2)), 2),
    ...scope,
  }),
  v.strictObject({ kind: v.literal('delay-webhooks'), ms: milliseconds, ...scope }),
  v.strictObject({ kind: v.literal('reorder-webhooks'), ...collecting, ...scope }),
  v.strictObject({
    kind: v.literal('batch-webhooks'),
    layout: v.optional(v.picklist(['changes', 'entries', 'lists']), 'changes'),
    ...collecting,
    ...scope,
  }),
  v.strictObject({ kind: v.literal('millisecond-timestamps'), ...scope }),
]);

export type Fault = v.InferInput<typeof faultSchema>;
type ActiveFault = v.InferOutput<typeof faultSchema>;
type FaultKind = ActiveFault['kind'];
type FaultOf<K extends FaultKind> = Extract<ActiveFault, { kind: K }>;

export interface FaultCircumstances {
  number?: string;
  path?: string;
  method?: string;
  text?: string;
  status?: string;
}

/** The faults that are switched on. They live in memory: a restart heals everything. */
export class Faults {
  private readonly active = new Map<string, ActiveFault>();

  /** Called after each change of the list. */
  changed: () => void = () => undefined;

  /** @returns an id for `remove`. @throws ValiError when the fault is malformed. */
  add(fault: Fault): string {
    const id = randomUUID();
    this.active.set(id, v.parse(faultSchema, fault));
    this.changed();
    return id;
  }

  remove(id: string): boolean {
    const removed = this.active.delete(id);
    this.changed();
    return removed;
  }

  clear(): void {
    this.active.clear();
    this.changed();
  }

  list(): ({ id: string } & ActiveFault)[] {
    return [...this.active].map(([id, fault]) => ({ id, ...fault }));
  }

  /** The first fault of the kind that fits, counted as having happened. */
  take<K extends FaultKind>(kind: K, circumstances: FaultCircumstances): FaultOf<K> | undefined {
    for (const [id, fault] of this.active) {
      if (fault.kind === kind && fits(fault, circumstances)) {
        this.use(id, fault);
        return fault as FaultOf<K>;
      }
    }
    return undefined;
  }

  private use(id: string, fault: ActiveFault): void {
    if (fault.times === undefined) {
      return;
    }
    fault.times -= 1;
    if (fault.times === 0) {
      this.remove(id);
    }
  }
}

/** Reads a fault that came over HTTP. @throws ValiError when it is malformed. */
export function parseFault(value: unknown): Fault {
  return v.parse(faultSchema, value);
}

function fits(fault: ActiveFault, { number, path, method, text, status }: FaultCircumstances): boolean {
  return (
    (fault.number === undefined || fault.number === number) &&
    (fault.path === undefined || !!path?.startsWith(fault.path)) &&
    (fault.method === undefined || fault.method.toUpperCase() === method) &&
    (fault.text === undefined || fault.text === text) &&
    (!('status' in fault) ||
      fault.kind !== 'drop-status' ||
      fault.status === undefined ||
      fault.status === status)
  );
}
