import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { runInThisContext } from 'node:vm';

import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { Town } from '../../simulator/town';
import { rowsOf } from '../support/pages';
import { changeSetting, quiet, runJob } from './support/actions';
import { blocksOf, examplesOf, filledIn, run } from './support/documents';
import { agentIn, leave, openRoomOf, townWithApp, waitForCustomerMessages } from './support/town';

const { id: APP_ID } = jest.requireActual<{ id: string }>('../../app.json');
const TOKEN = 'a-long-random-text';
const SECRET = 'another-one';

interface Report {
  body: string;
  signature: string;
}

function isLike(documented: unknown, actual: unknown): boolean {
  return isDeepStrictEqual(filledIn(documented, actual), actual);
}

/** What a reader makes of the page's code. */
type Reader = (require: NodeJS.Require) => (body: string, signature: string, secret: string) => boolean;

/** The endpoint of a reader who follows the page for integrators. */
class Receiver {
  readonly reports: Report[] = [];
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      this.reports.push({ body, signature: String(request.headers['x-hub-signature-256']) });
      response.end();
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  stop(): void {
    this.server.close();
  }
}

describe('What the pages say that can be run', () => {
  let town: Town;
  let variables: Record<string, string>;
  const receiver = new Receiver();

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    await changeSetting(town, 'api_token', TOKEN);
    const { url } = town.rocketchat.instance;
    variables = { ROCKETCHAT: url, WHATSAPP: `${url}/api/apps/public/${APP_ID}`, API_TOKEN: TOKEN };
    const [mara] = town.people.customers;
    mara!.send(town.people.production.displayNumber, { kind: 'text', text: 'Hello' });
    const room = await openRoomOf(town, 'Mara Lindner');
    await waitForCustomerMessages(town, room._id, 1);
    await (await agentIn(town, room)).send(room._id, 'Good morning');
    await mara!.receives(({ preview }) => preview === 'Good morning');
    await runJob(town, 'check-numbers');
    await quiet(town);
  });

  afterAll(async () => {
    receiver.stop();
    await leave(town);
  });

  it.each(['docs/integrators.md', 'docs/monitoring.md'])(
    '%s: each command is answered as shown',
    async (page) => {
      const examples = examplesOf(page);
      expect(examples.length).toBeGreaterThan(1);
      for (const { heading, command, answer } of examples) {
        const actual = await run(command, variables);
        if (answer?.language === 'json') {
          const documented: unknown = JSON.parse(answer.code);
          const given = JSON.parse(actual) as Record<string, unknown>;
          expect({ heading, ...given }).toEqual({ heading, ...(filledIn(documented, given) as object) });
          variables = { ...variables, ...(typeof given.id === 'string' && { JOB: given.id }) };
        } else {
          expect(actual).not.toContain('"success":false');
          expect(actual.length).toBeGreaterThan(0);
        }
      }
    },
  );

  it('names metrics that there are', async () => {
    const metrics = await run(examplesOf('docs/monitoring.md').at(-1)!.command, variables);
    const named = rowsOf('docs/monitoring.md', 'Metrics').map(([name = '']) => name.replaceAll('`', ''));
    expect(named.filter((name) => !metrics.includes(`# TYPE ${name} gauge`))).toEqual([]);
    expect(named.length).toBeGreaterThan(3);
  });

  it('sends the status callback as shown, signed so that the code of the page takes it for genuine', async () => {
    await changeSetting(town, 'message_status_endpoint_url', await receiver.start());
    await changeSetting(town, 'status_endpoint_secret', SECRET);
    const room = await openRoomOf(town, 'Mara Lindner');
    await (await agentIn(town, room)).send(room._id, 'How can we help?');
    const blocks = blocksOf('docs/integrators.md').filter(({ heading }) => heading === 'Status callback');
    const documented: unknown = JSON.parse(blocks.find(({ language }) => language === 'json')!.code);
    const report = await waitFor(
      'the report of the page',
      () => receiver.reports.find(({ body }) => isLike(documented, JSON.parse(body))),
      () => receiver.reports.map(({ body }) => body).join('\n'),
    );
    const { code } = blocks.find(({ language }) => language === 'js')!;
    const reader = runInThisContext(`(require) => { ${code}; return isGenuine; }`) as Reader;
    const isGenuine = reader(require);
    expect(isGenuine(report.body, report.signature, SECRET)).toBe(true);
    expect(isGenuine(`${report.body} `, report.signature, SECRET)).toBe(false);
    expect(isGenuine(report.body, report.signature, 'guessed')).toBe(false);
  });
});
