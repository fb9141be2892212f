import { createHash, randomUUID } from 'node:crypto';

import {
  mayDo,
  MOST_RECIPIENTS,
  PAGE_SIZE,
  stateOf,
  type BulkJob,
  type BulkProgress,
  type BulkWish,
} from '../../domain/bulk';
import type { Clock, Locks, Numbers } from '../ports';
import { endsOf } from '../templateSending/ends';
import type { Directory } from '../templateSending/ports';
import type { Preparing } from '../templateSending/preparing';
import type { BulkLedger } from './ledger';
import type { BulkJobs } from './ports';
import { sorted, type GivenRecipient } from './recipients';
import type { BulkAnswer, BulkRefusal, BulkRequest } from './request';
import type { BulkRunner } from './runner';

interface BulkPorts {
  clock: Clock;
  directory: Directory;
  jobs: BulkJobs;
  ledger: BulkLedger;
  locks: Locks;
  numbers: Pick<Numbers, 'all'>;
  preparing: Pick<Preparing, 'find'>;
  runner: BulkRunner;
}

/** One template to many people, as a job that others begin, follow and stop. */
export class BulkService {
  constructor(private readonly ports: BulkPorts) {}

  async create(request: BulkRequest): Promise<BulkAnswer> {
    const { clock, jobs, preparing } = this.ports;
    const ends = await endsOf(this.ports, request);
    if ('refusal' in ends) {
      return refused(ends.refusal);
    }
    const { number, route } = ends;
    const found = await preparing.find(number, request.template);
    if (!found.ok) {
      return refused({ why: 'failure', failure: found.failure });
    }
    const { idempotencyKey, template, filling } = request;
    const job: BulkJob = {
      id: idempotencyKey === undefined ? randomUUID() : hash(`bulk ${idempotencyKey}`),
      numberId: number.id,
      template,
      filling,
      ...(route && { route }),
      fingerprint: hash(JSON.stringify({ ...request, connectedNumber: number.id })),
      createdAt: clock.now(),
    };
    return this.locked(job.id, async () => {
      const known = await jobs.byId(job.id);
      if (known && known.fingerprint !== job.fingerprint) {
        return refused({ why: 'otherJob' });
      }
      await (known ?? jobs.add(job));
      return this.fill(known ?? job, request);
    });
  }

  /** Adds recipients to a job that has not begun. The same ones again change nothing. */
  append(id: string, recipients: GivenRecipient[]): Promise<BulkAnswer> {
    return this.locked(id, async () => {
      const job = await this.ports.jobs.byId(id);
      return job ? this.fill(job, { recipients, open: true }) : refused({ why: 'unknownJob' });
    });
  }

  order(id: string, wish: Exclude<BulkWish, 'finish'>): Promise<BulkAnswer> {
    return this.locked(id, async () => {
      const progress = await this.progress(id);
      if (!progress) {
        return refused({ why: 'unknownJob' });
      }
      if (!mayDo(wish, progress.state)) {
        return refused({ why: 'wrongState', state: progress.state });
      }
      if (wish === 'start' && progress.recipients === 0) {
        return refused({ why: 'empty' });
      }
      await this.ports.runner.order(progress.job, wish);
      return this.answer(progress.job);
    });
  }

  async progress(id: string): Promise<BulkProgress | undefined> {
    const job = await this.ports.jobs.byId(id);
    return job && this.ports.ledger.followed(job);
  }

  /** Without what became of messages later. */
  async all(): Promise<BulkProgress[]> {
    const jobs = await this.ports.jobs.all();
    return Promise.all(jobs.map((job) => this.ports.ledger.progress(job)));
  }

  /** As CSV, of the recipients who were sent to or refused, with all that WhatsApp has told since. */
  async results(id: string): Promise<string | undefined> {
    const job = await this.ports.jobs.byId(id);
    return job && this.ports.ledger.file(job);
  }

  /** What comes a second time, because an answer was lost, is not added twice. */
  private async fill(
    job: BulkJob,
    { recipients, open }: Pick<BulkRequest, 'recipients' | 'open'>,
  ): Promise<BulkAnswer> {
    const { clock, jobs, runner } = this.ports;
    const chunks = await jobs.chunks(job.id);
    const id = hash(JSON.stringify(recipients));
    const isKnown = chunks.some((chunk) => chunk.id === id);
    const state = stateOf(await jobs.orders(job.id));
    if (state !== 'collecting') {
      return isKnown ? this.answer(job) : refused({ why: 'started' });
    }
    const total = chunks.reduce((sum, chunk) => sum + chunk.recipients, recipients.length);
    if (!isKnown && total > MOST_RECIPIENTS) {
      return refused({ why: 'tooMany' });
    }
    if (!isKnown && recipients.length > 0) {
      const pages = Math.ceil(recipients.length / PAGE_SIZE);
      const chunk = { id, recipients: recipients.length, pages, addedAt: clock.now() };
      const known = sorted(recipients, await jobs.marks(job.id, chunks));
      await jobs.append(job, { ...chunk, marks: known.marks }, known.recipients);
    }
    if (!open && total > 0) {
      await runner.order(job, 'start');
    }
    return this.answer(job);
  }

  private async answer(job: BulkJob): Promise<BulkAnswer> {
    return { progress: await this.ports.ledger.followed(job) };
  }

  private locked<T>(id: string, task: () => Promise<T>): Promise<T> {
    return this.ports.locks.hold(`bulk:${id}`, task);
  }
}

function refused(refusal: BulkRefusal): BulkAnswer {
  return { refusal };
}

function hash(words: string): string {
  return createHash('sha256').update(words).digest('hex').slice(0, 24);
}
