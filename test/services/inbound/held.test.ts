import type { InboundMessage } from '../../../src/domain/inbound';
import { settle, startServer, World } from '../../support/bridge';
import { aFailure, aNumber } from '../../support/fakes';

const number = aNumber();
const SWEEP_AND_MORE = 31_000;
const LEASE_AND_TAKING_UP = 80_000;

function message(wamid: string, second: number) {
  const event: InboundMessage = {
    ...{ event: 'message', wamid, sentAt: Date.UTC(2026, 10, 20, 10, 0, second) },
    sender: { waId: '4915123456789', userId: 'DE.1001', name: 'Ana' },
    content: { kind: 'text', text: wamid },
  };
  return { phoneNumberId: number.phoneNumberId, event };
}

/** The same numbers for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

describe('What customers wrote while nobody was there', () => {
  let world: World;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
  });

  afterEach(() => jest.useRealTimers());

  const posts = (): (string | undefined)[] =>
    world.livechat.posts.filter(({ by }) => by === 'visitor').map(({ text }) => text);

  /** Three messages wait; two servers know of each other; somebody has just come. */
  async function heldMessages() {
    const servers = [startServer(world), startServer(world)] as const;
    await servers[0].numbers.save(number);
    for (const server of [...servers, servers[0]]) {
      await server.peers.look();
    }
    world.livechat.refusal = aFailure({ code: 'no-agent-online' });
    await servers[0].inbound.accept(number, [message('h1', 1), message('h2', 2), message('h3', 3)]);
    await settle();
    expect(posts()).toEqual([]);
    world.livechat.refusal = undefined;
    world.clock.advance(SWEEP_AND_MORE);
    return servers;
  }

  it('comes before the next word when the sweep falls into its very moment, whatever is how fast', async () => {
    for (let seed = 1; seed <= 120; seed++) {
      world = new World();
      const servers = await heldMessages();
      const roll = dice(seed);
      world.database.slowness = () => 1 + roll(6);
      const word = servers[roll(2)]!.inbound.accept(number, [message('word', 10)]);
      for (let turn = roll(60); turn > 0; turn--) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      const sweeps = Promise.all([servers[roll(2)]!.inbound.resume(), servers[roll(2)]!.inbound.resume()]);
      await Promise.all([word, sweeps]);
      for (let round = 0; round < 20 && posts().length < 4; round++) {
        await settle(500);
      }
      expect([seed, ...posts()]).toEqual([seed, 'h1', 'h2', 'h3', 'word']);
    }
  }, 60_000);

  it.each([
    ['the same', 0],
    ['another', 1],
  ])('waits behind one that the sweep is just posting on %s server', async (_, sweeper) => {
    const servers = await heldMessages();
    let go!: () => void;
    const reached = new Promise<void>((atBarrier) => {
      const post = world.livechat.postAsVisitor.bind(world.livechat);
      jest.spyOn(world.livechat, 'postAsVisitor').mockImplementationOnce(async (room, text) => {
        atBarrier();
        await new Promise<void>((resolve) => (go = resolve));
        return post(room, text);
      });
    });
    const swept = servers[sweeper]!.inbound.resume();
    await reached;
    await servers[0].inbound.accept(number, [message('word', 10)]);
    await settle();
    expect(posts()).toEqual([]);
    go();
    await swept;
    await settle(1_000);
    expect(posts()).toEqual(['h1', 'h2', 'h3', 'word']);
  });

  it('is delivered once when two servers hear the next words at once', async () => {
    const servers = await heldMessages();
    await Promise.all([
      servers[0].inbound.accept(number, [message('word1', 10)]),
      servers[1].inbound.accept(number, [message('word2', 11)]),
    ]);
    await settle(1_000);
    expect(posts()).toEqual(['h1', 'h2', 'h3', 'word1', 'word2']);
  });

  it('is taken up by the next word when the server that was delivering it died', async () => {
    const servers = await heldMessages();
    jest.spyOn(world.livechat, 'postAsVisitor').mockReturnValueOnce(new Promise(() => undefined));
    void servers[1].inbound.resume();
    await settle();
    const third = startServer(world);
    world.clock.advance(LEASE_AND_TAKING_UP);
    await third.inbound.resume();
    await third.inbound.accept(number, [message('word', 10)]);
    await settle(1_000);
    expect(posts()).toEqual(['h1', 'h2', 'h3', 'word']);
  });
});
