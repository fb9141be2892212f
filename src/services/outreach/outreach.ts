import { randomBytes } from 'node:crypto';

import type { WhatsAppAddress } from '../../domain/contact';
import { failed, ok, type Result } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { AttachedFile, Outreach } from '../../domain/outreach';
import type { FilledTemplate } from '../../domain/template';
import type { ConversationService, KnownConversation } from '../conversations';
import { identityOf } from '../identities';
import type { OptOuts } from '../optOut/optOuts';
import type { Dispatch } from '../outbound/dispatch';
import { failures } from '../outbound/failures';
import type { Urgency } from '../outbound/pace';
import type { Outbox, OutboxEntry } from '../outbound/ports';
import type { Turns } from '../outbound/turns';
import type { Clock, Numbers } from '../ports';
import { OUTREACH, outreachKey } from './keys';
import type { Outreaches } from './ports';

export interface OutreachRequest extends Pick<Outreach, 'words' | 'route' | 'sender'> {
  /** Letters, digits and `-`. What was sent under an id is not sent again; without one each call sends. */
  id?: string;
  number: ConnectedNumber;
  to: WhatsAppAddress;
  template: FilledTemplate;
  /** Of the template, Meta's word in capitals. */
  category: string;
  files?: AttachedFile[];
  /** What people wait for goes before what is sent in bulk. */
  urgency: Urgency;
}

export interface Sent {
  id: string;
  /** False when it was sent under its id before. */
  isNew: boolean;
  /** The open room of the person, where it is shown; absent until one opens. */
  roomId?: string;
  /** What 360dialog answered, with the wamid. Known to the server that sends; never rejects. */
  outcome: Promise<Result<string>>;
}

interface OutreachPorts {
  clock: Clock;
  conversations: Pick<ConversationService, 'find' | 'openRoomOf'>;
  dispatch: Pick<Dispatch, 'attend' | 'deliver'>;
  numbers: Numbers;
  optOuts: Pick<OptOuts, 'objection'>;
  outbox: Pick<Outbox, 'claim'>;
  outreaches: Outreaches;
  turns: Turns;
}

/** Sends templates to people, whether we know them or not, and whether they have an open room or not. */
export class OutreachService {
  constructor(private readonly ports: OutreachPorts) {}

  /**
   * Resolves when the template is stored, and so will be sent once. Fails for marketing that the person does not
   * want. No room is opened: the person's answer opens one, see `Routing`.
   */
  async send(request: OutreachRequest): Promise<Result<Sent>> {
    const { number, category, urgency } = request;
    const id = request.id ?? randomBytes(9).toString('hex');
    const known = await this.ports.conversations.find(number, request.to);
    const objection = await this.ports.optOuts.objection(number.id, known?.contact ?? request.to, category);
    if (objection) {
      return failed(objection);
    }
    const to = addressOf(request.to, known);
    const outreach = await this.store({ ...request, to }, id);
    const posted = await this.post(outreach, known, urgency);
    const room = await this.ports.conversations.openRoomOf(known?.conversation);
    return ok({ id, ...posted, ...(room && { roomId: room.id }) });
  }

  /** Sends one again on somebody's wish. @returns false when nothing is known of it any more */
  async again(id: string, attempt: number): Promise<boolean> {
    const outreach = await this.ports.outreaches.byId(id);
    const number = outreach && (await this.ports.numbers.byId(outreach.numberId));
    if (!outreach || !number) {
      return false;
    }
    await this.ports.outreaches.save({ ...outreach, failed: false });
    await this.post(outreach, await this.ports.conversations.find(number, outreach.to), 'reply', attempt);
    return true;
  }

  private async post(
    { id, numberId, to, template, files = [] }: Outreach,
    known: KnownConversation | undefined,
    urgency: Urgency,
    attempt?: number,
  ): Promise<Pick<Sent, 'isNew' | 'outcome'>> {
    const { clock, dispatch, outbox, turns } = this.ports;
    const entry: OutboxEntry = {
      key: outreachKey(id, attempt?.toString()),
      messageId: id,
      roomId: OUTREACH,
      numberId,
      contactId: known?.contact.id ?? identityOf(to),
      writtenAt: clock.now(),
      part: { kind: 'template', to, template, files },
    };
    const claimed = outbox.claim(entry).then((isMine) => (isMine ? [entry] : []));
    claimed.catch(() => undefined);
    let sent: Result<string> = failed(failures.elsewhere());
    const outcome = turns.take(entry, { order: entry.writtenAt, claimed }, async () => {
      const mine = await claimed;
      await dispatch.attend(mine, async () => {
        sent = mine.length > 0 ? await dispatch.deliver(entry, urgency) : sent;
      });
    });
    return { isNew: (await claimed).length > 0, outcome: outcome.then(() => sent) };
  }

  private async store(request: OutreachRequest, id: string): Promise<Outreach> {
    const known = await this.ports.outreaches.byId(id);
    const outreach = known ?? this.outreachOf(request, id);
    await (known ?? this.ports.outreaches.add(outreach));
    return outreach;
  }

  private outreachOf({ number, to, template, words, files, route, sender }: OutreachRequest, id: string) {
    const outreach: Outreach = {
      id,
      numberId: number.id,
      to,
      template,
      words,
      sentAt: this.ports.clock.now(),
    };
    return { ...outreach, ...(files && { files }), ...(route && { route }), ...(sender && { sender }) };
  }
}

/** The form of a number that its owner wrote from is the one that WhatsApp knows. */
function addressOf(to: WhatsAppAddress, known: KnownConversation | undefined): WhatsAppAddress {
  const replyTo = known?.conversation?.replyTo;
  return to.waId && replyTo?.waId ? replyTo : to;
}
