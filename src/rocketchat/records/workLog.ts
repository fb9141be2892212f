import { randomUUID } from 'node:crypto';

import type { Clock } from '../../services/ports';
import { dayKey, type Records } from './records';

/** How long a server may be silent about work that it took on before another one takes it over, milliseconds. */
const LEASE = 30_000;
const RENEWAL = 10_000;
/** How many lines of abandoned work are taken up side by side: much of it may be what late duplicates left behind. */
const AT_ONCE = 25;

interface Claim<Entry> {
  claimId: string;
  leaseUntil: number;
  entry: Entry;
  /** True once it was changed, which only who has the work does: a store may put changed records behind others. */
  won?: true;
}

/** A server's bid for work that nobody renews. */
interface Bid {
  bidder: string;
  at: number;
}

/** What comes before what. */
interface WorkOrder<Entry> {
  /** What else open work can be found by: the line that it stands in. */
  lineOf(entry: Entry): string | undefined;
  /** The order of a line, the same on every server; negative when the first comes before the second. */
  compare(a: Entry, b: Entry): number;
}

/** What is to be known when abandoned work is taken over. */
interface TakingOver<Entry> {
  /** Of all open work, what is to be taken over if nobody has it; without it, all. */
  choose?: (open: OpenWork<Entry>[]) => Entry[];
  /** Leaves work alone that has nothing to gain from a try just now. */
  isDue?: (entry: Entry) => Promise<boolean>;
  /** Told at the very moment from which this server has the work. */
  onTaken?: (entry: Entry) => void;
}

/** Work that somebody took on and has not ended. */
export interface OpenWork<Entry> {
  entry: Entry;
  leaseUntil: number;
  /** Whether this server has it. */
  held: boolean;
}

/**
 * Work that must be done exactly once, whichever server takes it on and whatever crashes meanwhile.
 *
 * Taking on: add a claim, read all records of the key; who added the first of them has the work, the others stand
 * back. Doing: the claim's lease is renewed as long as this process lives. Done: a record without a claim stays
 * under the key until its day is removed, and the claims go. What nobody renews is abandoned.
 */
