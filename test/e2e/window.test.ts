import type { UiBlock } from '../../simulator/rocketchat/client/blocks';
import type { MessageDoc } from '../../simulator/rocketchat/documents';
import type { Town } from '../../simulator/town';
import app from '../../app.json';
import { finishJob, putOffJob, quiet, roomMessages } from './support/actions';
import { eventually, setSetting, startChat, type Chat } from './support/room';
import { choose, opened, submit } from './support/sendTemplate';
import { leave, openRoomOf, roomsOf, townWithApp } from './support/town';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('The 24-hour window', () => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp({ instances: 2 });
    await town.connect();
  });

  afterAll(() => leave(town));

  /**
   * The customer's message of some time ago reaches the app only now, as webhooks do that had to be repeated: what it
   * says of its time is what windows are reckoned by. It opens a room of its own. Who is reminded is left to the test.
   */
  async function chatSince(milliseconds: number, customer: number): Promise<Chat> {
    await putOffJob(town, 'windows');
    const earlier = await roomsOf(town, town.people.customers[customer]!.record.name);
    for (const { _id, servedBy } of earlier.filter(({ open }) => open)) {
      await (await town.client(servedBy!.username)).closeRoom(_id, 'Done');
    }
    town.dialog360.advanceTime(-milliseconds);
    const chat = await startChat(town, customer);
    town.dialog360.advanceTime(milliseconds);
    return chat;
  }

  const wordsOf = (blocks: UiBlock[]): string => JSON.stringify(blocks);
  const bar = async ({ agent, room }: Chat): Promise<string> => {
    const { view } = await agent.waitForView(`customer-window:${room._id}`);
    return wordsOf(view.blocks);
  };
  const ofBot = async ({ room }: Chat, words: string): Promise<MessageDoc[]> =>
    (await roomMessages(town, room._id)).filter(
      ({ msg, u }) => u.username === 'whatsapp.bot' && msg.includes(words),
    );

  test('shows in a bar: open, with the free entry point of a customer who comes from an advertisement', async () => {
    const chat = await startChat(town, 0);
    await chat.agent.clickActionButton('customer-window', { roomId: chat.room._id });
    const first = await bar(chat);
    expect(first).toMatch(/\*Open\* until \d{4}-\d\d-\d\d \d\d:\d\d \(UTC\) \(23 h 59 min left\)/);
    expect(first).not.toContain('advertisement');
    chat.phone.send(chat.number, { kind: 'text', text: 'I saw your advertisement', referral: true });
    await chat.agent.waitForMessage(chat.room._id, 'I saw your advertisement');
    const refreshed = async (words: string): Promise<boolean> => {
      const open = await chat.agent.waitForView(`customer-window:${chat.room._id}`);
      await chat.agent.clickBlock(open, 'customer-window-refresh');
      return (await bar(chat)).includes(words);
    };
    await eventually('the offer of a free entry point', () => refreshed('of the 72 hours after it'));
    await chat.agent.send(chat.room._id, 'How can we help?');
    await eventually('an open free entry point', () =>
      refreshed('WhatsApp charges nothing for messages until'),
    );
  });

  test('is reminded of before its end, once, with ways to a template and to the bar', async () => {
    const chat = await chatSince(23 * HOUR + 30 * MINUTE, 1);
    await setSetting(town, 'window_reminder_message', 'We are still on it. Please write to us once more.');
    await finishJob(town, 'windows');
    await chat.phone.receives(
      ({ preview }) => preview === 'We are still on it. Please write to us once more.',
    );
    const [reminder] = await ofBot(chat, '24-hour window ends in');
    expect(wordsOf((reminder?.blocks ?? []) as UiBlock[])).toContain('send-template');
    await chat.agent.clickBlock(await chat.agent.message(reminder!._id), 'customer-window');
    expect(await bar(chat)).toMatch(/\((2\d|30) min left\)/);
    for (const server of town.rocketchat.instances) {
      await server.killRuntime(app.id);
      await server.runtimeRestarted(app.id);
      await finishJob(town, 'windows');
    }
    expect(await ofBot(chat, '24-hour window ends in')).toHaveLength(1);
  });

  test('is not reminded of in a closed room, nor when the customer has written again, on either server', async () => {
    const closed = await chatSince(23 * HOUR + 20 * MINUTE, 1);
    await closed.agent.closeRoom(closed.room._id, 'Done');
    const moved = await chatSince(23 * HOUR + 20 * MINUTE, 2);
    moved.phone.send(moved.number, { kind: 'text', text: 'Hello once more' });
    await moved.agent.waitForMessage(moved.room._id, 'Hello once more');
    for (const server of town.rocketchat.instances) {
      await server.killRuntime(app.id);
      await server.runtimeRestarted(app.id);
      await finishJob(town, 'windows');
    }
    expect(await ofBot(closed, '24-hour window ends in')).toEqual([]);
    expect(await ofBot(moved, '24-hour window ends in')).toEqual([]);
  });

  test('keeps what is written after its end, lists it, and lets it go when the customer writes', async () => {
    const chat = await chatSince(26 * HOUR, 2);
    await chat.agent.send(chat.room._id, 'One moment please');
    const notice = await chat.agent.waitForMessage(chat.room._id, /131047/);
    expect(wordsOf((notice.blocks ?? []) as UiBlock[])).toContain('send-template');
    await chat.agent.clickBlock(notice, 'message-hold');
    await setSetting(town, 'closed_window_policy', 'hold');
    for (const words of ['Never mind', 'Here is the answer']) {
      await chat.agent.send(chat.room._id, words);
    }
    await eventually('three notices', async () => {
      const kept = [
        ...(await ofBot(chat, 'is kept and goes out')),
        ...(await ofBot(chat, 'had this message kept')),
      ];
      return kept.length === 3;
    });
    await chat.agent.clickActionButton('customer-window', { roomId: chat.room._id });
    const listed = await bar(chat);
    expect(listed).toContain('*Closed* since');
    expect(listed).toContain('Kept until the customer writes: 3');
    const open = await chat.agent.waitForView(`customer-window:${chat.room._id}`);
    const discard = open.view.blocks
      .flatMap(({ elements = [] }) => elements as { actionId?: string; value?: string }[])
      .filter(({ actionId }) => actionId === 'held-discard')
      .map(({ value }) => value);
    const unwanted = (await roomMessages(town, chat.room._id)).find(({ msg }) => msg === 'Never mind');
    const value = discard.find((one) => one?.endsWith(unwanted!._id));
    await chat.agent.clickBlock(open, 'held-discard', value);
    await eventually('a shorter list', async () =>
      (await bar(chat)).includes('Kept until the customer writes: 2'),
    );
    chat.phone.send(chat.number, { kind: 'text', text: 'Hello again' });
    await chat.agent.waitForMessage(chat.room._id, 'You can send anything for the next 24 hours');
    await chat.phone.receives(({ preview }) => preview === 'Here is the answer');
    const received = chat.phone.inbox.map(({ preview }) => preview);
    expect(received).toEqual(['One moment please', 'Here is the answer']);
    await setSetting(town, 'closed_window_policy', 'notify');
  });

  test('leads from the bar to a template, for the customer of the room', async () => {
    const chat = await chatSince(26 * HOUR, 0);
    await chat.agent.clickActionButton('customer-window', { roomId: chat.room._id });
    const open = await chat.agent.waitForView(`customer-window:${chat.room._id}`);
    await chat.agent.clickBlock(open, 'send-template');
    await opened(chat.agent);
    await choose(chat.agent, 'hello (en)');
    await submit(chat.agent);
    await chat.phone.receives(({ preview }) => preview.includes('how can we help?'));
    await chat.agent.waitForMessage(chat.room._id, 'how can we help?');
  });

  test('brings what was kept in a room that was closed to whoever serves the customer then, who may send it', async () => {
    await setSetting(town, 'closed_window_policy', 'hold');
    const chat = await chatSince(26 * HOUR, 2);
    for (const words of ['The old answer', 'Another old answer', 'A third one']) {
      await chat.agent.send(chat.room._id, words);
    }
    await eventually('three notices', async () => (await ofBot(chat, 'is kept and goes out')).length === 3);
    await chat.agent.closeRoom(chat.room._id, 'Done');
    chat.phone.send(chat.number, { kind: 'text', text: 'Is anybody there?' });
    const next = await startedAgain(chat);
    await eventually('what was kept', async () => (await ofBot(next, 'It was not sent')).length === 3);
    const offers = await ofBot(next, 'It was not sent');
    expect(offers[0]?.msg).toMatch(/Kept (just now|\d+ min ago):\nThe old answer/);
    expect(chat.phone.inbox.map(({ preview }) => preview)).not.toContain('The old answer');
    const offer = await next.agent.message(offers[0]!._id);
    await next.agent.clickBlock(offer, 'message-retry');
    await next.agent.clickBlock(offer, 'message-retry').catch(() => undefined);
    await chat.phone.receives(({ preview }) => preview === 'The old answer');
    await quiet(town);
    const received = chat.phone.inbox.map(({ preview }) => preview);
    expect(received.filter((preview) => preview === 'The old answer')).toHaveLength(1);
    expect(received).not.toContain('Another old answer');
    await next.agent.clickActionButton('customer-window', { roomId: next.room._id });
    expect(await bar(next)).not.toContain('Kept until the customer writes');
    await setSetting(town, 'closed_window_policy', 'notify');
  });

  test('lets the bar forget all that is kept', async () => {
    await setSetting(town, 'closed_window_policy', 'hold');
    const chat = await chatSince(26 * HOUR, 2);
    for (const words of ['One', 'Two']) {
      await chat.agent.send(chat.room._id, words);
    }
    await eventually('two notices', async () => (await ofBot(chat, 'is kept and goes out')).length === 2);
    await chat.agent.clickActionButton('customer-window', { roomId: chat.room._id });
    const open = await chat.agent.waitForView(`customer-window:${chat.room._id}`);
    await chat.agent.clickBlock(open, 'held-discard-all');
    await eventually(
      'an empty list',
      async () => !(await bar(chat)).includes('Kept until the customer writes'),
    );
    await setSetting(town, 'closed_window_policy', 'notify');
  });

  /** The chat as it goes on in another room. */
  async function startedAgain(chat: Chat): Promise<Chat> {
    const room = await openRoomOf(town, chat.phone.record.name);
    return { ...chat, room, agent: await town.client(room.servedBy!.username) };
  }
});
