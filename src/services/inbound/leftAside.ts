import type { InboundEvent } from '../../domain/inbound';
import type { ConnectedNumber } from '../../domain/number';
import type { Log } from '../ports';
import { DONE, type EventHandler, type Handled } from './handler';

/** Kinds of events that rooms do not show. */
export class LeftAside implements EventHandler<InboundEvent> {
  constructor(private readonly log: Log) {}

  async handle(number: ConnectedNumber, { event }: InboundEvent): Promise<Handled> {
    this.log.info('An event was left aside', { number: number.id, event });
    return DONE;
  }
}
