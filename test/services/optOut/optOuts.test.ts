import type { InboundMessage } from '../../../src/domain/inbound';
import { OptionRecords } from '../../../src/rocketchat/records/options';
import { settle, startServer, World } from '../../support/bridge';
import { aNumber } from '../../support/fakes';

const number = aNumber({ messages: { welcome: 'Welcome!' } });
const ANA = { waId: '4915123456789', userId: 'DE.1001', name: 'Ana' };
const SECOND = 1_000;
const NOON = Date.UTC(2026, 10, 20, 12);

function said(text: string, second: number, overrides: Partial<InboundMessage> = {}): InboundMessage {
  return {
    event: 'message',
    wamid: `wamid.${second}`,
    sender: ANA,
    sentAt: NOON + second * SECOND,
    content: { kind: 'text', text },
    ...overrides,
  };
}

describe('customers who want no marketing messages', () => {
  let world: World;
  let server: ReturnType<typeof startServer>;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    server = startServer(world);
    await server.numbers.save(number);
  });

  afterEach(() => jest.useRealTimers());

  async function hears(...messages: InboundMessage[]): Promise<void> {
    for (const event of messages) {
      await server.inbound.accept(number, [{ event }]);
      await settle();
    }
  }

  const answers = (): string[] => world.api.texts().map((text) => text.split(' ')[0]!);
  const notes = (): string[] => world.notices.agents.map(({ sentence }) => sentence.key);
  const objectionTo = async (category: string): Promise<unknown> =>
    (await server.optOuts.objection(number.id, ANA, category))?.code;

  test('STOP without a room is recorded and confirmed, and opens none', async () => {
    await hears(said('STOP', 1));
    expect(world.livechat.rooms.size).toBe(0);
    expect(answers()).toEqual(['optOut.stopped']);
    expect(world.api.sent[0]!.to).toEqual({ waId: ANA.waId, userId: ANA.userId });
    await expect(objectionTo('MARKETING')).resolves.toBe('opted-out');
  });

  test.each(['UTILITY', 'AUTHENTICATION'])('templates of the category %s reach them', async (category) => {
    await hears(said('STOP', 1));
    await expect(objectionTo(category)).resolves.toBeUndefined();
  });

  test('in an open room the word stands as written, then the note and the answer', async () => {
    await hears(said('Hello', 1), said('Stop.', 2));
    expect(world.livechat.posts.map(({ by, text }) => `${by}: ${text?.split(' ')[0]}`)).toEqual([
      'visitor: Hello',
      'bot: Welcome!',
      'visitor: Stop.',
      'bot: optOut.stopped',
    ]);
    expect(answers()).toEqual(['Welcome!', 'optOut.stopped']);
    expect(notes()).toEqual(['preference.stopped']);
  });

  test.each<[string, string, string | undefined]>([
    ['STOP', 'in the language of the last template', 'pt_BR'],
    ['Abmelden', 'in its own language', 'de'],
  ])('%s below a template is confirmed %s', async (word, _, language) => {
    for (const [name, code] of [
      ['order_update', 'es'],
      ['come_back', 'pt_BR'],
    ] as const) {
      const sent = await server.outreach.send({
        number,
        to: { waId: ANA.waId },
        template: { name, language: code, components: [] },
        category: 'UTILITY',
        words: 'Olá',
        urgency: 'reply',
      });
      await (sent.ok && sent.value.outcome);
      world.clock.advance(SECOND);
    }
    await hears(said(word, 1));
    expect(world.notices.languages.at(-1)).toBe(language);
  });

  test('STOP of somebody who got no template is confirmed in the language of the workspace', async () => {
    await hears(said('STOP', 1));
    expect(world.notices.languages.at(-1)).toBeUndefined();
  });

  test('START brings marketing back, only for those who had stopped it', async () => {
    await hears(said('START', 1));
    expect(answers()).toEqual(['Welcome!']);
    await hears(said('STOP', 2), said('START', 3));
    expect(answers()).toEqual(['Welcome!', 'optOut.stopped', 'optOut.resumed']);
    expect(notes()).toEqual(['preference.stopped', 'preference.resumed']);
    await expect(objectionTo('MARKETING')).resolves.toBeUndefined();
  });

  test('a tap on a button of a template counts as the word', async () => {
    await hears(said('', 1, { content: { kind: 'reply', id: 'promo-stop', title: 'Stop promotions' } }));
    await expect(objectionTo('MARKETING')).resolves.toBe('opted-out');
  });

  test('a tap on an option of a bot is an answer to the bot', async () => {
    await hears(said('Hello', 1));
    const options = new OptionRecords(server.records, world.clock);
    const contact = await server.contacts.find(ANA);
    await options.offer('offer', `${contact!.id}@${number.id}`, {
      options: [{ title: 'Stop', value: 'stop-music' }],
      numbered: false,
    });
    await hears(said('', 2, { content: { kind: 'reply', id: 'offer#0', title: 'Stop' } }));
    await expect(objectionTo('MARKETING')).resolves.toBeUndefined();
  });

  test('what somebody says in a group is no choice', async () => {
    await hears(said('STOP', 1, { sender: { groupId: 'group-1' }, author: ANA }));
    await expect(objectionTo('MARKETING')).resolves.toBeUndefined();
    expect(answers()).toEqual(['Welcome!']);
  });

  test('known by the user id alone later on, they stay recorded', async () => {
    await hears(said('STOP', 1));
    await expect(server.optOuts.hasStopped(number.id, { userId: ANA.userId })).resolves.toBe(true);
    await expect(server.optOuts.hasStopped(number.id, { waId: ANA.waId })).resolves.toBe(true);
    await server.optOuts.decide(number, { userId: ANA.userId }, { wanted: true, by: 'maria' });
    await expect(server.optOuts.hasStopped(number.id, { waId: ANA.waId })).resolves.toBe(false);
  });

  test('numbers are told apart', async () => {
    await hears(said('STOP', 1));
    await expect(server.optOuts.hasStopped('another-number', ANA)).resolves.toBe(false);
  });

  test('managers see who stopped, the last one first, and can change it', async () => {
    await hears(said('STOP', 1));
    const bob = { waId: '4915199999999' };
    world.clock.advance(24 * 60 * 60_000);
    await server.optOuts.decide(number, bob, { wanted: false, by: 'maria' });
    const stopped = await server.optOuts.stopped(number.id);
    expect(stopped.map(({ customer, source, by }) => ({ customer, source, by }))).toEqual([
      { customer: bob, source: 'manager', by: 'maria' },
      { customer: { waId: ANA.waId, userId: ANA.userId }, source: 'word', by: undefined },
    ]);
    await server.optOuts.decide(number, ANA, { wanted: true, by: 'maria' });
    expect(await server.optOuts.stopped(number.id)).toHaveLength(1);
  });

  test('of two choices that two servers learn of at once the later one counts', async () => {
    const other = startServer(world);
    const choice = (wanted: boolean, second: number) => ({
      wanted,
      at: NOON + second * SECOND,
      source: 'whatsapp' as const,
    });
    for (let round = 0; round < 20; round++) {
      const late = round * 10 + 2;
      await Promise.all([
        server.optOuts.choose(number, ANA, choice(round % 2 === 0, late)),
        other.optOuts.choose(number, ANA, choice(round % 2 === 1, late - 1)),
      ]);
      await expect(server.optOuts.hasStopped(number.id, ANA)).resolves.toBe(round % 2 === 1);
    }
  });
});
