import app from '../../../app.json';
import type { MessageDoc } from '../../../simulator/rocketchat/documents';
import type { Town } from '../../../simulator/town';
import { eventually, postAsBot, receivedContent, setSetting, startChat, type Chat } from '../support/room';
import { leave, townWithApp } from '../support/town';

function button(title: string, value: string, actionId = `a-${value}`) {
  return { type: 'button', actionId, value, text: { type: 'plain_text', text: title } };
}

/** As Dialogflow's app asks. */
function question(words: string, elements: object[]): MessageDoc['blocks'] {
  return [
    { type: 'section', text: { type: 'mrkdwn', text: words } },
    { type: 'actions', elements },
  ];
}

/** The customer taps, and the bot is told the value in the name of the customer. */
async function tapped({ agent, number, phone, room }: Chat, title: string, told: string): Promise<void> {
  phone.send(number, { kind: 'tap', title });
  await agent.waitForMessage(room._id, ({ msg, token }) => msg === told && token !== undefined);
}

describe('What happens in a room reaches WhatsApp', () => {
  let town: Town;
  let chat: Chat;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    chat = await startChat(town);
  });

  afterAll(() => leave(town));

  const send = (words: string, options?: Parameters<Chat['agent']['send']>[2]) =>
    chat.agent.send(chat.room._id, words, options);
  const received = (preview: string) => chat.phone.receives((message) => message.preview === preview);
  /** The wamid of what the customer wrote. */
  const theirs = () => chat.phone.chat(chat.number).find(({ direction }) => direction === 'inbound')!.wamid;
  const own = (wamid: string) => chat.phone.chat(chat.number).find((message) => message.wamid === wamid)!;

  it("quotes the customer's message that an agent quotes, without the link", async () => {
    const [question] = (await chat.agent.history(chat.room._id)).filter(({ msg }) => msg === 'Hello there');
    await send('An answer (with brackets)', { quote: question });
    expect((await received('An answer (with brackets)')).quoted).toBe(theirs());
  });

  it("quotes the agent's own message, and the message that began a thread", async () => {
    const first = await send('The first');
    const { wamid } = await received('The first');
    await send('To the first', { quote: first });
    expect((await received('To the first')).quoted).toBe(wamid);
    await send('In its thread', { thread: first._id });
    expect((await received('In its thread')).quoted).toBe(wamid);
  });

  it('sets, changes and takes back reactions, whichever agent they are of', async () => {
    const [question] = (await chat.agent.history(chat.room._id)).filter(({ msg }) => msg === 'Hello there');
    const shows = (emoji: string | undefined) =>
      eventually(`the reaction ${emoji}`, () => own(theirs()).reactions.business === emoji);
    await chat.agent.react(question!, ':thumbsup:');
    await shows('👍');
    const manager = await town.client('maria.manager');
    await manager.react(question!, ':heart:');
    await shows('❤️');
    await manager.react(question!, ':heart:');
    await shows('👍');
    await chat.agent.react(question!, ':thumbsup:');
    await shows(undefined);
  });

  it('tells once that an edit does not reach the customer, and sends the correction on demand', async () => {
    const message = await send('Open untill six');
    const { wamid } = await received('Open untill six');
    await chat.agent.edit(message, 'Open until six');
    const notice = await chat.agent.waitForMessage(chat.room._id, 'WhatsApp cannot change what was sent');
    await chat.agent.edit(message, 'Open until seven');
    await chat.agent.clickBlock(notice, 'message-correct');
    expect((await received('Open until seven')).quoted).toBe(wamid);
    await chat.agent.waitForMessage(chat.room._id, 'had the changed text sent');
    const notices = (await chat.agent.history(chat.room._id)).filter(({ msg }) =>
      msg.includes('cannot change'),
    );
    expect(notices).toHaveLength(0);
  });

  it('sends what was changed before it went out as it is by then, and nothing that was deleted', async () => {
    const { faults } = town.dialog360;
    const trouble = faults.add({ kind: 'outage', mode: 'bad-gateway', path: '/messages', times: 1_000 });
    const changed = await send('Open at nin');
    await eventually('a refusal', () => faults.list().some(({ times }) => times! < 1_000));
    const deleted = await send('Never mind');
    await chat.agent.edit(changed, 'Open at nine');
    await (await town.client('admin')).delete(deleted);
    faults.remove(trouble);
    await chat.phone.receives(({ preview }) => preview === 'Open at nine');
    await chat.agent.waitForMessage(chat.room._id, 'was deleted before it was sent');
    const previews = chat.phone.chat(chat.number).map(({ preview }) => preview);
    expect(previews).not.toContain('Open at nin');
    expect(previews).not.toContain('Never mind');
    const notices = (await chat.agent.history(chat.room._id)).filter(({ msg }) =>
      msg.includes('WhatsApp cannot'),
    );
    expect(notices).toHaveLength(0);
  });

  it('tells that a deleted message stays with the customer', async () => {
    const message = await send('A slip');
    await received('A slip');
    const admin = await town.client('admin');
    await admin.delete(message);
    await chat.agent.waitForMessage(chat.room._id, 'WhatsApp cannot take back what was sent');
  });

  it("names the agent in front of a text and of a file's caption", async () => {
    await setSetting(town, 'agents_display_info', 'name');
    const { name } = chat.agent.me;
    await send('With my name');
    await received(`[${name}] - With my name`);
    const file = { name: 'a.txt', type: 'text/plain', bytes: Buffer.from('a') };
    await chat.agent.upload(chat.room._id, file, 'A file');
    await expect(receivedContent(chat.phone, ({ type }) => type === 'document')).resolves.toMatchObject({
      caption: `[${name}] - A file`,
    });
    await setSetting(town, 'agents_display_info', 'none');
  });

  it('uploads the same file once', async () => {
    const file = { name: 'prices.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF prices') };
    await chat.agent.upload(chat.room._id, file, 'Once');
    const first = await chat.phone.receives(({ preview }) => preview.includes('Once'));
    await chat.agent.upload(chat.room._id, file, 'Twice');
    const second = await chat.phone.receives(({ preview }) => preview.includes('Twice'));
    expect(second.mediaId).toBe(first.mediaId);
  });

  it("turns a bot's options into buttons, and posts the value of the tapped one", async () => {
    await postAsBot(town, chat.room, {
      blocks: question('Which tea?', [button('Sencha', '/sencha'), button('Assam', '/assam')]),
    });
    await chat.phone.receives(({ preview }) => preview.includes('Which tea?'));
    await tapped(chat, 'Assam', '/assam');
  });

  it('turns more options than buttons into a list, and posts the value of the tapped row', async () => {
    const cakes = ['Apple', 'Plum', 'Poppy', 'Cheese'].map((name) => button(name, `/cake ${name}`));
    await postAsBot(town, chat.room, { blocks: question('Which cake?', cakes) });
    await expect(
      receivedContent(chat.phone, ({ preview }) => preview.includes('Which cake?')),
    ).resolves.toMatchObject({ type: 'list', action: { button: 'Show Options' } });
    await tapped(chat, 'Poppy', '/cake Poppy');
    await tapped(chat, 'Apple', '/cake Apple');
  });

  it("joins an older bot's text and buttons, and understands a typed number", async () => {
    const titles = Array.from({ length: 11 }, (_, index) => `Tea ${index + 1}`);
    const elements = titles.map((title) => button(title, `order ${title}`));
    await postAsBot(town, chat.room, { msg: 'We have these:' });
    await postAsBot(town, chat.room, { blocks: [{ type: 'actions', elements }] });
    await chat.phone.receives(({ preview }) => preview.startsWith('We have these:\n1. Tea 1\n2. Tea 2'));
    chat.phone.send(chat.number, { kind: 'text', text: '11' });
    await chat.agent.waitForMessage(chat.room._id, 'order Tea 11');
  });

  it('shows that the messages were read when an agent answers, if the admin wants it', async () => {
    await setSetting(town, 'read_receipts', 'reply');
    chat.phone.send(chat.number, { kind: 'text', text: 'Read me' });
    await chat.agent.waitForMessage(chat.room._id, 'Read me');
    await send('I have');
    await received('I have');
    await eventually('a blue tick', () =>
      chat.phone
        .chat(chat.number)
        .some(
          ({ preview, statuses }) =>
            preview === 'Read me' && statuses.some(({ status }) => status === 'read'),
        ),
    );
  });

  it('shows it also when the app was started anew meanwhile', async () => {
    chat.phone.send(chat.number, { kind: 'text', text: 'Before the start' });
    await chat.agent.waitForMessage(chat.room._id, 'Before the start');
    const { instance } = town.rocketchat;
    await instance.killRuntime(app.id);
    await eventually('the restart', async () => {
      await instance.runtimeRestarted(app.id);
      return instance.runtimePid(app.id) !== undefined;
    });
    await send('And now?');
    await eventually('a blue tick', () =>
      chat.phone
        .chat(chat.number)
        .some(
          ({ preview, statuses }) =>
            preview === 'Before the start' && statuses.some(({ status }) => status === 'read'),
        ),
    );
  });
});
