import { request } from 'node:http';

import type { Town } from '../../simulator/town';
import { leave, townWithApp } from './support/town';

interface Answer {
  status: number;
  body: string;
}

/** Posts as a stranger on the internet would, with any body. */
function post(url: string, body: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    outgoing.on('error', reject).end(body);
  });
}

describe('The webhook endpoint', () => {
  let town: Town;
  let path: string;
  let secret: string;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    const { url, headers } = town.people.production.webhook!;
    path = url.replace('https://chat.example.org', town.rocketchat.instance.url);
    secret = headers['X-Webhook-Secret']!;
  });

  afterAll(() => leave(town));

  function payload(phoneNumberId = town.people.production.phoneNumberId, value: object = {}): string {
    const message = {
      ...{ from: '4915123456789', id: 'wamid.FORGED', timestamp: '1795000000' },
      ...{ type: 'text', text: { body: 'A message that must not arrive' } },
    };
    return JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '4930901820', phone_number_id: phoneNumberId },
                contacts: [{ profile: { name: 'Mallory' }, wa_id: '4915123456789' }],
                messages: [message],
                ...value,
              },
            },
          ],
        },
      ],
    });
  }

  const json = { 'Content-Type': 'application/json' };
  const right = (): Record<string, string> => ({ ...json, 'X-Webhook-Secret': secret });

  it.each<[string, number, () => Promise<Answer>]>([
    ['no secret', 401, () => post(path, payload(), json)],
    ['a wrong secret', 401, () => post(path, payload(), { ...json, 'X-Webhook-Secret': 'f'.repeat(64) })],
    ['an unknown number id', 404, () => post(path.replace(/number=.*/, 'number=nobody'), payload(), right())],
    ['no number id', 404, () => post(path.replace(/\?.*/, ''), payload(), right())],
    ["another number's phone_number_id", 403, () => post(path, payload('999'), right())],
    [
      'a wrong private hash',
      404,
      () => post(path.replace(/private\/([^/]+)\/[^/]+\//, 'private/$1/0000/'), payload(), right()),
    ],
    ['malformed JSON', 400, () => post(path, payload().slice(0, -5), right())],
    ['JSON that is no webhook', 400, () => post(path, '{"hello":"world"}', right())],
    [
      'a body of another type',
      400,
      () => post(path, payload(), { ...right(), 'Content-Type': 'text/plain' }),
    ],
    [
      'a body of more than 100 kB',
      413,
      () => post(path, payload(undefined, { pad: 'x'.repeat(110_000) }), right()),
    ],
  ])('refuses %s with %i, and keeps nothing of it', async (_, status, send) => {
    expect((await send()).status).toBe(status);
    const records = JSON.stringify(await town.rocketchat.store.appPersistence.findAsync({}));
    expect(records).not.toMatch(/wamid\.FORGED|Mallory|hello\W+world/);
    expect(await town.rocketchat.store.rooms.countAsync({ t: 'l' })).toBe(0);
  });

  it('answers with the reason, and with nothing else', async () => {
    const { body } = await post(path, payload(), json);
    expect(JSON.parse(body)).toEqual({ error: 'The header X-Webhook-Secret is missing or wrong' });
  });

  it.each<[string, object]>([
    ['a field that is of no use here', { messages: undefined, history: [] }],
    [
      'a status of a message that was sent elsewhere',
      {
        messages: undefined,
        statuses: [{ id: 'wamid.ELSEWHERE', status: 'read', timestamp: '1795000000', recipient_id: '4915' }],
      },
    ],
    ['a message without an id', { messages: [{ type: 'text', text: { body: 'broken' } }] }],
  ])('answers %s with 200, since it is dropped on purpose', async (_, value) => {
    expect((await post(path, payload(undefined, value), right())).status).toBe(200);
    expect(await town.rocketchat.store.rooms.countAsync({ t: 'l' })).toBe(0);
  });

  it('asks for another delivery when the event could not be stored', async () => {
    const { appPersistence } = town.rocketchat.store;
    const insert = jest.spyOn(appPersistence, 'insertAsync').mockRejectedValue(new Error('the disk is full'));
    expect((await post(path, payload(), right())).status).toBe(500);
    insert.mockRestore();
    expect(await appPersistence.countAsync({ 'data.entry.key': 'wamid.FORGED' })).toBe(0);
  });
});
