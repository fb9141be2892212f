import type { InboundContent } from '../../src/domain/inboundContent';
import type { Option } from '../../src/whatsapp/offer';
import { settle, startServer, World } from '../support/bridge';
import { aFailure, aNumber } from '../support/fakes';

const number = aNumber();

describe('What customers choose of a bot’s options', () => {
  let world: World;
  let server: ReturnType<typeof startServer>;
  let wamids = 0;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    server = startServer(world);
    await server.numbers.save(number);
    await customer({ kind: 'text', text: 'Hello' });
  });

  afterEach(() => jest.useRealTimers());

  async function customer(content: InboundContent): Promise<void> {
    const sender = { waId: '4915123456789' };
    const wamid = `wamid.IN${++wamids}`;
    const event = { event: 'message', wamid, sentAt: world.clock.now(), sender, content } as const;
    await server.inbound.accept(number, [{ phoneNumberId: number.phoneNumberId, event }]);
    await settle();
  }

  async function offer(id: string, options: Option[]): Promise<void> {
    const found = await server.conversations.find(number, { waId: '4915123456789' });
    const { contactId, roomId = '' } = found!.conversation!;
    await server.outbound.relay({
      ...{ id, roomId, numberId: number.id, contactId, text: 'Which?', files: [], writtenAt: 0, options },
      author: { name: 'Tea bot', username: 'tea.bot', automatic: true },
    });
    world.clock.advance(1);
  }

  const tap = (choiceId: string, title: string) => customer({ kind: 'reply', id: choiceId, title });
  const type = (text: string) => customer({ kind: 'text', text });
  const lastWords = () => world.livechat.posts.filter(({ by }) => by === 'visitor').at(-1)?.text;
  const isOpen = () => [...world.livechat.rooms.values()].every((room) => room.isOpen);

  const many = (name: string): Option[] =>
    Array.from({ length: 11 }, (_, index) => ({
      title: `${name} ${index + 1}`,
      value: `/${name}/${index + 1}`,
    }));

  it('is told to the bot by its value', async () => {
    await offer('m1', [
      { title: 'Sencha', value: '/sencha' },
      { title: 'Assam', value: '/assam' },
    ]);
    await tap('m1#1', 'Assam');
    expect(lastWords()).toBe('/assam');
  });

  it('is known of an earlier message, too', async () => {
    await offer('m1', [{ title: 'Sencha', value: '/sencha' }]);
    await offer('m2', [{ title: 'Assam', value: '/assam' }]);
    await tap('m1#0', 'Sencha');
    expect(lastWords()).toBe('/sencha');
  });

  it.each([
    ['of a message that is not known', 'gone#0'],
    ['beyond those that were offered', 'm1#7'],
    ['of another system', 'a-button-of-another-system'],
  ])('is told by its title when it is one %s', async (_, choiceId) => {
    await offer('m1', [{ title: 'Sencha', value: '/sencha' }]);
    await tap(choiceId, 'Oolong');
    expect(lastWords()).toBe('Oolong');
  });

  it.each([
    ['11', '/Tea/11'],
    [' 3. ', '/Tea/3'],
    ['1)', '/Tea/1'],
    ['12', '12'],
    ['0', '0'],
    ['two', 'two'],
  ])('typed as %j is told as %j', async (typed, told) => {
    await offer('m1', many('Tea'));
    await type(typed);
    expect(lastWords()).toBe(told);
  });

  it('is of the latest numbered message, and a number stays one where buttons came after it', async () => {
    await offer('m1', many('Tea'));
    await offer('m2', many('Cake'));
    await type('2');
    expect(lastWords()).toBe('/Cake/2');
    await offer('m3', [{ title: 'Yes', value: '/yes' }]);
    await type('1');
    expect(lastWords()).toBe('1');
  });

  it.each([
    ['with words of its own', 'Talk to a person'],
    ['with the name of the department', 'Support'],
  ])('hands the room over to the department, by a button %s', async (_, title) => {
    await offer('m1', [{ title, value: 'Support', actionId: 'df_perform_handover' }]);
    await tap('m1#0', title);
    expect(lastWords()).toBe('Support');
    expect(world.livechat.handovers).toEqual([{ roomId: 'room-1', department: 'Support' }]);
    expect(isOpen()).toBe(true);
  });

  it('closes the room, with the choice as its last words', async () => {
    await offer('m1', [{ title: 'That was all', value: 'That was all', actionId: 'df_close_chat' }]);
    await tap('m1#0', 'That was all');
    expect(lastWords()).toBe('That was all');
    expect(isOpen()).toBe(false);
    expect(world.livechat.handovers).toEqual([]);
  });

  describe('that the host does not let us follow', () => {
    const handOver: Option = { title: 'A person', value: 'Support', actionId: 'df_perform_handover' };
    const noteOfRoom = () => world.notices.agents.map(({ roomId, sentence }) => [roomId, sentence.key]);

    beforeEach(() => server.numbers.save({ ...number, messages: { offline: 'Nobody is here' } }));

    it.each([
      ['a person, where nobody is', 'error-no-agents-online-in-department', ['Nobody is here']],
      ['a person of a department that is gone', 'error-invalid-department', []],
    ])('is told to the bot and to the room: %s', async (_, code, toCustomer) => {
      world.livechat.controlRefusal = aFailure({ code, human: { key: `because-${code}` } });
      await offer('m1', [handOver]);
      await tap('m1#0', 'A person');
      expect(lastWords()).toBe('Support');
      expect(noteOfRoom()).toEqual([['room-1', `because-${code}`]]);
      expect(world.api.texts()).toEqual(toCustomer);
    });

    it('is the end, where tags are demanded: the room stays open', async () => {
      const code = 'error-tags-must-be-assigned-before-closing-chat';
      world.livechat.controlRefusal = aFailure({ code, human: { key: 'why' } });
      await offer('m1', [{ title: 'Bye', value: 'Bye', actionId: 'df_close_chat' }]);
      await tap('m1#0', 'Bye');
      expect(isOpen()).toBe(true);
      expect(noteOfRoom()).toEqual([['room-1', 'why']]);
    });
  });

  it('does nothing when the customer only writes the words of such a button', async () => {
    await offer('m1', [
      { title: 'Bye', value: 'Bye', actionId: 'df_close_chat' },
      { title: 'Help', value: 'Support', actionId: 'df_perform_handover' },
    ]);
    await type('Bye');
    await type('df_close_chat');
    await type('Support');
    expect(isOpen()).toBe(true);
    expect(world.livechat.handovers).toEqual([]);
  });
});
