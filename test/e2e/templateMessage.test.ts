import app from '../../app.json';
import type { Town } from '../../simulator/town';
import { waitFor } from '../../simulator/rocketchat/client/wait';
import { quiet } from './support/actions';
import { eventually, setSetting } from './support/room';
import {
  customerMessages,
  leave,
  openRoomOf,
  roomsOf,
  townWithApp,
  waitForCustomerMessages,
} from './support/town';

const TOKEN = 'a-long-random-token-of-a-test';

describe("Rocket.Chat's own templateMessage requests", () => {
  let town: Town;
  let url: string;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    await setSetting(town, 'api_token', TOKEN);
    url = `${town.rocketchat.instance.url}/api/apps/public/${app.id}/templateMessage`;
    town.dialog360.templates.create(
      town.people.production,
      {
        name: 'delivery_status',
        language: 'en',
        category: 'UTILITY',
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
          { type: 'BODY', text: 'Dear {{1}}, your tea comes on {{2}}.' },
          { type: 'FOOTER', text: 'Teehaus Morgenrot' },
        ],
      },
      'APPROVED',
    );
  });

  afterAll(() => leave(town));

  async function post(
    body: object,
    headers: Record<string, string> = { Authorization: `Bearer ${TOKEN}` },
  ): Promise<{ status: number; answer: unknown }> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: await response.json() };
  }

  const documented = () => ({
    phoneNumbers: ['+4915123456789'],
    connectedWhatsAppNo: '+4930901820',
    template: {
      namespace: 'c8ae5f90_307a_ca4c_b8f6_d1e2a2573574',
      name: 'delivery_status',
      language: { code: 'en', policy: 'deterministic' },
      components: [
        { type: 'header', parameters: [{ type: 'text', text: '4711' }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Mara' },
            { type: 'text', text: 'Monday' },
          ],
        },
        { type: 'footer', parameters: [] },
      ],
    },
  });

  const received = (customer: number): string[] =>
    town.people.customers[customer]!.chat(town.people.production.displayNumber).map(({ preview }) => preview);

  it('are refused without the Authorization header, which is all that is new', async () => {
    const { status } = await post(documented(), {});
    expect(status).toBe(401);
  });

  it('send the template, and answer as documented', async () => {
    expect(await post(documented())).toEqual({ status: 200, answer: { success: true } });
    await eventually('the template', () =>
      received(0).some((preview) => preview.includes('Dear Mara, your tea comes on Monday.')),
    );
  });

  it('list contacts that cannot be, in digits', async () => {
    const phoneNumbers = ['+49 151 23456789', '+12 345', 'nobody'];
    expect(await post({ ...documented(), phoneNumbers })).toEqual({
      status: 200,
      answer: { success: true, invalidContacts: ['12345', 'nobody'] },
    });
  });

  it('lead the answer to the agent whom they name', async () => {
    const [, phone] = town.people.customers;
    const body = { ...documented(), phoneNumbers: [phone!.record.waId], targetAgent: 'agent.ben' };
    expect(await post(body)).toEqual({ status: 200, answer: { success: true } });
    await eventually('the template', () => received(1).length > 0);
    phone!.send(town.people.production.displayNumber, { kind: 'text', text: 'Thank you' });
    const room = await openRoomOf(town, phone!.record.name);
    expect(room.servedBy?.username).toBe('agent.ben');
    const ben = await town.client('agent.ben');
    await ben.waitForMessage(room._id, 'your tea comes on Monday');
  });

  it('go out to somebody in whose room nobody may write, as the plan has no more active contacts', async () => {
    const [, , phone] = town.people.customers;
    const { contactLimit } = town.rocketchat.instance.workspace.livechat;
    contactLimit.isReached = true;
    phone!.send(town.people.production.displayNumber, { kind: 'text', text: 'Am I one too many?' });
    const room = await waitFor(
      'a room that waits',
      async () => (await roomsOf(town, phone!.record.name)).find(({ open }) => open),
      () => 'There was none',
    );
    expect(await waitForCustomerMessages(town, room._id, 1)).toEqual(['Am I one too many?']);
    const agent = await town.client('agent.ana');
    await expect(agent.takeInquiry(room._id)).rejects.toThrow('error-mac-limit-reached');
    const body = { ...documented(), phoneNumbers: [phone!.record.waId] };
    expect(await post(body)).toEqual({ status: 200, answer: { success: true } });
    await eventually('the template', () => received(2).length > 0);
    contactLimit.isReached = false;
    expect(await customerMessages(town, room._id)).toEqual(['Am I one too many?']);
    await agent.takeInquiry(room._id);
    await agent.send(room._id, 'Not any more');
    await phone!.receives(({ preview }) => preview === 'Not any more');
  });

  const notRegistered =
    'Error! Connected WhatsApp Number (connectedWhatsAppNo) i.e. 565412001234 has not been registered yet on Rocket.Chat. Please goto #omnichannel-whatsapp-setup channel and connect this WhatsApp number first there before sending this request again.';
  const errors: { what: string; body: object; error: string }[] = [
    {
      what: 'too many recipients',
      body: { phoneNumbers: Array.from({ length: 251 }, (_, index) => `+4915100000${100 + index}`) },
      error: 'Too many phone numbers! Please make sure that phoneNumbers are <= 250',
    },
    {
      what: 'an agent who is not there',
      body: { targetAgent: 'abc98' },
      error: 'No Agent found with username abc98',
    },
    {
      what: 'a department that is not there',
      body: { targetDepartment: 'SalesDepartment' },
      error: 'No Department found with id/Name SalesDepartment',
    },
    {
      what: 'a number of ours that is not connected',
      body: { connectedWhatsAppNo: '+565412001234' },
      error: notRegistered,
    },
    {
      what: 'a number of ours that is none',
      body: { connectedWhatsAppNo: '+56 54' },
      error:
        'Connected WhatsApp Number (connectedWhatsAppNo) i.e. 5654 is not a valid WhatsApp contact. Contact Status is invalid',
    },
  ];

  it.each(errors)('tell of $what in the documented words', async ({ body, error }) => {
    expect(await post({ ...documented(), ...body })).toEqual({
      status: 400,
      answer: { success: false, error },
    });
  });

  it('tell of everything else as an error while processing', async () => {
    const template = { ...documented().template, name: 'no_such_template' };
    const { status, answer } = await post({ ...documented(), template });
    expect(status).toBe(500);
    expect(answer).toEqual({
      success: false,
      error:
        'Error occurred while processing request. Details: There is no template no_such_template in the language en.',
    });
  });

  it('report statuses as of template messages', async () => {
    await quiet(town);
    const statuses: unknown[] = [];
    town.rocketchat.instance.internet.register('crm.example.org', await listener(statuses));
    await setSetting(town, 'message_status_endpoint_url', 'https://crm.example.org/statuses');
    await setSetting(town, 'filter_message_status', 'Template_Messages');
    await post(documented());
    await eventually('a report', () => statuses.length > 0);
    expect(statuses[0]).toMatchObject({
      type: 'Template-Message',
      mobileNo: '4915123456789',
      connectedWhatsAppNo: '4930901820',
    });
  });

  async function listener(bodies: unknown[]): Promise<number> {
    const { createServer } = await import('node:http');
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        bodies.push(JSON.parse(body));
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    return (server.address() as { port: number }).port;
  }

  const closing: (() => void)[] = [];
  afterAll(() => closing.forEach((close) => close()));
});
