import { randomUUID } from 'node:crypto';

import { stateOf, turnOf, type BulkJob, type BulkState, type BulkWish } from '../../domain/bulk';
import type { Failure } from '../../domain/failure';
import { text } from '../../domain/text';
import type { Clock, Log, Notices } from '../ports';
import type { WindDown } from '../windDown';
import type { BulkLedger } from './ledger';
import { Mailing, type MailingPorts } from './mailing';
import type { BulkBoard, BulkJobs, BulkTurn, BulkWork } from './ports';
import { stopsAll } from './sending';

/** Pause between two looks whether an earlier job of the number is done, milliseconds. */
const WAIT = 1_000;
/** When the workspace itself failed us, the next try comes after so long, milliseconds. */
const PUT_OFF = 30_000;

/**
 * Pages under way at once. A page ends with the last of its recipients, who may have to wait for minutes because
 * WhatsApp asks for it; nobody else should wait for that.
 */
const PAGES_AT_ONCE = 20;

/** By then WhatsApp has told what it found out about a page's messages after it had accepted them. */
const PAGES_UNTIL_TOLD = 2;

interface RunnerPorts {
  board: BulkBoard;
  clock: Clock;
  jobs: BulkJobs;
  ledger: BulkLedger;
  log: Log;
  mailing: MailingPorts;
  notices: Pick<Notices, 'toAdmins'>;
  windDown: Pick<WindDown, 'isEnding'>;
  work: BulkWork;
}

/**
 * Works on jobs, page by page: one server on a job, one job of a number at a time. What a server leaves behind when it
 * ends, another one goes on with.
 */
export class BulkRunner {
  constructor(private readonly ports: RunnerPorts) {}

  /** To be called by one server at a time. Work begins, or ends, behind it. */
  async order(job: BulkJob, wish: Exclude<BulkWish, 'finish'>): Promise<void> {
    const { clock, jobs, work } = this.ports;
    // The clock of the server that was asked before may be ahead of ours.
    const before = (await jobs.orders(job.id)).map((order) => order.at);
    const at = Math.max(clock.now(), ...before.map((time) => time + 1));
    if (wish === 'pause') {
      await jobs.order(job, { wish, at });
      return;
    }
    const turn: BulkTurn = {
      key: randomUUID(),
      jobId: job.id,
      numberId: job.numberId,
      createdAt: job.createdAt,
      begunAt: at,
    };
    // Claimed first: a job that was begun is always somebody's, also when this server ends right here.
    await work.claim(turn);
    await jobs.order(job, { wish, turn: turn.key, at });
    void this.run(turn);
  }

  /** Goes on with what another server left behind. Does not wait for its end. */
  async resume(): Promise<void> {
    for (const turn of await this.ports.work.abandoned()) {
      void this.run(turn);
    }
  }

  private async run(turn: BulkTurn): Promise<void> {
    const { clock, jobs, log, windDown, work } = this.ports;
    try {
      while (!windDown.isEnding && (await work.isAhead(turn))) {
        await clock.sleep(WAIT);
      }
      const job = await jobs.byId(turn.jobId);
      if (job) {
        await this.work(job, turn);
      }
      await (windDown.isEnding ? work.putOff(turn, 0) : work.done(turn));
    } catch (error) {
      log.error('A bulk job was interrupted', { job: turn.jobId, reason: String(error) });
      await work.putOff(turn, PUT_OFF);
    }
  }

  private async work(job: BulkJob, turn: BulkTurn): Promise<void> {
    const { board, clock, jobs, ledger, mailing } = this.ports;
    const stateNow = (): Promise<BulkState | undefined> => this.stateFor(turn);
    const settled = await jobs.tallies(job.id);
    const sending = await Mailing.begin(mailing, job, stateNow);
    await board.show(await ledger.progress(job));
    const pages = (await ledger.pages(job)).filter((page) => !settled.has(page));
    if (!(await this.sendAll(job, sending, pages))) {
      await this.leave(job, sending.because);
      return;
    }
    if ((await stateNow()) !== undefined) {
      const ended = { ...(await ledger.progress(job)), state: await this.endOf(job) };
      await board.finish(ended, Buffer.from(await ledger.file(job)));
      await jobs.order(job, { wish: 'finish', at: clock.now() });
    }
  }

  /** @returns false when pages were left */
  private async sendAll(job: BulkJob, sending: Mailing, pages: string[]): Promise<boolean> {
    const { board, clock, jobs, ledger } = this.ports;
    const begun = clock.now();
    const settled: string[] = [];
    let isWhole = true;
    const work = async (): Promise<void> => {
      for (let page = pages.shift(); page !== undefined && isWhole; page = pages.shift()) {
        const outcome = await sending.send(page, await jobs.page(job.id, page));
        if ('left' in outcome) {
          isWhole = false;
          return;
        }
        await jobs.settle(job, page, outcome.results);
        settled.push(page);
        await board.show(await ledger.progress(job));
        // Some failures WhatsApp tells only after it has accepted a message.
        for (const earlier of settled.splice(0, settled.length - PAGES_UNTIL_TOLD)) {
          const failures = await ledger.failuresOf(job, earlier, begun);
          sending.because ??= failures.find(stopsAll);
        }
      }
    };
    await Promise.all(Array.from({ length: PAGES_AT_ONCE }, work));
    return isWhole;
  }

  /** What nobody gets at present waits until somebody has mended it. */
  private async leave(job: BulkJob, because: Failure | undefined): Promise<void> {
    const { board, ledger, notices } = this.ports;
    if (because) {
      await this.order(job, 'pause');
      await notices.toAdmins(text('bulk.stopped', { job: job.id, reason: because.human }));
    }
    await board.show(await ledger.progress(job));
  }

  private async endOf(job: BulkJob): Promise<BulkState> {
    return stateOf([...(await this.ports.jobs.orders(job.id)), { wish: 'finish', at: Infinity }]);
  }

  /** Undefined when this turn is over: the job is paused, or was begun again, or the process ends. */
  private async stateFor(turn: BulkTurn): Promise<BulkState | undefined> {
    if (this.ports.windDown.isEnding) {
      return undefined;
    }
    const orders = await this.ports.jobs.orders(turn.jobId);
    const state = stateOf(orders);
    const goesOn = state === 'running' || state === 'cancelling';
    return goesOn && turnOf(orders) === turn.key ? state : undefined;
  }
}
