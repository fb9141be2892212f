import type { InboundEvent } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import type { Route } from '../../domain/outreach';
import type { MessageLink } from '../ports';
import type { InboxEntry } from './ports';

/** What became of an event: done with, or put off because what it needs is not there yet. */
export type Handled =
  | {
      outcome: 'done';
      link?: MessageLink;
      /** What may wait until the event is off the list. */ next?: () => Promise<void>;
    }
  /** Until somebody is there, of the number's department or of whom the customer answered. */
  | { outcome: 'held'; wanted?: Route }
  /** Until an earlier event of the line, which somebody else has, is done with. */
  | { outcome: 'behind' };

export const DONE: Handled = { outcome: 'done' };

/** What a handler may want to know besides the event. */
export interface Circumstances {
  entry: InboxEntry;
  /** True when an earlier try may have been cut off halfway. */
  again: boolean;
}

/** Handles the events of one kind. Throws when the event should be tried again. */
export interface EventHandler<Event extends InboundEvent> {
  handle(number: ConnectedNumber, event: Event, circumstances: Circumstances): Promise<Handled>;
}

/** One handler a kind of event. */
export type EventHandlers = {
  [Kind in InboundEvent['event']]: EventHandler<Extract<InboundEvent, { event: Kind }>>;
};
