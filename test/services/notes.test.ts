import type {
  AccountNotice,
  InboundEvent,
  InboundMessage,
  MarketingPreference,
} from '../../src/domain/inbound';
import { LIMITS } from '../../src/domain/limits';
import { settle, startServer, World } from '../support/bridge';
import { aNumber } from '../support/fakes';

const number = aNumber();
const ANA = { waId: '4915123456789', userId: 'DE.1001', name: 'Ana' };

function text(wamid: string, words: string): InboundMessage {
  return { event: 'message', wamid, sender: ANA, sentAt: 1000, content: { kind: 'text', text: words } };
}

function preference(wanted: boolean, at: number): MarketingPreference {
  return { event: 'preference', customer: { waId: ANA.waId, userId: ANA.userId }, wanted, at };
}

describe('what is told besides messages', () => {
  let world: World;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
  });

  afterEach(() => jest.useRealTimers());

  async function hears(...events: InboundEvent[]) {
    const server = startServer(world);
    await server.numbers.save(number);
    for (const event of events) {
      await server.inbound.accept(number, [{ event }]);
      await settle();
    }
  }

  const notes = (): string[] => world.notices.agents.map(({ sentence }) => sentence.key);

  describe('a customer who wants no marketing messages', () => {
    test('is noted in the open room', async () => {
      await hears(text('w1', 'Hello'), preference(false, 5000), preference(true, 6000));
      expect(notes()).toEqual(['preference.stopped', 'preference.resumed']);
    });

    test('opens no room, and is kept on record all the same', async () => {
      await hears(preference(false, 5000));
      expect(world.livechat.rooms.size).toBe(0);
      await hears(text('w1', 'Hello'), preference(false, 4000));
      expect(notes()).toEqual([]);
    });

    test('an older choice that comes later changes nothing', async () => {
      await hears(text('w1', 'Hello'), preference(true, 6000), preference(false, 5000));
      expect(notes()).toEqual(['preference.resumed']);
    });
  });

  describe('a notice of the account', () => {
    const rejected: AccountNotice = {
      event: 'notice',
      topic: 'message_template_status_update',
      facts: { event: 'REJECTED', template: 'offer', language: 'de' },
      at: 5000,
    };

    test('warns the admins once, however often and for however many numbers it comes', async () => {
      await hears(rejected, rejected, { ...rejected });
      expect(world.notices.admins).toHaveLength(1);
      expect(world.livechat.rooms.size).toBe(0);
    });

    test('warns again when it happens again', async () => {
      await hears(rejected, { ...rejected, at: 9000 });
      expect(world.notices.admins).toHaveLength(2);
    });

    test('is no warning when it is good news', async () => {
      await hears({ ...rejected, facts: { ...rejected.facts, event: 'APPROVED' } });
      expect(world.notices.admins).toHaveLength(0);
    });
  });

  describe('something done to an earlier message that WhatsApp does not hand over', () => {
    const pinned: InboundMessage = { ...text('w2', ''), content: { kind: 'unsupported', type: 'pin' } };

    test('opens no room', async () => {
      await hears(pinned);
      expect(world.livechat.rooms.size).toBe(0);
    });

    test('is told in an open one', async () => {
      await hears(text('w1', 'Hello'), pinned);
      expect(world.livechat.posts.map(({ text: words }) => words)).toContain('shown.unsupported-pin {}');
    });
  });

  describe('a text beyond the limits', () => {
    const posts = () => world.livechat.posts.filter(({ by }) => by === 'visitor');

    test('is shown in part, with the whole of it as a file', async () => {
      await hears(text('w1', 'word '.repeat(LIMITS.shownLength)));
      const [words, file] = posts();
      expect(words?.text).toMatch(/^(word )+(word|wor|wo|w)?…\nshown\.cut/);
      expect(words!.text!.length).toBeLessThan(LIMITS.excerptLength + 100);
      expect(file?.file).toMatch(/^message_\d{8}_\d{6}\.txt$/);
      expect(posts()).toHaveLength(2);
    });

    test('within them it is one message', async () => {
      await hears(text('w1', 'word '.repeat(800)));
      expect(posts()).toHaveLength(1);
    });
  });
});
