import app from '../../../app.json';
import type { OutgoingFile } from '../../../simulator/rocketchat/client/chatClient';
import { RestClient } from '../../../simulator/rocketchat/client/rest';
import type { WebClient } from '../../../simulator/rocketchat/client/webClient';
import type { RoomDoc } from '../../../simulator/rocketchat/documents';
import type { Town } from '../../../simulator/town';
import { quiet } from '../support/actions';
import { eventually, startChat } from '../support/room';
import { agentIn, leave, openRoomOf, townWithApp } from '../support/town';

/** Longer than any test: the app's jobs, which go on regardless of messages, stand still. */
const NO_JOBS = 60 * 60_000;
const WIDGET = '/api/v1/livechat';

/** A room of somebody who writes on the website, and the agent who serves it. */
interface WebsiteChat {
  room: RoomDoc;
  agent: WebClient;
  say(words: string): Promise<void>;
}

async function startWebsiteChat(town: Town): Promise<WebsiteChat> {
  const website = new RestClient(town.rocketchat.instance.url);
  const token = 'a-guest-of-the-website';
  await website.post(`${WIDGET}/visitor`, { visitor: { token, name: 'Guest of the website' } });
  const { room: opened } = await website.get<{ room: { _id: string } }>(`${WIDGET}/room`, { token });
  const say = async (words: string): Promise<void> => {
    await website.post(`${WIDGET}/message`, { token, rid: opened._id, msg: words });
  };
  await say('Is anybody there?');
  const room = await openRoomOf(town, 'Guest of the website');
  return { room, agent: await agentIn(town, room), say };
}

/** What the app does by the clock once WhatsApp messages have passed would count with what is measured here. */
async function restartApp(town: Town): Promise<void> {
  const { instance } = town.rocketchat;
  await instance.killRuntime(app.id);
  await eventually('the restart', async () => {
    await instance.runtimeRestarted(app.id);
    return instance.runtimePid(app.id) !== undefined;
  });
}

describe('Rooms that have nothing to do with WhatsApp', () => {
  let town: Town;
  let website: WebsiteChat;

  beforeAll(async () => {
    town = await townWithApp({ schedulerTick: NO_JOBS });
    await town.connect();
    await startChat(town);
    await quiet(town);
    await restartApp(town);
    website = await startWebsiteChat(town);
    await quiet(town);
  });

  afterAll(() => leave(town));

  const file: OutgoingFile = { name: 'menu.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF menu') };
  const meter = () => town.rocketchat.instance.bridgeCalls;
  const onAllPhones = () => town.people.customers.flatMap(({ inbox }) => inbox).length;

  /** Does something that posts so many messages, and makes sure that the app was asked about these and did nothing. */
  async function unnoticed(messages: number, post: () => Promise<void>): Promise<void> {
    const received = onAllPhones();
    meter().reset();
    await post();
    await eventually('the app to be asked', () => meter().received >= messages);
    await quiet(town);
    expect(Object.fromEntries(meter().toApp)).toEqual({ 'app:checkPostMessageSent': messages });
    expect(Object.fromEntries(meter().toHost)).toEqual({});
    expect(onAllPhones()).toBe(received);
  }

  async function postTextAndFile(writer: WebClient, rid: string): Promise<void> {
    await writer.send(rid, 'Lunch, anybody?');
    await writer.upload(rid, file, 'The menu');
    await writer.waitForMessage(rid, ({ file: posted }) => posted?.name === file.name);
  }

  it('cost nothing but a question in a direct message', async () => {
    const admin = await town.client('admin');
    const { _id } = await admin.directRoom('agent.ana');
    await unnoticed(2, () => postTextAndFile(admin, _id));
  });

  it('cost nothing but a question in a channel', async () => {
    const admin = await town.client('admin');
    const { _id } = await admin.room('general');
    await unnoticed(2, () => postTextAndFile(admin, _id));
  });

  it("cost nothing but a question in a conversation of the website's chat", async () => {
    await unnoticed(3, async () => {
      await postTextAndFile(website.agent, website.room._id);
      await website.say('Thank you');
    });
  });
});
