import type { ChatMessage, Phone } from '../dialog360';
import type { Message, Room } from '../rocketchat/client/chatClient';
import type { WebClient } from '../rocketchat/client/webClient';
import type { Narrator } from './narrator';
import type { Town } from '../town';

/** The smallest picture there is: one green pixel, as GIF's well-behaved cousin PNG. */
const LEAF = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaPhfDwAChQGA8K3PZQAAAABJRU5ErkJggg==',
  'base64',
);
const PRICES = Buffer.from('%PDF-1.4\n% The price list of an invented tea house.\n%%EOF\n');

/** A short conversation between a customer and an agent, played for real and told as it goes. */
export async function playConversation(town: Town, narrator: Narrator): Promise<void> {
  const [mara] = town.people.customers;
  const number = town.people.production.displayNumber;
  if (!mara) {
    throw new Error('There is no customer to play with.');
  }
  const scene = new Scene(town, narrator, mara, number);

  await scene.customerWrites('Good morning! Do you have *Sencha* again?');
  await scene.agentWrites('Good morning Mara, yes: fresh from **this** spring.');
  await scene.customerSendsPicture('This one?');
  await scene.agentSendsFile('prices.pdf', 'Exactly. All our prices are in here.');
  await scene.customerReads();
}

class Scene {
  private room?: Room;
  private agent?: WebClient;

  constructor(
    private readonly town: Town,
    private readonly narrator: Narrator,
    private readonly customer: Phone,
    private readonly number: string,
  ) {}

  async customerWrites(text: string): Promise<void> {
    const since = Date.now();
    this.narrator.customer(this.name, text);
    this.customer.send(this.number, { kind: 'text', text });
    await this.arrivesInRoom(since, ({ msg }) => msg.includes(text.slice(0, 10)));
  }

  async customerSendsPicture(caption: string): Promise<void> {
    const since = Date.now();
    this.narrator.customer(this.name, `[photo] ${caption}`);
    this.customer.send(this.number, { kind: 'image', data: LEAF, mimeType: 'image/png', caption });
    await this.arrivesInRoom(since, ({ file }) => file !== undefined);
  }

  async agentWrites(text: string): Promise<void> {
    const { agent, room } = this.inRoom();
    const known = this.received();
    this.narrator.agent(agent.me.name, text);
    await agent.send(room._id, text);
    await this.arrivesOnPhone(
      ({ wamid, preview }) => !known.has(wamid) && preview.includes(text.slice(0, 12)),
    );
  }

  async agentSendsFile(name: string, caption: string): Promise<void> {
    const { agent, room } = this.inRoom();
    const known = this.received();
    this.narrator.agent(agent.me.name, `[${name}] ${caption}`);
    await agent.upload(room._id, { name, type: 'application/pdf', bytes: PRICES }, caption);
    await this.arrivesOnPhone(({ wamid, type }) => !known.has(wamid) && type === 'document');
  }

  async customerReads(): Promise<void> {
    await this.customer.read(this.number);
    this.narrator.step(`${this.name} opens the chat`);
    this.customer.inbox.slice(-3).forEach((message) => this.narrator.phone(message));
  }

  private get name(): string {
    return this.customer.record.name;
  }

  private async arrivesInRoom(since: number, match: (message: Message) => boolean): Promise<void> {
    const visitorMessage = (message: Message): boolean =>
      message.token !== undefined && new Date(message.ts).getTime() >= since && match(message);
    const { agent, room } = await this.findRoom();
    const { msg, file } = await agent.waitForMessage(room._id, visitorMessage);
    this.narrator.room(`${room.fname ?? room._id}: ${file ? `[${file.name}]` : msg}`);
  }

  /** Omnichannel decides who gets the room, so it is looked for. */
  private async findRoom(): Promise<{ room: Room; agent: WebClient }> {
    if (this.room && this.agent) {
      return { room: this.room, agent: this.agent };
    }
    const admin = await this.town.client('admin');
    const doc = await this.waitForRoom();
    this.agent = await this.town.client(doc.servedBy?.username ?? 'admin');
    this.room = await admin.room(doc._id);
    this.narrator.step(`Omnichannel gives the conversation to ${this.agent.me.name}`);
    return { room: this.room, agent: this.agent };
  }

  private async waitForRoom() {
    const { rooms } = this.town.rocketchat.store;
    for (const until = Date.now() + 10_000; Date.now() < until;) {
      const open = await rooms.findAsync({ t: 'l', open: true, fname: this.name });
      const served = open.find(({ servedBy }) => servedBy);
      if (served) {
        return served;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No room opened for ${this.name}.`);
  }

  private inRoom(): { room: Room; agent: WebClient } {
    if (!this.room || !this.agent) {
      throw new Error('Nobody has written yet.');
    }
    return { room: this.room, agent: this.agent };
  }

  private received(): Set<string> {
    return new Set(this.customer.inbox.map(({ wamid }) => wamid));
  }

  private async arrivesOnPhone(matches: (message: ChatMessage) => boolean): Promise<void> {
    this.narrator.phone(await this.customer.receives(matches, 10_000));
  }
}
