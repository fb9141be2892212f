import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { permissions } from '../../../simulator/rocketchat/workspace/permissions';
import type { Town } from '../../../simulator/town';
import { quiet } from '../support/actions';
import { eventually, setSetting, startChat, type Chat } from '../support/room';
import { leave, townWithApp } from '../support/town';

const DAY = 24 * 60 * 60_000;

interface Report {
  body: Record<string, unknown>;
  raw: string;
  headers: IncomingHttpHeaders;
}

/** An endpoint of the workspace's owner that takes statuses. */
class StatusEndpoint {
  readonly reports: Report[] = [];
  /** Requests that are refused before it takes any. */
  refusals = 0;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        const refused = this.refusals-- > 0;
        if (!refused) {
          this.reports.push({ raw, body: JSON.parse(raw) as Report['body'], headers: request.headers });
        }
        response.writeHead(refused ? 500 : 200).end();
      });
    }).listen(0, '127.0.0.1');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/statuses`;
  }

  of(words: string): unknown[] {
    return this.reports.filter(({ body }) => body.message === words).map(({ body }) => body.MessageStatus);
  }

  close(): void {
    this.server.close();
  }
}

describe('What becomes of a message', () => {
  let town: Town;
  let chat: Chat;
  const endpoint = new StatusEndpoint();

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    chat = await startChat(town);
  });

  afterAll(async () => {
    endpoint.close();
    await leave(town);
  });

  const send = (words: string) => chat.agent.send(chat.room._id, words);
  const arrived = (words: string) => chat.phone.inbox.filter(({ preview }) => preview === words);

  it("stands in the info of the message, with times on the reader's clock, id and price category", async () => {
    const { username } = chat.agent.me;
    await town.rocketchat.store.users.updateAsync({ username }, { $set: { utcOffset: 5.5 } });
    const message = await send('Tell me about it');
    await chat.phone.receives(({ preview }) => preview === 'Tell me about it');
    await chat.phone.read(chat.number);
    const info = async (): Promise<string> => {
      await chat.agent.clickActionButton('message-info', { message });
      return JSON.stringify((await chat.agent.waitForView('message-info')).view.blocks);
    };
    await eventually('that it was read', async () => (await info()).includes('Read: '));
    await quiet(town);
    const words = await info();
    for (const part of [
      'Sent: ',
      'Delivered: ',
      'Read: ',
      'Price category: answers to customers',
      'wamid.',
    ]) {
      expect(words).toContain(part);
    }
    expect(words).toMatch(/Read: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(UTC\+5:30\)/);
  });

  it('is retried while 360dialog is in trouble, and sent once', async () => {
    town.dialog360.faults.add({ kind: 'outage', mode: 'bad-gateway', path: '/messages', times: 1 });
    await send('Through trouble');
    await chat.phone.receives(({ preview }) => preview === 'Through trouble');
    expect(arrived('Through trouble')).toHaveLength(1);
  });

  it('is known from its status when the answer got lost, and not sent again', async () => {
    town.dialog360.faults.add({ kind: 'lost-response', path: '/messages', times: 1 });
    await send('Lost in between');
    await chat.phone.receives(({ preview }) => preview === 'Lost in between');
    await send('After it');
    await chat.phone.receives(({ preview }) => preview === 'After it');
    expect(arrived('Lost in between')).toHaveLength(1);
    const notices = (await chat.agent.history(chat.room._id)).filter(({ msg }) => msg.includes('not known'));
    expect(notices).toEqual([]);
  });

  it('is shown as unknown when the connection broke, and sent again on demand only', async () => {
    town.dialog360.faults.add({ kind: 'outage', mode: 'reset', path: '/messages', times: 1 });
    await send('Into the void');
    const notice = await chat.agent.waitForMessage(chat.room._id, 'It is not known whether');
    expect(arrived('Into the void')).toHaveLength(0);
    await chat.agent.clickBlock(notice, 'message-retry');
    await chat.phone.receives(({ preview }) => preview === 'Into the void');
    await chat.agent.waitForMessage(chat.room._id, 'had this message sent again');
  });

  it('is told in the setup room once when the number is in trouble, and when it works again', async () => {
    const admin = await town.client('admin');
    const setup = await admin.room('omnichannel-whatsapp-setup');
    const told = async (words: string) =>
      (await admin.history(setup._id)).filter(({ msg }) => msg.includes(words)).length;
    town.people.production.account = 'unpaid';
    await send('Unpaid 1');
    await send('Unpaid 2');
    await eventually('two notices in the room', async () => {
      const history = await chat.agent.history(chat.room._id);
      return history.filter(({ msg }) => msg.includes('missing a payment')).length === 2;
    });
    await eventually('a notice for the admins', async () => (await told('do not go out')) > 0);
    await quiet(town);
    expect(await told('do not go out')).toBe(1);
    town.people.production.account = 'active';
    await send('Paid');
    await eventually('the all-clear', async () => (await told('go out again')) === 1);
  });

  it('is reported to an endpoint, signed, in order and in spite of its failures', async () => {
    await setSetting(town, 'message_status_endpoint_url', endpoint.url);
    await setSetting(town, 'status_endpoint_secret', 'tea-secret');
    endpoint.refusals = 2;
    await send('Report me');
    await chat.phone.receives(({ preview }) => preview === 'Report me');
    await chat.phone.read(chat.number);
    await eventually('the last report', () => endpoint.of('Report me').includes('read'));
    // Where WhatsApp's word comes before the answer to the request, `queued` would be old.
    expect(endpoint.of('Report me').filter((reached, index) => index > 0 || reached !== 'queued')).toEqual([
      'sent',
      'delivered',
      'read',
    ]);
    const { body, raw, headers } = endpoint.reports.find((report) => report.body.message === 'Report me')!;
    expect(headers['x-hub-signature-256']).toBe(
      `sha256=${createHmac('sha256', 'tea-secret').update(raw).digest('hex')}`,
    );
    expect(body).toMatchObject({
      ...{ msId: body.msgId, mobileNo: chat.phone.record.waId },
      ...{ connectedWhatsAppNo: chat.number.replace('+', ''), type: 'Regular-Message' },
    });
    town.dialog360.faults.add({ kind: 'drop-status' });
    await send('Nothing is heard of me');
    await eventually('a report', () => endpoint.of('Nothing is heard of me').length > 0);
    expect(endpoint.of('Nothing is heard of me')).toEqual(['queued']);
    town.dialog360.faults.clear();
    await setSetting(town, 'message_status_endpoint_url', '');
  });

  it('shows as marks of the bot when the admin lets the bot into the rooms', async () => {
    const { 'view-livechat-rooms': usual = [] } = permissions;
    Object.assign(permissions, { 'view-livechat-rooms': [...usual, 'app'] });
    await setSetting(town, 'delivery_marks', 'all');
    const message = await send('Mark me');
    await eventually('a mark', async () => {
      const { reactions = {} } = await chat.agent.message(message._id);
      return Object.keys(reactions).join() === ':white_check_mark:';
    });
    await setSetting(town, 'delivery_marks', 'off');
    Object.assign(permissions, { 'view-livechat-rooms': usual });
  });

  it('is kept outside the 24-hour window, and goes out when the customer writes', async () => {
    await setSetting(town, 'closed_window_policy', 'hold');
    town.dialog360.advanceTime(DAY + 60_000);
    await send('Still there?');
    await chat.agent.waitForMessage(chat.room._id, 'is kept and goes out as soon as');
    chat.phone.send(chat.number, { kind: 'text', text: 'Yes, here' });
    await chat.phone.receives(
      ({ preview, at, statuses }) =>
        preview === 'Still there?' && statuses.some(({ status }) => status === 'delivered') && at > 0,
    );
    await setSetting(town, 'closed_window_policy', 'notify');
  });
});