export class WorkLog<Entry extends { key: string }> {
  private readonly held = new Map<string, Claim<Entry>>();
  private renewing?: ReturnType<typeof setInterval>;

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    /** Prefix of the keys, and the key that all open work shares. */
    private readonly name: string,
    private readonly order: WorkOrder<Entry> = { lineOf: () => undefined, compare: () => 0 },
  ) {}

  /** Two calls to the host. @returns false when somebody has, or had, this work. */
  async claim(entry: Entry): Promise<boolean> {
    const claim = { claimId: randomUUID(), leaseUntil: this.clock.now() + LEASE, entry };
    await this.records.add(this.claimKeys(claim), claim);
    const all = await this.records.find<Claim<Entry>>(this.key(entry));
    if (all[0]?.claimId !== claim.claimId || all.some(({ won }) => won)) {
      return false;
    }
    this.hold(claim);
    return true;
  }

  /** Changes what is known of work that this server holds. */
  async update(entry: Entry): Promise<void> {
    await this.extend(entry, LEASE);
  }

  /** Lets go of the work; it counts as abandoned after the given time. */
  async postpone(entry: Entry, milliseconds: number): Promise<void> {
    try {
      await this.extend(entry, milliseconds);
    } finally {
      // Work that is renewed on and on would come up nowhere.
      this.release(entry);
    }
  }

  /** Forgets work that nobody wants done any more. One call to the host. */
  async forget(entry: Entry): Promise<void> {
    await this.records.remove(this.key(entry), this.name);
    this.release(entry);
  }

  /** Forgets all open work. One call to the host. */
  async forgetAll(): Promise<void> {
    await this.records.remove(this.name);
    for (const { entry } of [...this.held.values()]) {
      this.release(entry);
    }
  }

  /** Whether this server has the work, and has not ended it. */
  has(entry: Entry): boolean {
    return this.held.has(entry.key);
  }

  /** How many pieces of work this server has, and has not ended. */
  get inHand(): number {
    return this.held.size;
  }

  /** Ends the work. What is left of it can be found under further keys and ages out with its day. */
  async done(entry: Entry, outcome: object, keys: string[] = []): Promise<void> {
    await this.records.add([this.key(entry), ...keys, dayKey(this.clock.now())], outcome);
    await this.records.remove(this.key(entry), this.name);
    this.release(entry);
  }

  /** Work that nobody renews, taken over by this server; that of a line one after the other, in order. */
  async abandoned({ choose, isDue, onTaken }: TakingOver<Entry> = {}): Promise<Entry[]> {
    const claims = firstClaims(await this.records.find<Claim<Entry>>(this.name));
    const chosen = choose && new Set(choose(this.openWork(claims)).map(({ key }) => key));
    const free = claims.filter(
      ({ entry, leaseUntil }) =>
        leaseUntil <= this.clock.now() && !this.held.has(entry.key) && (chosen?.has(entry.key) ?? true),
    );
    const lines = this.linesOf(free);
    const taken: Entry[] = [];
    const work = async (): Promise<void> => {
      for (let line = lines.shift(); line; line = lines.shift()) {
        for (const claim of line) {
          if ((!isDue || (await isDue(claim.entry))) && (await this.takeOver(claim, onTaken))) {
            taken.push(claim.entry);
          } else if (choose) {
            // Another server has begun with this line.
            break;
          }
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return taken;
  }

  /** The open work of the line that an entry stands in, its own left out. One call to the host. */
  async beside(entry: Entry): Promise<OpenWork<Entry>[]> {
    const line = this.lineKey(entry);
    const claims = line ? firstClaims(await this.records.find<Claim<Entry>>(line)) : [];
    return this.openWork(claims.filter((claim) => claim.entry.key !== entry.key));
  }

  /** All work that somebody has taken on and not ended. One call to the host. */
  async open(): Promise<Entry[]> {
    return firstClaims(await this.records.find<Claim<Entry>>(this.name)).map(({ entry }) => entry);
  }

  /** Whether work has ended, for claims of late duplicates outlive it for a while. */
  async isDone(entry: Entry): Promise<boolean> {
    const all = await this.records.find<Partial<Claim<Entry>>>(this.key(entry));
    return all.some(({ claimId }) => claimId === undefined);
  }

  /**
   * Takes over one piece of work whose time has not come yet.
   * @returns undefined when another server was faster, or it is not due any more
   */
  async takeEarly(entry: Entry, { isDue, onTaken }: TakingOver<Entry> = {}): Promise<Entry | undefined> {
    const [claim] = firstClaims(await this.records.find<Claim<Entry>>(this.key(entry), this.name));
    if (!claim || this.held.has(entry.key) || (isDue && !(await isDue(claim.entry)))) {
      return undefined;
    }
    return (await this.takeOver(claim, onTaken)) ? claim.entry : undefined;
  }

  private openWork(claims: Claim<Entry>[]): OpenWork<Entry>[] {
    return claims.map(({ entry, leaseUntil }) => ({ entry, leaseUntil, held: this.held.has(entry.key) }));
  }

  private async takeOver(claim: Claim<Entry>, onTaken?: (entry: Entry) => void): Promise<boolean> {
    if (await this.isDone(claim.entry)) {
      await this.records.remove(this.key(claim.entry), this.name);
      return false;
    }
    if (!(await this.outbids(claim))) {
      return false;
    }
    this.hold(claim);
    onTaken?.(claim.entry);
    await this.update(claim.entry);
    return true;
  }

  /** Several servers may find the same work abandoned: the first bid has it. A bidder that died does not block it. */
  private async outbids({ claimId, leaseUntil }: Claim<Entry>): Promise<boolean> {
    const key = `bid:${claimId}:${leaseUntil}`;
    const bid: Bid = { bidder: randomUUID(), at: this.clock.now() };
    await this.records.add([key, dayKey(bid.at)], bid);
    const bids = await this.records.find<Bid>(key);
    return bids.find(({ at }) => at > this.clock.now() - LEASE)?.bidder === bid.bidder;
  }

  private async extend(entry: Entry, milliseconds: number): Promise<void> {
    const claim = this.held.get(entry.key);
    if (claim) {
      Object.assign(claim, { entry, leaseUntil: this.clock.now() + milliseconds, won: true });
      await this.records.replace(this.claimKeys(claim), claim);
    }
  }

  private hold(claim: Claim<Entry>): void {
    this.held.set(claim.entry.key, claim);
    this.renewing ??= setInterval(() => void this.renew(), RENEWAL);
  }

  private release(entry: Entry): void {
    this.held.delete(entry.key);
    if (this.held.size === 0) {
      clearInterval(this.renewing);
      this.renewing = undefined;
    }
  }

  private async renew(): Promise<void> {
    const due = [...this.held.values()].filter(
      ({ leaseUntil }) => leaseUntil < this.clock.now() + 2 * RENEWAL,
    );
    // What could not be renewed is tried again before its lease runs out.
    await Promise.allSettled(due.map(({ entry }) => this.update(entry)));
  }

  /** By their lines; what stands in none is a line of its own. */
  private linesOf(claims: Claim<Entry>[]): Claim<Entry>[][] {
    const lines = new Map<string, Claim<Entry>[]>();
    for (const claim of [...claims].sort((a, b) => this.order.compare(a.entry, b.entry))) {
      const line = this.lineKey(claim.entry) ?? claim.claimId;
      lines.set(line, [...(lines.get(line) ?? []), claim]);
    }
    return [...lines.values()];
  }

  private key(entry: Entry): string {
    return `${this.name}:${entry.key}`;
  }

  private lineKey(entry: Entry): string | undefined {
    const line = this.order.lineOf(entry);
    return line === undefined ? undefined : `${this.name}-line:${line}`;
  }

  private claimKeys(claim: Claim<Entry>): string[] {
    const line = this.lineKey(claim.entry);
    return [this.key(claim.entry), this.name, `claim:${claim.claimId}`, ...(line ? [line] : [])];
  }
}

/**
 * Of each piece of work the claim that has it, with the longest lease that anybody holds on it: one that was changed,
 * else the first.
 */
function firstClaims<Entry extends { key: string }>(claims: Claim<Entry>[]): Claim<Entry>[] {
  const firsts = new Map<string, Claim<Entry>>();
  for (const claim of claims) {
    const first = firsts.get(claim.entry.key) ?? claim;
    const leaseUntil = Math.max(first.leaseUntil, claim.leaseUntil);
    firsts.set(claim.entry.key, { ...(claim.won && !first.won ? claim : first), leaseUntil });
  }
  return [...firsts.values()];
}
