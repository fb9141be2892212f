import type { Town } from '../../simulator/town';
import { eventually, startChat } from './support/room';
import { leave, roomsOf, townWithApp } from './support/town';

describe('Customers who want no marketing messages', () => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
  });

  afterAll(() => leave(town));

  it('STOP in a conversation stands in the room, is noted there, and answered on the phone', async () => {
    const { phone, room, agent, number } = await startChat(town);
    phone.send(number, { kind: 'text', text: 'Stop!' });
    await agent.waitForMessage(room._id, 'Stop!');
    await agent.waitForMessage(room._id, 'does not want marketing messages any more');
    const answered = (): boolean =>
      phone.chat(number).some(({ preview }) => preview.includes('no more advertising'));
    await eventually('an answer to STOP', answered);
  });

  it('STOP from somebody without a conversation is answered in the language of the word, and opens no room', async () => {
    const [, phone] = town.people.customers;
    const number = town.people.production.displayNumber;
    phone!.send(number, { kind: 'text', text: 'SAIR' });
    const answered = (): boolean =>
      phone!.chat(number).some(({ preview }) => preview.includes('não receberá mais propaganda'));
    await eventually('an answer to SAIR', answered);
    expect(await roomsOf(town, phone!.record.name)).toEqual([]);
  });

  it('a manager sees both, brings one back, and adds a third', async () => {
    const manager = await town.client('maria.manager');
    const { _id } = await manager.room('general');
    await manager.runCommand(_id, '/whatsapp opt-outs');
    const shown = () => manager.views.find(({ id }) => id.startsWith('opt-outs:'));
    await eventually('the list', () => shown() !== undefined);
    const view = shown()!;
    const words = (): string => JSON.stringify(view.view.blocks);
    expect(words()).toContain('no marketing messages: 2');
    await manager.clickBlock(view, 'opt-out-resume');
    await eventually('one less', () => words().includes('no marketing messages: 1'));

    await manager.submitView(view.id, { optOutPhone: 'nonsense' });
    expect(view.errors.optOutPhone).toContain('This is no phone number');
    await manager.submitView(view.id, { optOutPhone: '+49 (0)151 99 88 77 66' });
    expect(manager.views).toEqual([]);
    await manager.runCommand(_id, '/whatsapp opt-outs');
    await manager.waitForView(view.id);
    const again = shown()!;
    expect(JSON.stringify(again.view.blocks)).toContain('+49 1519 9887766');
    expect(JSON.stringify(again.view.blocks)).toContain('noted by maria.manager');
  });

  it('agents may not', async () => {
    const agent = await town.client('agent.ana');
    const { _id } = await agent.room('general');
    await agent.runCommand(_id, '/whatsapp opt-outs');
    await agent.waitForNotice('Only admins and livechat managers');
    expect(agent.views).toEqual([]);
  });
});
