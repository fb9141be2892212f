import type { RoomDoc } from '../../../simulator/rocketchat/documents';
import type { Town } from '../../../simulator/town';
import { roomMessages } from '../support/actions';
import { eventually, postAsBot, startChat, type Chat } from '../support/room';
import { customerMessages, leave, roomsOf, townWithApp } from '../support/town';

const HAND_OVER = 'df_perform_handover';
const CLOSE = 'df_close_chat';
const OFFLINE = 'Nobody is here. We answer tomorrow.';

describe("A bot's buttons, tapped on WhatsApp", () => {
  let town: Town;
  let chat: Chat;

  const workspace = () => town.rocketchat.instance.workspace;
  const room = (): Promise<RoomDoc | null> =>
    town.rocketchat.store.rooms.findOneAsync({ _id: chat.room._id });
  const server = async () => (await room())?.servedBy?.username;

  beforeAll(async () => {
    town = await townWithApp();
    const { livechat, settings } = workspace();
    await livechat.agents.add('support.bot');
    await livechat.departments.setAgents(await town.departmentId('Support'), ['support.bot']);
    await settings.set('Livechat_assign_new_conversation_to_bot', true);
    await town.connect({ offlineMessage: OFFLINE });
    chat = await startChat(town);
    expect(await server()).toBe('support.bot');
  });

  afterAll(() => leave(town));

  /** As Dialogflow's app asks, and the customer answers with this one. */
  async function tap(title: string, actionId: string, value: string): Promise<void> {
    const words = `Would you like “${title}”?`;
    await postAsBot(town, chat.room, {
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: words } },
        {
          type: 'actions',
          elements: [{ type: 'button', actionId, value, text: { type: 'plain_text', text: title } }],
        },
      ],
    });
    await chat.phone.receives(({ preview }) => preview.includes(words));
    chat.phone.send(chat.number, { kind: 'tap', title });
    await eventually(`the tap on ${title} in the room`, async () =>
      (await customerMessages(town, chat.room._id)).includes(value),
    );
  }

  /** What our bot tells those who look into the room. */
  const told = (words: RegExp) =>
    eventually(`a note like ${words}`, async () =>
      (await roomMessages(town, chat.room._id)).some(({ msg }) => words.test(msg)),
    );

  it.each([
    ['does not exist', 'Complaints', 'Complain', /asked for \*Complaints\*.*no such department/],
    ['is the one that the bot is in', 'Support', 'Get help', /asked for \*Support\*.*in that department/],
  ])('tell the room when the department %s; the bot hears of the tap', async (_, value, title, note) => {
    await tap(title, HAND_OVER, value);
    await told(note);
    expect(await server()).toBe('support.bot');
  });

  it('tell the room, and the customer, when nobody of the department is there', async () => {
    const ben = await workspace().users.byUsername('agent.ben');
    await workspace().setLivechatStatus(ben!._id, 'not-available');
    await tap('Buy', HAND_OVER, 'Sales');
    await told(/asked for \*Sales\*.*nobody there takes conversations/);
    await chat.phone.receives(({ preview }) => preview === OFFLINE);
    expect(await server()).toBe('support.bot');
    await workspace().setLivechatStatus(ben!._id, 'available');
  });

  it('tell the room when the department was disabled', async () => {
    const { departments } = workspace().livechat;
    const sales = await town.departmentId('Sales');
    await departments.update(sales, { enabled: false });
    await tap('Buy two', HAND_OVER, 'Sales');
    await told(/asked for \*Sales\*.*it is disabled/);
    await departments.update(sales, { enabled: true });
  });

  it('hand the room over to the department: the customer goes on with a person, in the same room', async () => {
    await tap('Buy three', HAND_OVER, 'Sales');
    await eventually('the hand-over', async () => (await server()) === 'agent.ben');
    expect((await room())?.departmentId).toBe(await town.departmentId('Sales'));
    const ben = await town.client('agent.ben');
    chat.phone.send(chat.number, { kind: 'text', text: 'Are you a person?' });
    await ben.waitForMessage(chat.room._id, 'Are you a person?');
    await ben.send(chat.room._id, 'I am');
    await chat.phone.receives(({ preview }) => preview === 'I am');
  });

  it('close the room, and the next message opens another', async () => {
    await tap('That was all', CLOSE, 'Bye');
    await eventually('the end', async () => !(await room())?.open);
    chat.phone.send(chat.number, { kind: 'text', text: 'One more thing' });
    await eventually('another room', async () => (await roomsOf(town, chat.phone.record.name)).length === 2);
    const rooms = await roomsOf(town, chat.phone.record.name);
    await eventually('the message in it', async () =>
      (await customerMessages(town, rooms[1]!._id)).includes('One more thing'),
    );
    expect(await customerMessages(town, rooms[0]!._id)).toContain('Bye');
  });
});
