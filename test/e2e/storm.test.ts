import type { MessageDoc } from '../../simulator/rocketchat/documents';
import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { Town } from '../../simulator/town';
import { quiet } from './support/actions';
import { acquainted } from './support/servers';
import { leave, townWithApp } from './support/town';
import { Webhooks, type PostedText } from '../../simulator/webhooks';

const { id: APP_ID } = jest.requireActual<{ id: string }>('../../app.json');
const CONTACTS = 200;
const MESSAGES_EACH = 10;
const ALL = CONTACTS * MESSAGES_EACH;
/** How far a message may get ahead of, or behind, its place. */
const SHUFFLED_BY = 3;
/** Webhooks under way at once, as with 360dialog. */
const AT_ONCE = 40;
/** A killed server's messages are taken over when their lease has run out; a slow machine has thousands to handle. */
const RECOVERY_TIME = 600_000;

interface Sent extends PostedText {
  contact: number;
  /** When its first delivery began, and when one was answered with 200 first. */
  begunAt?: number;
  acceptedAt?: number;
}

/** The same numbers on every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

describe('A storm of webhooks over two servers, one of which dies in the middle', () => {
  const roll = dice(20_261_120);
  let town: Town;
  let webhooks: Webhooks;

  beforeAll(async () => {
    town = await townWithApp({ instances: 2 });
    await town.connect();
    webhooks = new Webhooks(town);
    await meet();
  });

  afterAll(() => leave(town));

  /** Each server has been at work once, and knows of the other. */
  async function meet(): Promise<void> {
    for (const server of [0, 1]) {
      await webhooks.post(server, {
        wamid: `wamid.HELLO${server}`,
        from: '4915100000000',
        name: 'Early Bird',
        timestamp: 1_795_000_000 + server,
        text: `Hello ${server}`,
      });
    }
    await acquainted(town);
  }

  /** What a customer writes, one message a second, in the shuffled order in which the webhooks come. */
  function talk(contact: number): Sent[] {
    const messages = Array.from({ length: MESSAGES_EACH }, (_, turn): Sent => ({
      contact,
      wamid: `wamid.C${contact}M${turn}`,
      from: `49151${String(10_000_000 + contact)}`,
      name: `Customer ${contact}`,
      timestamp: 1_795_100_000 + turn,
      text: `${contact}/${turn}`,
    }));
    return messages
      .map((message, turn) => ({ message, place: turn + roll(SHUFFLED_BY + 1) }))
      .sort((a, b) => a.place - b.place)
      .map(({ message }) => message);
  }

  /** All deliveries, each message one to three times; a customer's stay in their order, customers mix. */
  function deliveries(): Sent[] {
    const lines = Array.from({ length: CONTACTS }, (_, contact) =>
      talk(contact).flatMap((message) => Array.from({ length: 1 + roll(3) }, () => message)),
    );
    const mixed: Sent[] = [];
    for (let left = lines; left.length > 0; left = left.filter((line) => line.length > 0)) {
      mixed.push(left[roll(left.length)]!.shift()!);
    }
    return mixed;
  }

  /** As 360dialog does: again until it is answered with 200. */
  async function deliver(message: Sent): Promise<void> {
    message.begunAt ??= Date.now();
    for (;;) {
      if ((await webhooks.post(roll(2), message)) === 200) {
        message.acceptedAt ??= Date.now();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async function posted(): Promise<MessageDoc[]> {
    return town.rocketchat.store.messages.findAsync({ t: { $exists: false }, msg: /^\d+\/\d+$/ });
  }

  it(
    'makes exactly one message of each in one room a contact, in the order in which they came',
    async () => {
      const queue = deliveries();
      const sent = new Map(queue.map((message) => [message.text, message]));
      const count = queue.length;
      const killAt = Math.floor(count / 2);
      const worker = async (): Promise<void> => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          if (queue.length === killAt) {
            void town.rocketchat.instances[1]!.killRuntime(APP_ID);
          }
          await deliver(next);
        }
      };
      const started = Date.now();
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      const answered = Date.now();
      await waitFor(
        `${ALL} messages`,
        async () => ((await posted()).length >= ALL ? true : undefined),
        async () => `There were ${(await posted()).length}`,
        RECOVERY_TIME,
      );
      const done = Date.now();
      await quiet(town);

      const messages = await posted();
      const rooms = await town.rocketchat.store.rooms.findAsync({ t: 'l', fname: /^Customer / });
      const { pairs, swapped } = orderOf(messages, sent);
      process.stdout.write(
        `${count} webhooks in ${answered - started} ms, the last message after ${done - started} ms: ` +
          `${messages.length} messages of ${new Set(messages.map(({ msg }) => msg)).size} texts, ` +
          `${rooms.length} rooms, ${swapped.length} of ${pairs} pairs that came in order are swapped\n`,
      );
      expect(messages).toHaveLength(ALL);
      expect(new Set(messages.map(({ msg }) => msg)).size).toBe(ALL);
      expect(rooms).toHaveLength(CONTACTS);
      expect(new Set(messages.map(({ rid, msg }) => `${rid} ${msg.split('/')[0]}`)).size).toBe(CONTACTS);
      expect(swapped).toEqual([]);
    },
    2 * RECOVERY_TIME,
  );

  /** Of two messages of a contact, the earlier of which was accepted before the later one was first sent. */
  function orderOf(messages: MessageDoc[], sent: Map<string, Sent>): { pairs: number; swapped: string[] } {
    const times = new Map(messages.map(({ msg, ts }) => [msg, ts.getTime()]));
    const swapped: string[] = [];
    let pairs = 0;
    for (const later of sent.values()) {
      for (const earlier of sent.values()) {
        const inOrder =
          earlier.contact === later.contact &&
          earlier.timestamp < later.timestamp &&
          earlier.acceptedAt! < later.begunAt!;
        if (inOrder) {
          pairs++;
          if (times.get(earlier.text)! > times.get(later.text)!) {
            swapped.push(`${later.text} before ${earlier.text}`);
          }
        }
      }
    }
    return { pairs, swapped };
  }
});
