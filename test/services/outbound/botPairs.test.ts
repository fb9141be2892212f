import { BotPairs } from '../../../src/services/outbound/botPairs';
import type { RoomMessage } from '../../../src/services/outbound/message';

const bot = { name: 'Tea bot', username: 'tea.bot', automatic: true };
const options = [{ title: 'Yes', value: '/yes' }];

function message(overrides: Partial<RoomMessage>): RoomMessage {
  return {
    ...{ id: 'm1', roomId: 'room-1', numberId: 'n', contactId: 'c', text: '', files: [], writtenAt: 1 },
    ...{ author: bot, ...overrides },
  };
}

describe('BotPairs', () => {
  let passTime: () => void;
  let pairs: BotPairs;

  beforeEach(() => {
    const time = new Promise<void>((resolve) => (passTime = resolve));
    pairs = new BotPairs({ now: () => 0, sleep: () => time });
  });

  const text = message({ id: 'text', text: 'Sure?' });
  const buttons = message({ id: 'buttons', options, writtenAt: 2 });

  it("joins a bot's text with the buttons after it", async () => {
    const first = pairs.complete(text);
    await expect(pairs.complete(buttons)).resolves.toMatchObject({ id: 'buttons', text: 'Sure?', options });
    await expect(first).resolves.toBeUndefined();
  });

  it('joins them also when the host tells of the buttons first', async () => {
    const first = pairs.complete(buttons);
    await expect(pairs.complete(text)).resolves.toMatchObject({ id: 'buttons', text: 'Sure?', options });
    await expect(first).resolves.toBeUndefined();
  });

  it('lets a text go alone when nothing follows', async () => {
    const alone = pairs.complete(text);
    passTime();
    await expect(alone).resolves.toBe(text);
  });

  it('lets a text go when another one follows', async () => {
    const first = pairs.complete(text);
    void pairs.complete(message({ id: 'next', text: 'And?', writtenAt: 2 }));
    await expect(first).resolves.toBe(text);
  });

  it('does not keep what people write, nor what is complete', async () => {
    const person = message({ text: 'Hi', author: { ...bot, automatic: false } });
    await expect(pairs.complete(person)).resolves.toBe(person);
    const whole = message({ text: 'Sure?', options });
    await expect(pairs.complete(whole)).resolves.toBe(whole);
  });
});
