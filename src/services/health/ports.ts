import type { Checkup, OutboundOfferState } from '../../domain/health';

/** What the last checks of the numbers found; the same for all servers. */
export interface Checkups {
  all(): Promise<Checkup[]>;
  of(numberId: string): Promise<Checkup | undefined>;
  save(checkup: Checkup): Promise<void>;
  remove(numberId: string): Promise<void>;
}

/** How many messages passed in an hour, and how many were not sent, by the codes of the failures. */
export interface HourCount {
  received: number;
  sent: number;
  errors: Record<string, number>;
}

/** What one server saw of a number on one day, in UTC. */
export interface DayCount {
  /** `2026-11-20` */
  day: string;
  /** By the hour of the day, 0 to 23. */
  hours: Record<string, HourCount>;
  /** What reports tell besides, by the names of `TALLY`; absent while there is nothing. */
  tally?: Record<string, number>;
  /** Unix milliseconds. */
  lastInboundAt?: number;
  lastOutboundAt?: number;
}

export interface Counts {
  /** Replaces what this server wrote of the number's day before. */
  save(numberId: string, count: DayCount): Promise<void>;
  /** What all servers wrote of the number since the day of that time. */
  since(numberId: string, time: number): Promise<DayCount[]>;
}

/** Work that is not done yet. */
export interface Waiting {
  numberId: string;
  direction: 'in' | 'out';
  /** A customer's message that waits for an agent to be there. */
  isHeld: boolean;
  /** Unix milliseconds. */
  since: number;
}

export interface Backlog {
  waiting(): Promise<Waiting[]>;
}

export type Topic =
  'channel' | 'ability' | 'quality' | 'webhook' | 'address' | 'silence' | 'limit' | 'agents';

/** Something that is wrong with a number, and was told to the admins. */
export interface Trouble {
  numberId: string;
  topic: Topic;
  /** Tells it from other troubles of the topic; a new one is told anew. */
  code: string;
  /** Whether a check has met it: then a check can find it over. */
  byCheck?: boolean;
}

export interface Troubles {
  /** What was told last of a topic and is not over. From memory where possible; `fresh` asks the database. */
  of(numberId: string, topic: Topic, options?: { fresh?: boolean }): Promise<Trouble | undefined>;
  save(trouble: Trouble): Promise<void>;
  end(numberId: string, topic: Topic): Promise<void>;
}

/** Whether somebody else runs this app over a copy of our records, as a restored backup does. */
export interface Twins {
  /** @returns whether the app answers at this webhook URL, but over other records than ours */
  answersAt(webhookUrl: string): Promise<boolean>;
}

/** Our offer to Rocket.Chat's wizard for outbound messages. */
export interface OutboundOffers {
  state(): Promise<OutboundOfferState>;
}
