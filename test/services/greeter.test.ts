import type { ConnectedNumber, MessageVariant } from '../../src/domain/number';
import { serviceOf } from '../../src/rocketchat/roomMessage';
import { NO_AGENT_ONLINE } from '../../src/services/ports';
import { startServer, settle, World } from '../support/bridge';
import { aFailure, aNumber } from '../support/fakes';

const SENT_AT = Date.UTC(2026, 10, 20, 10);

describe('The texts that customers get by themselves', () => {
  let world: World;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
  });

  afterEach(() => jest.useRealTimers());

  async function customerWrites(number: ConnectedNumber, name?: string, waId = '4915123456789') {
    const server = startServer(world);
    await server.numbers.save(number);
    const event = {
      event: 'message' as const,
      wamid: 'w1',
      sentAt: SENT_AT,
      sender: { waId, name },
      content: { kind: 'text' as const, text: 'Hello' },
    };
    await server.inbound.accept(number, [{ phoneNumberId: number.phoneNumberId, event }]);
    await settle();
    return server;
  }

  const words = '{{contact.name}}, this is {{department.name}} at {{business.number}}';

  it.each([
    ['all that is known', 'Mara', 'dep-1', 'Mara, this is Support at +4930901820'],
    ['no name', undefined, 'dep-1', 'this is Support at +4930901820'],
    ['the business for a department', 'Mara', undefined, 'Mara, this is Tea House at +4930901820'],
    ['the business for one that is gone', 'Mara', 'dep-9', 'Mara, this is Tea House at +4930901820'],
    ['a name that calls nobody', '@all', 'dep-1', '@\u200ball, this is Support at +4930901820'],
  ])('welcome with %s', async (_, name, departmentId, expected) => {
    const number = aNumber({ departmentId, verifiedName: 'Tea House', messages: { welcome: words } });
    await customerWrites(number, name);
    expect(world.livechat.posts.filter(({ by }) => by === 'bot').map(({ text }) => text)).toEqual([expected]);
  });

  it('say nothing where nothing is left', async () => {
    await customerWrites(aNumber({ messages: { welcome: '{{contact.name}}' } }));
    expect(world.api.texts()).toEqual([]);
  });

  it.each([
    ['an agent', { servedBy: { type: 'user', name: 'Ben' } }, 'Bye Mara, Ben of Support'],
    [
      'an agent of another department',
      { servedBy: { type: 'user', name: 'Ben' }, department: { name: 'Sales' } },
      'Bye Mara, Ben of Sales',
    ],
    ['a bot', { servedBy: { type: 'bot', name: 'Robo' } }, 'Bye Mara, Tea House of Support'],
    [
      'a bot that the administration made',
      { servedBy: { type: 'user', roles: ['bot'], name: 'Robo' } },
      'Bye Mara, Tea House of Support',
    ],
    ['nobody', {}, 'Bye Mara, Tea House of Support'],
  ])('take leave after %s', async (_, room, expected) => {
    const finished = 'Bye {{contact.name}}, {{agent.name}} of {{department.name}}';
    const number = aNumber({ departmentId: 'dep-1', verifiedName: 'Tea House', messages: { finished } });
    const { greeter, contacts } = await customerWrites(number, 'Mara');
    const contact = await contacts.find({ waId: '4915123456789' });
    const [roomId = ''] = world.livechat.rooms.keys();
    const served = serviceOf(room as Parameters<typeof serviceOf>[0]);
    await greeter.farewell(number, { contactId: contact!.id, roomId }, served);
    expect(world.api.texts()).toEqual([expected]);
  });

  describe('in the language of the customer', () => {
    const number = aNumber({ messages: { welcome: 'Welcome', offline: 'We sleep' } });
    const GERMAN = { language: 'de', messages: { welcome: 'Willkommen, {{contact.name}}' } };
    const FRENCH = { language: 'fr', messages: { welcome: 'Bienvenue' } };
    const template = { name: 'greeting', components: [] };

    async function serverWith(...variants: MessageVariant[]) {
      const server = startServer(world);
      for (const variant of variants) {
        await server.messageVariants.save(number.id, variant);
      }
      return server;
    }

    it('welcome them, and a text that the language lacks is the number’s own', async () => {
      await serverWith(GERMAN, FRENCH);
      await customerWrites(number, 'Mara');
      expect(world.api.texts()).toEqual(['Willkommen, Mara']);
    });

    it('are those of the number where the likely language has none', async () => {
      await serverWith(FRENCH);
      await customerWrites(number, 'Mara');
      expect(world.api.texts()).toEqual(['Welcome']);
    });

    it('tell them that nobody is there', async () => {
      await serverWith({ language: 'de', messages: { offline: 'Wir schlafen' } });
      world.livechat.refusal = aFailure({ code: NO_AGENT_ONLINE });
      await customerWrites(number, 'Mara');
      expect(world.api.texts()).toEqual(['Wir schlafen']);
    });

    it('take leave of them', async () => {
      await serverWith({ language: 'de', messages: { finished: 'Auf Wiedersehen, {{contact.name}}' } });
      const { greeter, contacts } = await customerWrites(aNumber(), 'Mara');
      const contact = await contacts.find({ waId: '4915123456789' });
      const [roomId = ''] = world.livechat.rooms.keys();
      await greeter.farewell(number, { contactId: contact!.id, roomId });
      expect(world.api.texts()).toEqual(['Auf Wiedersehen, Mara']);
    });

    it.each([
      ['the last template that reached them', 'fr', undefined, 'Bienvenue'],
      ['their country where the template did not reach them', 'fr', true, 'Willkommen, Mara'],
      ['their country where the template’s has no text', 'pt_BR', undefined, 'Willkommen, Mara'],
    ])('go by %s', async (_, language, failed, expected) => {
      const { outreaches } = await serverWith(GERMAN, FRENCH);
      await outreaches.add({
        id: 'outreach-1',
        numberId: number.id,
        to: { waId: '4915123456789' },
        template: { ...template, language },
        words: '',
        sentAt: SENT_AT - 1,
        shown: { roomId: 'room-0', messageId: 'message-0' },
        failed,
      });
      await customerWrites(number, 'Mara');
      expect(world.api.texts()).toEqual([expected]);
    });

    describe('where the number’s own have one, too', () => {
      const [BRAZIL, PORTUGAL, GERMANY] = ['5511987654321', '351912345678', '4915123456789'];
      const EUROPEAN = { language: 'pt_PT', messages: { welcome: 'Bem-vindo' } };
      const BRAZILIAN = { language: 'pt_BR', messages: { welcome: 'Oi' } };

      it.each<[string, string | undefined, string | undefined, MessageVariant[], string, string]>([
        ['the own ones, as the admin says', 'pt_BR', 'en', [EUROPEAN], BRAZIL, 'Welcome'],
        ['the own ones, as the workspace tells', undefined, 'pt-BR', [EUROPEAN], BRAZIL, 'Welcome'],
        ['similar ones where the own are in another', 'en', 'pt-BR', [EUROPEAN], BRAZIL, 'Bem-vindo'],
        ['similar ones where nobody tells', undefined, undefined, [EUROPEAN], BRAZIL, 'Bem-vindo'],
        ['those of their own country', 'pt_BR', 'en', [EUROPEAN], PORTUGAL, 'Bem-vindo'],
        ['what was entered for the same one', 'pt_BR', 'en', [EUROPEAN, BRAZILIAN], BRAZIL, 'Oi'],
      ])('are %s', async (_, language, ofWorkspace, variants, waId, expected) => {
        world.language = ofWorkspace;
        await serverWith(...variants);
        await customerWrites({ ...number, language }, 'Ana', waId);
        expect(world.api.texts()).toEqual([expected]);
      });

      it('are the own ones after a template in it, in whichever country', async () => {
        const { outreaches } = await serverWith(GERMAN);
        await outreaches.add({
          id: 'outreach-1',
          numberId: number.id,
          to: { waId: GERMANY },
          template: { ...template, language: 'pt_BR' },
          words: '',
          sentAt: SENT_AT - 1,
          shown: { roomId: 'room-0', messageId: 'message-0' },
        });
        await customerWrites({ ...number, language: 'pt_BR' }, 'Mara', GERMANY);
        expect(world.api.texts()).toEqual(['Welcome']);
      });
    });

    it('change on all servers, and go with their last text and with the number', async () => {
      const [one, other] = [await serverWith(GERMAN), await serverWith(FRENCH)];
      await other.messageVariants.save(number.id, { language: 'de', messages: { welcome: 'Hallo' } });
      world.clock.advance(30_000);
      expect(await one.messageVariants.of(number.id)).toMatchObject([
        { language: 'de', messages: { welcome: 'Hallo' } },
        { language: 'fr' },
      ]);
      await one.messageVariants.save(number.id, { language: 'de', messages: {} });
      expect(await one.messageVariants.of(number.id)).toMatchObject([{ language: 'fr' }]);
      await one.messageVariants.removeAll(number.id);
      expect(await other.messageVariants.of(number.id, { fresh: true })).toEqual([]);
    });
  });
});
