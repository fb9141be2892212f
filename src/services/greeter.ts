import type { Contact } from '../domain/contact';
import type { InboundMessage } from '../domain/inbound';
import type { ConnectedNumber } from '../domain/number';
import { fillIn, hasPlaceholder, type PlaceholderValues } from '../domain/placeholders';
import { asPlainWords } from '../whatsapp/formatting/toRocketChat';
import type { ConversationService, OpenConversation } from './conversations';
import type { CustomerTexts } from './languages/customerTexts';
import type { OutboundService } from './outbound';
import type { Clock, Contacts, Livechat, Room, Workspace } from './ports';

/** Who served a conversation that has ended. */
export interface Service {
  /** Undefined where no person did. */
  agentName?: string;
  departmentName?: string;
}

/** The texts that customers get without anybody writing them. */
export class Greeter {
  constructor(
    private readonly conversations: ConversationService,
    private readonly livechat: Livechat,
    private readonly outbound: OutboundService,
    private readonly clock: Clock,
    private readonly workspace: Pick<Workspace, 'departmentName'>,
    private readonly contacts: Pick<Contacts, 'byId'>,
    private readonly texts: CustomerTexts,
  ) {}

  /** Once a room. */
  async welcome(number: ConnectedNumber, opened: OpenConversation): Promise<void> {
    const { contact } = opened;
    const words = (await this.texts.of(number, contact)).welcome;
    const welcome = await this.fill(number, words, { 'contact.name': contact.name });
    if (welcome) {
      await this.say(number, opened, welcome);
    }
  }

  /** To the customer; the agents see it in the room. */
  async say(
    number: ConnectedNumber,
    { room, contact }: { room: Pick<Room, 'id'>; contact: Pick<Contact, 'id'> },
    words: string,
  ): Promise<void> {
    const id = await this.livechat.postAsBot(room.id, words);
    await this.outbound.relay({
      id,
      roomId: room.id,
      numberId: number.id,
      contactId: contact.id,
      text: words,
      files: [],
      writtenAt: this.clock.now(),
    });
  }

  /** When an agent has closed the room. */
  async farewell(
    number: ConnectedNumber,
    { contactId, roomId }: { contactId: string; roomId: string },
    { agentName, departmentName }: Service = {},
  ): Promise<void> {
    const contact = await this.contacts.byId(contactId);
    const words = (await this.texts.of(number, contact ?? {})).finished;
    const finished = await this.fill(number, words, {
      'contact.name': contact?.name,
      'agent.name': agentName,
      'department.name': departmentName,
    });
    if (finished) {
      await this.outbound.relay({
        id: 'closed',
        roomId,
        numberId: number.id,
        contactId,
        text: finished,
        files: [],
        writtenAt: this.clock.now(),
      });
    }
  }

  /** When a customer in a room asked for people and none are there. */
  async away(number: ConnectedNumber, opened: OpenConversation): Promise<void> {
    const { contact } = opened;
    const words = (await this.texts.of(number, contact)).offline;
    const offline = await this.fill(number, words, { 'contact.name': contact.name });
    if (offline) {
      await this.say(number, opened, offline);
    }
  }

  /** When nobody is there; once until a room opens. */
  async sorry(number: ConnectedNumber, { sender, sentAt }: InboundMessage): Promise<void> {
    const conversation = await this.conversations.tellOffline(number, sender, sentAt);
    if (!conversation) {
      return;
    }
    const words = (await this.texts.of(number, sender)).offline;
    const offline = await this.fill(number, words, { 'contact.name': sender.name });
    if (offline) {
      await this.outbound.tell(number, conversation, offline);
    }
  }

  /** Where a department or an agent has no name, the business speaks. */
  private async fill(
    number: ConnectedNumber,
    words: string | undefined,
    known: PlaceholderValues,
  ): Promise<string | undefined> {
    if (!words) {
      return undefined;
    }
    const { departmentId, displayNumber, verifiedName } = number;
    const asksDepartment =
      departmentId && !known['department.name'] && hasPlaceholder(words, 'department.name');
    const department = asksDepartment
      ? await this.workspace.departmentName(departmentId)
      : known['department.name'];
    return fillIn(words, {
      // The customer chose it; it must not call agents into the room.
      'contact.name': asPlainWords(known['contact.name'] ?? ''),
      'agent.name': known['agent.name'] || verifiedName,
      'department.name': department || verifiedName,
      'business.number': displayNumber,
    });
  }
}
