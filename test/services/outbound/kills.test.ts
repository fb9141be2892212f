import type { RoomMessage } from '../../../src/services/outbound/message';
import { settle, startServer, World } from '../../support/bridge';
import { aNumber } from '../../support/fakes';
import { mortal, type Moment } from '../../support/mortal';

const number = aNumber();
const MINUTE = 60_000;

type Written = Pick<RoomMessage, 'text' | 'files'>;

/** An agent's message in an open room whose customer has just written. */
async function written(message: Written): Promise<{ world: World; message: RoomMessage }> {
  const world = new World();
  const server = startServer(world);
  await server.numbers.save(number);
  await server.conversationRecords.save({
    contactId: 'contact-1',
    numberId: number.id,
    roomId: 'room-1',
    replyTo: { waId: '4915123456789' },
    lastInboundAt: world.clock.now(),
  });
  await server.activeRooms.note('room-1');
  const whole: RoomMessage = {
    ...message,
    id: 'm1',
    roomId: 'room-1',
    numberId: number.id,
    contactId: 'contact-1',
    author: { name: 'Ana', username: 'ana', automatic: false },
    writtenAt: world.clock.now(),
  };
  world.livechat.written.add(whole);
  world.clock.advance(1);
  return { world, message: whole };
}

/** What went out, in order. */
function sent({ api }: World): string[] {
  return api.sent.map(({ content }) => (content.kind === 'text' ? content.body : content.kind));
}

/**
 * The process ends at its n-th call, and another one takes over.
 * @returns how many calls there were
 */
async function survive(
  message: RoomMessage,
  world: World,
  lastCall?: number,
  moment?: Moment,
): Promise<number> {
  const doomed = mortal(world, lastCall, moment);
  void startServer(doomed.world).outbound.relay(message);
  await settle();
  const next = startServer(world);
  for (let minute = 0; minute < 4; minute++) {
    world.clock.advance(MINUTE);
    await next.reconciliation.run();
    await next.outbound.resume();
    await settle();
  }
  return doomed.calls();
}

describe('Whichever call to the outside a process ends at, before or after it is carried out', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it.each<[label: string, message: Written, expected: string[]]>([
    ['a text', { text: 'Hello', files: [] }, ['Hello']],
    [
      'a text in two parts',
      { text: `${'a'.repeat(4000)}\n${'b'.repeat(200)}`, files: [] },
      ['a'.repeat(4000), 'b'.repeat(200)],
    ],
    ['a file', { text: '', files: [{ id: 'f1', name: 'a.pdf', mimeType: 'application/pdf' }] }, ['media']],
  ])('%s goes out once, or its agent is told that nobody knows', async (_, draft, expected) => {
    const first = await written(draft);
    const calls = await survive(first.message, first.world);
    expect(sent(first.world)).toEqual(expected);
    for (let lastCall = 1; lastCall <= calls; lastCall++) {
      for (const moment of ['before', 'after'] as const) {
        const { world, message } = await written(draft);
        await survive(message, world, lastCall, moment);
        const out = sent(world);
        const unknown = world.notices.failures.filter(({ failure }) => failure.uncertain);
        const missing = expected.filter((part) => !out.includes(part));
        const point = `call ${lastCall}, ${moment}`;
        // Nothing twice and nothing out of order; what is missing was told of.
        expect([point, out]).toEqual([point, expected.filter((part) => out.includes(part))]);
        expect([point, missing.length]).toEqual([point, Math.min(missing.length, unknown.length)]);
        expect(world.notices.failures).toHaveLength(unknown.length);
      }
    }
  });
});
