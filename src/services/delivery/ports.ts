import type { DeliveryUpdate } from '../../domain/delivery';

/** What WhatsApp has told of each message that we sent. */
export interface Deliveries {
  /** @param group by which it can be found as well, together with others */
  record(update: DeliveryUpdate, group?: string): Promise<void>;
  of(wamid: string): Promise<DeliveryUpdate[]>;
  ofGroup(group: string): Promise<DeliveryUpdate[]>;
}

/** What a status endpoint is to be told. */
export interface StatusReport {
  key: string;
  /** The message that it is about; reports of one message stay in order. */
  messageId: string;
  /** The JSON that is posted, fixed now: repeats are equal, and so is their signature. */
  body: string;
  /** Unix milliseconds. */
  reportedAt: number;
  /** How often the endpoint did not take it. */
  refusals?: number;
}

/** A report that has not been delivered yet. */
export interface WaitingReport {
  report: StatusReport;
  /** Whether nobody is posting it, and its pause is over. */
  isFree: boolean;
}

/** Reports that have not been delivered yet, the same for all servers. */
export interface ReportQueue {
  /** @returns false when another server has the report already, or had it */
  claim(report: StatusReport): Promise<boolean>;
  /** Whether no earlier report of the message waits. */
  isFirst(report: StatusReport): Promise<boolean>;
  /**
   * Takes reports over, in their order, that nobody is posting.
   * @param choose those that are wanted of all that wait, the oldest first
   */
  take(choose: (waiting: WaitingReport[]) => StatusReport[]): Promise<StatusReport[]>;
  done(report: StatusReport): Promise<void>;
  /** Lets go of a report; it is free again after that time. */
  postpone(report: StatusReport, milliseconds: number): Promise<void>;
  /** Gives a report up. */
  drop(report: StatusReport): Promise<void>;
  dropAll(): Promise<void>;
}

/** Somebody else's endpoint. */
export interface StatusEndpoint {
  /** @returns whether it answered with 2xx; never rejects */
  post(url: string, body: string, signature: string | undefined): Promise<boolean>;
}
