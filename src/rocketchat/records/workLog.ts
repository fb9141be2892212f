import { randomUUID } from 'node:crypto';

import type { Clock } from '../../services/ports';
import { dayKey, type Records } from './records';

/** How long a server may be silent about work that it took on before another one takes it over, milliseconds. */
const LEASE = 30_000;
const RENEWAL = 10_000;

interface Claim<Entry> {
  claimId: string;
  leaseUntil: number;
  entry: Entry;
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
  ) {}

  /** Two calls to the host. @returns false when somebody has, or had, this work. */
  async claim(entry: Entry): Promise<boolean> {
    const claim = { claimId: randomUUID(), leaseUntil: this.clock.now() + LEASE, entry };
    await this.records.add(this.claimKeys(claim), claim);
    const [first] = await this.records.find<Claim<Entry>>(this.key(entry));
    if (first?.claimId !== claim.claimId) {
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
    await this.extend(entry, milliseconds);
    this.release(entry);
  }

  /** Ends the work. What is left of it can be found under further keys and ages out with its day. */
  async done(entry: Entry, outcome: object, keys: string[] = []): Promise<void> {
    await this.records.add([this.key(entry), ...keys, dayKey(this.clock.now())], outcome);
    await this.records.remove(this.key(entry), this.name);
    this.release(entry);
  }

  /**
   * Work that nobody renews, taken over by this server. To be called by one server at a time, as the scheduler
   * does with a job.
   */
  async abandoned(): Promise<Entry[]> {
    const claims = await this.records.find<Claim<Entry>>(this.name);
    const firsts = new Map<string, Claim<Entry>>();
    for (const claim of claims) {
      const first = firsts.get(claim.entry.key);
      firsts.set(
        claim.entry.key,
        first ? { ...first, leaseUntil: Math.max(first.leaseUntil, claim.leaseUntil) } : claim,
      );
    }
    const taken: Entry[] = [];
    for (const claim of firsts.values()) {
      if (
        claim.leaseUntil <= this.clock.now() &&
        !this.held.has(claim.entry.key) &&
        (await this.takeOver(claim))
      ) {
        taken.push(claim.entry);
      }
    }
    return taken;
  }

  private async takeOver(claim: Claim<Entry>): Promise<boolean> {
    const all = await this.records.find<Partial<Claim<Entry>>>(this.key(claim.entry));
    if (all.some(({ claimId }) => claimId === undefined)) {
      await this.records.remove(this.key(claim.entry), this.name);
      return false;
    }
    this.hold(claim);
    await this.update(claim.entry);
    return true;
  }

  private async extend(entry: Entry, milliseconds: number): Promise<void> {
    const claim = this.held.get(entry.key);
    if (claim) {
      Object.assign(claim, { entry, leaseUntil: this.clock.now() + milliseconds });
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
    await Promise.all(due.map(({ entry }) => this.update(entry)));
  }

  private key(entry: Entry): string {
    return `${this.name}:${entry.key}`;
  }

  private claimKeys(claim: Claim<Entry>): string[] {
    return [this.key(claim.entry), this.name, `claim:${claim.claimId}`];
  }
}
