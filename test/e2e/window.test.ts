import type { UiBlock } from '../../simulator/rocketchat/client/blocks';
import type { MessageDoc } from '../../simulator/rocketchat/documents';
import type { Town } from '../../simulator/town';
import app from '../../app.json';
import { finishJob, roomMessages } from './support/actions';
import { eventually, setSetting, startChat, type Chat } from './support/room';
import { leave, townWithApp } from './support/town';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('The 24-hour window', () => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
  }, 60_000);

  afterAll(() => leave(town));

  /**
   * The customer's message of some time ago reaches the app only now, as webhooks do that had to be repeated: what it
   * says of its time is what windows are reckoned by.
   */
  async function chatSince(milliseconds: number, customer: number): Promise<Chat> {
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
  }, 45_000);

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
    await town.rocketchat.instance.killRuntime(app.id);
    await town.rocketchat.instance.runtimeRestarted(app.id);
    await finishJob(town, 'windows');
    expect(await ofBot(chat, '24-hour window ends in')).toHaveLength(1);
  }, 60_000);

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
    await chat.phone.receives(({ preview }) => preview === 'Here is the answer', 45_000);
    const received = chat.phone.inbox.map(({ preview }) => preview);
    expect(received).toEqual(['One moment please', 'Here is the answer']);
    await setSetting(town, 'closed_window_policy', 'notify');
  }, 90_000);
});
