import type { ConnectedNumber } from '../../domain/number';
import type { Route } from '../../domain/outreach';
import type { Numbers } from '../ports';
import type { Directory } from './ports';
import { senderOf, type SenderRefusal } from './senders';
import { targetOf, type Target, type TargetRefusal } from './targets';

/** Both ends of what is sent for another system, by the names that it knows. */
export interface NamedEnds extends Target {
  /** Of ours: the number, in any spelling, or its id at Meta. */
  connectedNumber?: string;
}

export type EndRefusal = SenderRefusal | TargetRefusal;

/** The number that sends, and who gets the answer. */
export type Ends = { number: ConnectedNumber; route: Route | undefined } | { refusal: EndRefusal };

export async function endsOf(
  { directory, numbers }: { directory: Directory; numbers: Pick<Numbers, 'all'> },
  named: NamedEnds,
): Promise<Ends> {
  const sender = senderOf(await numbers.all(), named.connectedNumber);
  if ('refusal' in sender) {
    return sender;
  }
  const target = await targetOf(directory, named);
  return 'refusal' in target ? target : { number: sender.found, route: target.route };
}
