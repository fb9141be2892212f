import { dialledDigits, numberForms } from '../digits';
import type {
  ChatMessage,
  ChatRecord,
  DeliveryRecord,
  MediaRecord,
  NumberRecord,
  PhoneRecord,
  TemplateRecord,
  WabaRecord,
  Webhook,
} from './records';

/** What a snapshot on disk holds. Of the deliveries, those that still wait. */
export interface Snapshot {
  clockAhead: number;
  numbers: NumberRecord[];
  wabas: WabaRecord[];
  phones: PhoneRecord[];
  chats: ChatRecord[];
  messages: ChatMessage[];
  templates: TemplateRecord[];
  media: MediaRecord[];
  deliveries: DeliveryRecord[];
}

/** Everything that is known, in memory, with the look-ups that the rest needs. Whoever changes it calls `changed`. */
export class State {
  readonly numbers = new Map<string, NumberRecord>();
  readonly wabas = new Map<string, WabaRecord>();
  readonly phones = new Map<string, PhoneRecord>();
  readonly templates = new Map<string, TemplateRecord>();
  readonly media = new Map<string, MediaRecord>();
  readonly messages = new Map<string, ChatMessage>();
  readonly deliveries: DeliveryRecord[] = [];
  private readonly chats = new Map<string, ChatRecord>();
  private readonly chatMessages = new Map<string, ChatMessage[]>();

  /** Called after every change; a state on disk writes itself then. */
  changed: () => void = () => undefined;

  addMessage(message: ChatMessage): void {
    this.messages.set(message.wamid, message);
    if (message.phoneId) {
      this.history(message.numberId, message.phoneId).push(message);
    }
    this.changed();
  }

  /** Messages of number and phone, oldest first. */
  history(numberId: string, phoneId: string): ChatMessage[] {
    return remember(this.chatMessages, `${numberId} ${phoneId}`, () => []);
  }

  chat(numberId: string, phoneId: string): ChatRecord {
    return remember(this.chats, `${numberId} ${phoneId}`, () => ({ numberId, phoneId }));
  }

  chatsOf(phoneId: string): ChatRecord[] {
    return [...this.chats.values()].filter((chat) => chat.phoneId === phoneId);
  }

  numberByKey(apiKey: string): NumberRecord | undefined {
    return [...this.numbers.values()].find((number) => number.apiKey === apiKey);
  }

  /**
   * A number by our id, its phone_number_id, or its digits with or without `+`. Sandbox numbers share all but our
   * id: for a phone, it is the one linked with it.
   */
  findNumber(reference: string, phoneId?: string): NumberRecord | undefined {
    const digits = dialledDigits(reference);
    const candidates = [...this.numbers.values()].filter(
      (number) => number.phoneNumberId === reference || number.displayNumber === digits,
    );
    const linked = candidates.find(
      ({ linkedPhoneId }) => linkedPhoneId !== undefined && linkedPhoneId === phoneId,
    );
    return this.numbers.get(reference) ?? linked ?? candidates[0];
  }

  /** A phone by the digits that somebody dials: the WhatsApp id may differ from them. */
  phoneByDigits(digits: string): PhoneRecord | undefined {
    const forms = numberForms(digits);
    const phones = [...this.phones.values()];
    return forms.map((form) => phones.find((phone) => phone.waId === form)).find((phone) => phone);
  }

  phoneByUserId(userId: string): PhoneRecord | undefined {
    return [...this.phones.values()].find((phone) => phone.userId === userId);
  }

  /** Where webhooks of a number go now: its own, else its account's once that has taken effect. */
  webhookOf(number: NumberRecord, now: number): Webhook | undefined {
    const waba = this.wabas.get(number.wabaId);
    const wide = waba && waba.webhook.setAt <= now ? waba.webhook : undefined;
    if (wide && waba?.overrideAll && wide.setAt > (number.webhook?.setAt ?? 0)) {
      return wide;
    }
    return number.webhook ?? wide;
  }

  snapshot(clockAhead: number): Snapshot {
    return {
      clockAhead,
      numbers: [...this.numbers.values()],
      wabas: [...this.wabas.values()],
      phones: [...this.phones.values()],
      chats: [...this.chats.values()],
      messages: [...this.messages.values()],
      templates: [...this.templates.values()],
      media: [...this.media.values()],
      deliveries: this.deliveries.filter((delivery) => delivery.state === 'waiting'),
    };
  }

  restore(snapshot: Snapshot): void {
    snapshot.numbers.forEach((number) => this.numbers.set(number.id, number));
    snapshot.wabas.forEach((waba) => this.wabas.set(waba.wabaId, waba));
    snapshot.phones.forEach((phone) => this.phones.set(phone.id, phone));
    snapshot.templates.forEach((template) => this.templates.set(template.id, template));
    snapshot.media.forEach((media) => this.media.set(media.id, media));
    snapshot.chats.forEach((chat) => Object.assign(this.chat(chat.numberId, chat.phoneId), chat));
    snapshot.messages.forEach((message) => this.addMessage(message));
    this.deliveries.push(...snapshot.deliveries);
  }
}

function remember<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known) {
    return known;
  }
  const made = make();
  map.set(key, made);
  return made;
}
