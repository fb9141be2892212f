import { conversationId } from '../../../src/domain/conversation';
import type { InboundEvent } from '../../../src/domain/inbound';
import type { InboundContent } from '../../../src/domain/inboundContent';
import type { Option } from '../../../src/whatsapp/offer';
import { settle, startServer, World } from '../../support/bridge';
import { mortal, type Moment } from '../../support/mortal';
import { aNumber } from '../../support/fakes';

const number = aNumber();
const SENDER = { waId: '4915123456789', userId: 'DE.1001', name: 'Ana' };
const MINUTE = 60_000;
const OPTIONS: Option[] = [
  { title: 'Bye', value: '/bye', actionId: 'df_close_chat' },
  { title: 'A person', value: 'Support', actionId: 'df_perform_handover' },
  { title: 'Tea', value: '/tea' },
];

type Server = ReturnType<typeof startServer>;

function message(wamid: string, content: InboundContent): InboundEvent {
  return { event: 'message', wamid, sender: SENDER, sentAt: Date.UTC(2026, 10, 20, 10), content };
}

function echo(content: InboundContent): InboundEvent {
  return {
    event: 'echo',
    wamid: 'w1',
    recipient: SENDER,
    sentAt: Date.UTC(2026, 10, 20, 10),
    content,
  } as never;
}

const photo = (caption?: string): InboundContent => ({
  kind: 'media',
  media: 'image',
  id: 'media-1',
  mimeType: 'image/jpeg',
  ...(caption && { caption }),
});

async function deliver(server: Server, event: InboundEvent): Promise<void> {
  await server.inbound.accept(number, [{ phoneNumberId: number.phoneNumberId, event }]);
}

/** A customer with an open room, to whom a bot has offered its options. */
async function customer(): Promise<World> {
  const world = new World();
  const server = startServer(world);
  await server.numbers.save(number);
  await deliver(server, message('w0', { kind: 'text', text: 'Hello' }));
  await settle();
  const { conversation } = (await server.conversations.find(number, SENDER))!;
  const id = conversationId(conversation!.contactId, number.id);
  await server.options.offer('offer-1', id, { options: OPTIONS, numbered: false });
  return world;
}

/** What stands in the rooms besides the first message, room by room. */
function shown({ livechat }: World): string[] {
  return livechat.posts
    .slice(1)
    .map(({ roomId, by, text, file }) => `${roomId} ${by}: ${file ? `[${file}]` : text}`);
}

/**
 * The event comes in; the process ends at its n-th call; another one takes over; 360dialog delivers again what was not
 * answered.
 * @returns how many calls there were
 */
async function survive(
  world: World,
  event: InboundEvent,
  lastCall?: number,
  moment?: Moment,
): Promise<number> {
  const doomed = mortal(world, lastCall, moment);
  const answer = { came: false };
  void deliver(startServer(doomed.world), event).then(() => (answer.came = true));
  await settle();
  const next = startServer(world);
  if (!answer.came) {
    await deliver(next, event);
    await settle();
  }
  for (let minute = 0; minute < 3; minute++) {
    world.clock.advance(MINUTE);
    await next.inbound.resume();
    await settle();
  }
  return doomed.calls();
}

describe('Whichever call to the outside a process ends at, before or after it is carried out', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it.each<[label: string, event: InboundEvent, expected: string[]]>([
    ['a text', message('w1', { kind: 'text', text: 'In between' }), ['room-1 visitor: In between']],
    [
      'a photo with its caption',
      message('w1', photo('Look')),
      ['room-1 visitor: [image_20261120_100000.jpg]', 'room-1 visitor: Look'],
    ],
    [
      'a text of thousands of dashes, and the file with all of it',
      message('w1', { kind: 'text', text: '-'.repeat(4000) }),
      [
        expect.stringMatching(/^room-1 visitor: -{200}…/) as string,
        expect.stringMatching(/message_/) as string,
      ],
    ],
    [
      'a tap on an option',
      message('w1', { kind: 'reply', id: 'offer-1#2', title: 'Tea' }),
      ['room-1 visitor: /tea'],
    ],
    [
      'a tap that ends the conversation',
      message('w1', { kind: 'reply', id: 'offer-1#0', title: 'Bye' }),
      ['room-1 visitor: /bye'],
    ],
    [
      'a tap that hands it over',
      message('w1', { kind: 'reply', id: 'offer-1#1', title: 'A person' }),
      ['room-1 visitor: Support'],
    ],
    [
      'an answer from the Business app',
      echo({ kind: 'text', text: 'From my phone' }),
      [expect.stringContaining('From my phone') as string],
    ],
    [
      'a photo from the Business app',
      echo(photo('Here')),
      [expect.stringContaining('Here') as string, 'room-1 bot: [image_20261120_100000.jpg]'],
    ],
  ])('%s is there once', async (_, event, expected) => {
    const calls = await survive(await customer(), event);
    expect(calls).toBeGreaterThan(4);
    for (let lastCall = 1; lastCall <= calls; lastCall++) {
      for (const moment of ['before', 'after'] as const) {
        const world = await customer();
        await survive(world, event, lastCall, moment);
        expect([lastCall, moment, shown(world)]).toEqual([lastCall, moment, expected]);
      }
    }
  });
});
