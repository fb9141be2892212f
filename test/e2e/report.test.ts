import app from '../../app.json';
import type { Town } from '../../simulator/town';
import { CHART } from '../../src/services/report/chart';
import { parseCsv } from '../support/csv';
import { readPng } from '../support/png';
import { quiet } from './support/actions';
import { eventually, setSetting, startChat } from './support/room';
import { leave, townWithApp } from './support/town';

const TOKEN = 'a-long-random-token-of-a-test';
const SETUP_ROOM = 'omnichannel-whatsapp-setup';

describe('/whatsapp report', () => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
  });

  afterAll(() => leave(town));

  /** The bytes of the files that stand in the setup room, by how their names end. */
  async function files(ending: string): Promise<Buffer[]> {
    const admin = await town.client('admin');
    const { _id: rid } = await admin.room(SETUP_ROOM);
    const uploads = await town.rocketchat.store.uploads.findAsync({
      rid,
      name: new RegExp(`^whatsapp-.*\\.${ending}$`),
    });
    return uploads.map(({ bytes }) => Buffer.from(bytes, 'base64'));
  }

  async function sendTemplate(waId: string): Promise<void> {
    await setSetting(town, 'api_token', TOKEN);
    const url = `${town.rocketchat.instance.url}/api/apps/public/${app.id}/templateMessage`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ phoneNumbers: [waId], template: { name: 'hello', language: { code: 'en' } } }),
    });
    expect(answer.status).toBe(200);
  }

  test('posts words, a chart and a table of what happened', async () => {
    const chat = await startChat(town, 0);
    await chat.agent.send(chat.room._id, 'How can we help?');
    await chat.phone.receives(({ preview }) => preview === 'How can we help?');
    await chat.phone.read(chat.number);
    // Refused at the request, and after it was accepted.
    town.dialog360.faults.add({ kind: 'graph-error', code: 131009, text: 'Refused', times: 1 });
    town.dialog360.faults.add({ kind: 'status-failure', code: 131026, times: 1 });
    for (const [words, code] of Object.entries({ Refused: 131009, Undeliverable: 131026 })) {
      await chat.agent.send(chat.room._id, words);
      await chat.agent.waitForMessage(chat.room._id, `${code}`);
    }
    await sendTemplate(chat.phone.record.waId);
    await chat.phone.receives(({ preview }) => preview.includes('how can we help'));
    await quiet(town);
    const manager = await town.client('maria.manager');
    const general = await manager.room('general');
    await manager.runCommand(general._id, '/whatsapp report 3');
    await manager.waitForNotice('The report is in the room');
    const setup = await manager.waitForRoom(({ name }) => name === SETUP_ROOM);
    const { msg } = await manager.waitForMessage(setup._id, /WhatsApp from/);
    expect(msg).toContain('Received: 1');
    expect(msg).toContain('Sent: 3; 67 % delivered, 33 % read');
    expect(msg).toContain('Failed: 2 of 4 (50 %); 1 were refused at once, 1 failed after they were sent');
    expect(msg).toContain('Templates sent: 1');
    expect(msg).toContain('1 × utility, charged; 1 of them templates');
    expect(msg).toContain('First answers: 1;');
    expect(msg).toContain('1 × answers to customers, free, within the 24-hour window');
    const [png] = await files('png');
    const { width, height } = readPng(png!);
    expect({ width, height }).toEqual(CHART);
    const [csv] = await files('csv');
    const [head, ...lines] = parseCsv(csv!.toString());
    expect(head).toEqual(['Day (UTC)', 'Number', 'Measure', 'Kind', 'Value']);
    const days = new Set(lines.map(([day]) => day));
    expect(days.size).toBe(3);
    const received = lines
      .filter(([, , measure]) => measure === 'Received')
      .map(([, , , , value]) => Number(value));
    const measure = (name: string) =>
      lines.filter(([, , measured]) => measured === name).map(([, , , kind, value]) => [kind, value]);
    expect(measure('Refused at once')).toContainEqual(['', '1']);
    expect(measure('Templates by price category and billing')).toEqual([['utility / regular', '1']]);
    expect(received.reduce((sum, value) => sum + value, 0)).toBe(1);
    expect(lines.every(([, number]) => number === `'${chat.number.replace(/^\+?/, '+')}`)).toBe(true);
  });

  test('says what is wrong with a number of days, and is for managers alone', async () => {
    const admin = await town.client('admin');
    const general = await admin.room('general');
    for (const days of ['0', '31', 'week', '-1']) {
      const before = admin.notices.length;
      await admin.runCommand(general._id, `/whatsapp report ${days}`);
      await eventually(`an answer to ${days}`, () => admin.notices.length > before);
      expect(admin.notices.at(-1)?.msg).toContain('a number of days from 1 to 30');
    }
    const agent = await town.client('agent.ana');
    await agent.runCommand(general._id, '/whatsapp report');
    await agent.waitForNotice('Only admins and livechat managers');
    expect(await files('png')).toHaveLength(1);
  });

  test('goes without its files where the workspace takes none, and says so', async () => {
    const { settings } = town.rocketchat.instance.workspace;
    await settings.set('FileUpload_Enabled', false);
    const admin = await town.client('admin');
    const general = await admin.room('general');
    await admin.runCommand(general._id, '/whatsapp report 1');
    await admin.waitForNotice('without its chart and table');
    await settings.set('FileUpload_Enabled', true);
  });
});
