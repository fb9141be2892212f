import type {
  DepartmentDoc,
  RoomDoc,
  RoomSource,
  UserDoc,
  VisitorDoc,
} from '../../../../simulator/rocketchat/documents';
import { Store } from '../../../../simulator/rocketchat/store';
import { Streams } from '../../../../simulator/rocketchat/streams';
import type { AppEvents } from '../../../../simulator/rocketchat/workspace/events';
import { Workspace } from '../../../../simulator/rocketchat/workspace/workspace';

export const SITE = 'https://chat.example.org';

export const WHATSAPP: RoomSource = {
  type: 'app',
  id: 'app-1',
  alias: 'WhatsApp',
  label: '+49 30 901820',
  destination: '+4930901820',
};

type EventName = Parameters<AppEvents['trigger']>[0];

/** A raw payload: some document, or several with details. */
interface Payload {
  msg: string;
  t: string;
  reaction: string;
  isReacted: boolean;
  [field: string]: unknown;
}

/** Apps that write down what they are told, and answer what a test wants. */
export class RecordedEvents implements AppEvents {
  readonly heard: { event: EventName; payload: Payload }[] = [];
  readonly answers: Partial<Record<EventName, (payload: Payload) => unknown>> = {};

  async trigger(event: EventName, payload: unknown): Promise<unknown> {
    const heard = payload as Payload;
    this.heard.push({ event, payload: heard });
    return this.answers[event]?.(heard);
  }

  payloads(event: EventName): Payload[] {
    return this.heard.filter((one) => one.event === event).map(({ payload }) => payload);
  }

  /** Post events in the order in which they came. */
  posts(): EventName[] {
    return this.heard.map(({ event }) => event).filter((event) => !event.startsWith('IPre'));
  }
}

/** A workspace with two agents in Support and one in Sales, all of them there. */
export class Office {
  readonly events = new RecordedEvents();
  readonly streams = new Streams();
  readonly workspace: Workspace;
  readonly log: string[] = [];
  admin!: UserDoc;
  ana!: UserDoc;
  ben!: UserDoc;
  bot!: UserDoc;
  support!: DepartmentDoc;
  sales!: DepartmentDoc;

  constructor(readonly store: Store) {
    this.workspace = new Workspace(store, this.events, {
      siteUrl: SITE,
      streams: this.streams,
      postDelay: () => 0,
      hostLog: (line) => this.log.push(line),
    });
  }

  static async open(): Promise<Office> {
    const office = new Office(await Store.open());
    const { settings, roles, users, livechat } = office.workspace;
    await settings.seed({ Site_Url: SITE });
    await roles.seed();
    const online = { status: 'online' } as const;
    office.admin = await users.create({ username: 'admin', roles: ['admin', 'user'], ...online });
    await users.create({ username: 'ana', name: 'Ana', ...online });
    await users.create({ username: 'ben', name: 'Ben', ...online });
    office.ana = await livechat.agents.add('ana');
    office.ben = await livechat.agents.add('ben');
    const app = { username: 'whatsapp.bot', type: 'app', roles: ['app'], appId: 'app-1' } as const;
    office.bot = await users.create({ ...app, roles: [...app.roles], ...online });
    office.support = await livechat.departments.create({ name: 'Support' }, ['ana', 'ben']);
    office.sales = await livechat.departments.create({ name: 'Sales' }, ['ben']);
    return office;
  }

  visitor(
    guest: { token?: string; phone?: string; name?: string; department?: string } = {},
  ): Promise<VisitorDoc> {
    return this.workspace.livechat.visitors.register({ token: 'token-1', name: 'Carla', ...guest });
  }

  async chat(guest: Parameters<Office['visitor']>[0] = {}): Promise<RoomDoc> {
    const visitor = await this.visitor(guest);
    return this.workspace.livechat.rooms.create({
      visitor,
      source: WHATSAPP,
      customFields: { whatsappNumberId: '1' },
    });
  }

  async say(room: RoomDoc, msg: string, token = 'token-1') {
    const visitor = (await this.workspace.livechat.visitors.byToken(token))!;
    const message = { rid: room._id, msg };
    return (await this.workspace.livechat.rooms.sendAsVisitor({
      visitor,
      message,
      source: { type: 'app' },
    }))!;
  }

  async room(id: string): Promise<RoomDoc> {
    return (await this.workspace.rooms.byId(id))!;
  }

  close(room: RoomDoc, comment = 'done') {
    return this.workspace.livechat.rooms.close({ room, comment, user: this.ana });
  }

  nobodyIsThere(): Promise<unknown> {
    const gone = { $set: { status: 'offline' } };
    return this.store.users.updateAsync({ roles: 'livechat-agent' }, gone, { multi: true });
  }

  /** Resolves when the post events that are under way have been delivered. */
  settled(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 30));
  }

  /** Types of system messages and texts of the others, oldest first. */
  async transcript(rid: string): Promise<string[]> {
    const messages = await this.workspace.messages.ofRoom(rid, { oldestFirst: true });
    return messages.map(({ t, msg }) => (t ? `<${t}>` : msg));
  }
}

/** A fresh office for each test of the suite. */
export function useOffice(): () => Office {
  let office: Office;
  beforeEach(async () => {
    office = await Office.open();
  });
  return () => office;
}
