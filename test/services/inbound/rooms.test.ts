import { conversationId } from '../../../src/domain/conversation';
import type { InboundContent } from '../../../src/domain/inboundContent';
import type { InboundEvent } from '../../../src/domain/inbound';
import { failed, FailureError } from '../../../src/domain/failure';
import { settle, startServer, World } from '../../support/bridge';
import { aFailure, aNumber } from '../../support/fakes';

const number = aNumber({ messages: { welcome: 'Welcome!', offline: 'Nobody is here' } });
const SENT_AT = Date.UTC(2026, 10, 20, 10);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PHOTO: InboundContent = { kind: 'media', media: 'image', id: 'media-1', mimeType: 'image/jpeg' };

describe('Where the host treats a room in a way of its own', () => {
  let world: World;
  let server: ReturnType<typeof startServer>;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    server = startServer(world);
    await server.numbers.save(number);
  });

  afterEach(() => jest.useRealTimers());

  async function receive(wamid: string, content: InboundContent | string): Promise<void> {
    const event: InboundEvent = {
      event: 'message',
      wamid,
      sender: { waId: '4915123456789', userId: 'DE.1001', name: 'Ana' },
      sentAt: SENT_AT,
      content: typeof content === 'string' ? { kind: 'text', text: content } : content,
    };
    await server.inbound.accept(number, [{ phoneNumberId: number.phoneNumberId, event }]);
    await settle();
  }

  async function passTime(milliseconds: number): Promise<void> {
    world.clock.advance(milliseconds);
    await server.inbound.resume();
    await settle();
  }

  const visitorPosts = (): (string | undefined)[] =>
    world.livechat.posts.filter(({ by }) => by === 'visitor').map(({ text, file }) => text ?? file);

  describe('a blocked contact', () => {
    beforeEach(() => {
      world.livechat.refusal = aFailure({ code: 'error-contact-channel-blocked' });
    });

    it('gets no room and no answer, and what it wrote does not come back later', async () => {
      await receive('w1', 'Hello?');
      expect(world.log.lines).toContainEqual(
        expect.objectContaining({ level: 'warn', what: 'A message was dropped on purpose' }),
      );
      world.livechat.refusal = undefined;
      await passTime(2 * DAY);
      expect(world.livechat.rooms.size).toBe(0);
      expect(world.api.sent).toEqual([]);
      expect(world.notices.admins).toEqual([]);
    });

    it('has a room again once it is not blocked any more', async () => {
      await receive('w1', 'While blocked');
      world.livechat.refusal = undefined;
      await receive('w2', 'After it');
      expect(visitorPosts()).toEqual(['After it']);
    });
  });

  describe('a room that is open, in which the host does not take the message', () => {
    const answerOnce = (code: string) => {
      world.livechat.beforePost = () => {
        world.livechat.beforePost = () => undefined;
        throw new FailureError(aFailure({ code }));
      };
    };
    const toldRooms = () => world.notices.agents.map(({ roomId, sentence }) => [roomId, sentence.key]);

    beforeEach(() => receive('w1', 'one'));

    it.each<[string, InboundContent | string]>([
      ['text', 'Hello?'],
      ['file', PHOTO],
    ])('since the contact is blocked: a %s is dropped for good', async (_, content) => {
      answerOnce('error-contact-channel-blocked');
      await receive('w2', content);
      await passTime(2 * DAY);
      expect(visitorPosts()).toEqual(['one']);
    });

    it('since Omnichannel is off: it waits until it is on again', async () => {
      answerOnce('error-omnichannel-is-disabled');
      await receive('w2', 'two');
      expect(visitorPosts()).toEqual(['one']);
      await passTime(MINUTE);
      expect(visitorPosts()).toEqual(['one', 'two']);
      expect(world.api.texts()).toEqual(['Welcome!', 'Nobody is here']);
    });

    it('since another app prevents it: the room is told, and what comes next goes in', async () => {
      answerOnce('message-prevented');
      await receive('w2', 'two');
      await receive('w3', 'three');
      await passTime(2 * DAY);
      expect(visitorPosts()).toEqual(['one', 'three']);
      expect(toldRooms()).toEqual([['room-1', 'inbound.prevented']]);
    });
  });

  it('a contact to be verified first has a room that nobody serves: everything goes in, nobody is said to be away', async () => {
    world.livechat.isServed = false;
    await receive('w1', 'one');
    await receive('w2', PHOTO);
    await passTime(2 * MINUTE);
    await receive('w3', 'three');
    await passTime(DAY);
    expect(world.livechat.rooms.size).toBe(1);
    expect(visitorPosts()).toEqual(['one', 'image_20261120_100000.jpg', 'three']);
    expect(world.api.texts()).toEqual(['Welcome!']);
  });

  describe('a room that a bot serves', () => {
    beforeEach(() => {
      world.livechat.servedByBot = true;
    });

    it('has a text beside a file without a caption, since bots hear texts alone', async () => {
      await receive('w1', PHOTO);
      expect(visitorPosts()).toEqual(['image_20261120_100000.jpg', 'file.kind-image {}']);
    });

    it.each<[string, InboundContent]>([
      ['a tap', { kind: 'reply', id: 'offer-1#1', title: 'Assam' }],
      ['a typed number', { kind: 'text', text: ' 2.' }],
    ])('is told the value of the option that the customer chose by %s', async (_, choice) => {
      await receive('w1', 'Tea, please');
      const { conversation } = (await server.conversations.find(number, { userId: 'DE.1001' }))!;
      await server.options.offer('offer-1', conversationId(conversation!.contactId, number.id), {
        options: [
          { title: 'Sencha', value: '/sencha' },
          { title: 'Assam', value: '/assam' },
        ],
        numbered: true,
      });
      await receive('w2', choice);
      expect(visitorPosts()).toEqual(['Tea, please', '/assam']);
    });
  });

  describe('a file that could not be fetched when it came', () => {
    const words = (): string | undefined => world.livechat.posts.find(({ by }) => by === 'bot')?.text;

    beforeEach(async () => {
      world.api.files.set('media-1', failed(aFailure({ code: 'media-damaged' })));
      await receive('w1', PHOTO);
      world.api.files.delete('media-1');
    });

    it('arrives by the button until the seventh day is over', async () => {
      world.clock.advance(SENT_AT + 7 * DAY - world.clock.now());
      await expect(server.retry.retry('w1', 'room-1')).resolves.toBeUndefined();
      expect(visitorPosts()).toEqual(['image_20261120_100000.jpg']);
      expect(words()).toContain('file.arrived');
    });

    it('is given up after 7 days, in words, without asking WhatsApp again', async () => {
      const before = world.api.downloads;
      world.clock.advance(SENT_AT + 7 * DAY + 1 - world.clock.now());
      await expect(server.retry.retry('w1', 'room-1')).resolves.toBeUndefined();
      expect(words()).toBe('📎 file.expired {"filename":"image_20261120_100000.jpg"}');
      expect(world.livechat.posts.find(({ by }) => by === 'bot')?.buttons).toBeUndefined();
      expect(world.api.downloads).toBe(before);
      await expect(server.retry.retry('w1', 'room-1')).resolves.toEqual({ key: 'file.retry-gone' });
    });
  });
});
