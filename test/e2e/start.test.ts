import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort, isAlive, Program } from './support/program';

const START = 'simulator/start.ts';

describe('npm start', () => {
  let folder: string;
  let ports: { workspace: number; dialog360: number };
  const running: Program[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'town-'));
    ports = { workspace: await freePort(), dialog360: await freePort() };
  });
  afterAll(async () => {
    await Promise.all(running.map((program) => program.kill()));
    await rm(folder, { recursive: true });
  });

  function start(options: { port?: number; dialog360Port?: number; data?: string } = {}): Program {
    const { port = ports.workspace, dialog360Port = ports.dialog360, data = folder } = options;
    const args = ['--port', String(port), '--dialog360-port', String(dialog360Port), '--data', data];
    const program = Program.run(START, args);
    running.push(program);
    return program;
  }

  /** How often the customer has said something in all the rooms, as the workspace tells it. */
  async function timesSaid(text: string): Promise<number> {
    const url = `http://127.0.0.1:${ports.workspace}/sim/v1/data/messages?msg=${encodeURIComponent(text)}`;
    const { documents } = (await (await fetch(url)).json()) as { documents: { token?: string }[] };
    return documents.filter(({ token }) => token !== undefined).length;
  }

  test('plays a conversation, says what can be done now, and ends with all its processes on Ctrl-C', async () => {
    const town = start();
    await town.prints('Ctrl-C ends everything');
    for (const line of [
      'connecting a number through the setup bot and its form',
      'Mara Lindner (WhatsApp)      →  Good morning! Do you have *Sencha* again?',
      'in Rocket.Chat: Mara Lindner: Good morning! Do you have *Sencha* again?',
      'on the phone:   Good morning Mara, yes: fresh from *this* spring.  ✓✓',
      'on the phone:   [document] prices.pdf Exactly. All our prices are in here.  ✓✓ read',
      'Ready.',
      `http://127.0.0.1:${ports.workspace}`,
    ]) {
      expect(town.printed).toContain(line);
    }
    expect(await timesSaid('Good morning! Do you have *Sencha* again?')).toBe(1);
    const processes = town.processes();
    expect(processes.length).toBeGreaterThan(2);
    expect(await town.interrupt()).toBe(0);
    expect(processes.filter(isAlive)).toEqual([]);
  });

  test('a second time keeps the number and what was said, and says so when a port is taken', async () => {
    const town = start();
    await town.prints('Ctrl-C ends everything');
    expect(town.printed).toContain('the number is still connected from an earlier start');
    expect(town.printed).not.toContain('connecting a number');
    expect(await timesSaid('Good morning! Do you have *Sencha* again?')).toBe(2);

    const data = join(folder, 'elsewhere');
    const [port, dialog360Port] = [await freePort(), await freePort()];
    const refused = [start({ dialog360Port, data }), start({ port, data: join(folder, 'there') })];
    const taken = [ports.workspace, ports.dialog360];
    for (const [index, program] of refused.entries()) {
      expect(await program.end()).toBe(1);
      expect(program.printed).toContain(
        `Port ${taken[index]!} is taken. Stop what runs there, or choose others with --port and --dialog360-port.`,
      );
      expect(program.printed).not.toContain('    at ');
    }
    expect(await town.interrupt()).toBe(0);
  });

  test.each([
    ['--help', 0, '--dialog360-port <n>'],
    ['--port=tea', 1, '--port takes a port number from 1 to 65535, not "tea".'],
    ['--dialog360-port=70000', 1, '--dialog360-port takes a port number from 1 to 65535, not "70000".'],
    ['--tea', 1, "Unknown option '--tea'"],
  ])('%s ends with %i and a text', async (option, code, words) => {
    const program = Program.run(START, [option]);
    expect(await program.end()).toBe(code);
    expect(program.printed).toContain(words);
    expect(program.printed).not.toContain('    at ');
  });
});
