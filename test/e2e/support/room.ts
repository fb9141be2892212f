import type { ChatMessage } from '../../../simulator/dialog360/state/records';
import type { Phone } from '../../../simulator/dialog360/phones/phone';
import type { MessageDoc, RoomDoc } from '../../../simulator/rocketchat/documents';
import { DEFAULT_WAIT_MS, waitFor } from '../../../simulator/rocketchat/client/wait';
import type { WebClient } from '../../../simulator/rocketchat/client/webClient';
import type { Town } from '../../../simulator/town';
import app from '../../../app.json';
import { agentIn, openRoomOf } from './town';

/** A customer's chat and the room that stands for it, with the agent who serves it. */
export interface Chat {
  phone: Phone;
  room: RoomDoc;
  agent: WebClient;
  number: string;
}

/** Has a customer write, and waits until somebody serves the room. */
export async function startChat(town: Town, customer = 0): Promise<Chat> {
  const phone = town.people.customers[customer]!;
  const number = town.people.production.displayNumber;
  phone.send(number, { kind: 'text', text: 'Hello there' });
  const room = await openRoomOf(town, phone.record.name);
  const agent = await agentIn(town, room);
  await agent.waitForMessage(room._id, 'Hello there');
  return { phone, room, agent, number };
}

/** Changes a setting of the app, as its page does. */
export async function setSetting(town: Town, id: string, value: unknown): Promise<void> {
  const { manager } = town.rocketchat.instance;
  const known = manager.getOneById(app.id)?.getStorageItem().settings[id];
  if (!known) {
    throw new Error(`There is no setting ${id}.`);
  }
  await manager.getSettingsManager().updateAppSetting(app.id, { ...known, value });
}

/** Posts as a bot that serves rooms through an app of its own. */
export async function postAsBot(town: Town, room: RoomDoc, message: Partial<MessageDoc>): Promise<void> {
  const { messages, users } = town.rocketchat.instance.workspace;
  const bot = await users.byUsername('support.bot');
  await messages.send(bot!, message, room);
}

/** The content of what a customer gets, by its type on the wire. */
export async function receivedContent(
  phone: Phone,
  matches: (message: ChatMessage) => boolean,
  withinMs?: number,
): Promise<unknown> {
  return (await phone.receives(matches, withinMs)).content;
}

export async function eventually(
  what: string,
  holds: () => Promise<boolean> | boolean,
  timeoutMs = DEFAULT_WAIT_MS,
) {
  await waitFor(
    what,
    async () => (await holds()) || undefined,
    () => 'It did not come true',
    timeoutMs,
  );
}
