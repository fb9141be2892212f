import type { Notice, WebClient } from '../../simulator/rocketchat/client/webClient';
import type { OpenView } from '../../simulator/rocketchat/client/views';
import type { Town } from '../../simulator/town';
import { eventually, startChat } from './support/room';
import { chooseable, choose, dialogue, submit } from './support/sendTemplate';
import { leave, townWithApp } from './support/town';

const LATE = 'This took longer than Rocket.Chat waits for';
const DAY = 24 * 60 * 60_000;

describe('What is ready when the client has stopped waiting for it', () => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
  });

  afterAll(() => leave(town));

  const offers = (client: WebClient): Notice[] => client.notices.filter(({ msg }) => msg.includes(LATE));

  /** Does all of it while the server is too busy to answer, until no answer can come any more. */
  async function tooLate(clients: WebClient[], acts: () => Promise<void>[]): Promise<void> {
    const release = town.rocketchat.instance.holdCalls();
    const asked = (): number => clients.reduce((sum, client) => sum + client.asked, 0);
    const awaited = (): number => clients.reduce((sum, client) => sum + client.awaited, 0);
    const before = asked();
    const done = acts();
    await eventually('all to be asked', () => asked() === before + done.length);
    await eventually('all trigger ids to lapse', () => awaited() === 0);
    release();
    await Promise.all(done);
  }

  /** Uses the button of an offer. @returns the view that it opens */
  async function take(client: WebClient, offer: Notice): Promise<OpenView> {
    await client.clickBlock(offer, 'view-open');
    await eventually('the view', () => client.views.length === 1);
    return client.views[0]!;
  }

  it('is brought by a button, whatever was asked for', async () => {
    const { agent, room } = await startChat(town);
    const manager = await town.client('maria.manager');
    const general = (await agent.waitForRoom(({ name }) => name === 'general'))._id;
    town.dialog360.advanceTime(2 * DAY);
    await agent.send(room._id, 'Too late for this');
    const refused = await agent.waitForMessage(room._id, /131047/);
    const message = await agent.waitForMessage(room._id, 'Hello there');
    const inRoom = { roomId: room._id };
    await tooLate([agent, manager], () => [
      agent.runCommand(room._id, '/whatsapp send-template'),
      agent.clickActionButton('send-template', inRoom),
      agent.clickBlock(refused, 'send-template'),
      agent.clickActionButton('customer-window', inRoom),
      agent.clickActionButton('message-info', { message }),
      agent.runCommand(general, '/whatsapp view-templates'),
      agent.runCommand(general, '/whatsapp status'),
      manager.runCommand(general, '/whatsapp profile'),
      manager.runCommand(general, '/whatsapp opt-outs'),
    ]);
    await eventually('an offer for each', () => offers(agent).length === 7 && offers(manager).length === 2);
    expect([...agent.views, ...manager.views]).toEqual([]);
    const opened: string[] = [];
    for (const client of [agent, manager]) {
      for (const offer of offers(client)) {
        const { id } = await take(client, offer);
        opened.push(id.replace(/:.*/, ''));
        await client.closeView(id);
      }
    }
    expect(opened.sort()).toEqual([
      'business-profile',
      ...['customer-window', 'message-info', 'number-status', 'opt-outs'],
      ...['send-template', 'send-template', 'send-template'],
      'view-templates',
    ]);
  });

  it('goes on where it was begun: the dialogue has the phone number that was typed', async () => {
    const ben = await town.client('agent.ben');
    const [, rafael] = town.people.customers;
    const general = (await ben.waitForRoom(({ name }) => name === 'general'))._id;
    await tooLate([ben], () => [ben.runCommand(general, `/whatsapp send-template +${rafael!.record.waId}`)]);
    await take(ben, await ben.waitForNotice(LATE));
    await submit(ben);
    await chooseable(ben);
    await choose(ben, 'hello (en)');
    await tooLate([ben], () => [submit(ben)]);
    await rafael!.receives(({ preview }) => preview.includes('how can we help?'));
    expect(ben.views).toEqual([]);
    const direct = await ben.waitForRoom(({ t }) => t === 'd');
    const offer = await ben.waitForMessage(direct._id, LATE);
    await ben.clickBlock(offer, 'view-open');
    await eventually('the last view', () => dialogue(ben) !== undefined);
    expect(JSON.stringify(dialogue(ben).view.blocks)).toContain('on its way');
  });

  it('is for nobody else to open', async () => {
    const [ben, manager] = [await town.client('agent.ben'), await town.client('maria.manager')];
    await manager.clickBlock(offers(ben)[0]!, 'view-open');
    expect(manager.views).toEqual([]);
  });
});
