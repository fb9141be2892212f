import type { InboundEvent } from '../../../src/domain/inbound';
import { LIMITS } from '../../../src/domain/limits';
import { settle, startServer, World } from '../../support/bridge';
import { aFailure, aNumber, type FakePost } from '../../support/fakes';

const number = aNumber();
const SENT_AT = Date.UTC(2026, 10, 20, 10);
const customer = { waId: '4915123456789', userId: 'DE.1001', name: 'Ana' };
const DASHES = '-'.repeat(4096);
const FILE = 'message_20261120_100000.txt';
/** The excerpt ends where Rocket.Chat's parser would become slow, and says where the rest is. */
const CUT = `${'-'.repeat(LIMITS.parsing.marksPerLine)}…\nshown.cut {}`;

function edit(target: string, text: string): InboundEvent {
  return {
    event: 'edit',
    wamid: 'wamid.EDIT',
    customer,
    by: 'customer',
    sentAt: SENT_AT,
    target,
    content: { kind: 'text', text },
  };
}

function echo(text: string): InboundEvent {
  return {
    event: 'echo',
    wamid: 'wamid.ECHO',
    recipient: customer,
    sentAt: SENT_AT,
    content: { kind: 'text', text },
  };
}

describe('Words beyond the limits that come by an edit or an echo', () => {
  let world: World;
  let server: ReturnType<typeof startServer>;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
    server = startServer(world);
    await server.numbers.save(number);
    await receive({
      event: 'message',
      wamid: 'wamid.IN1',
      sender: customer,
      sentAt: SENT_AT,
      content: { kind: 'text', text: 'Hello' },
    });
  });

  afterEach(() => jest.useRealTimers());

  async function receive(event: InboundEvent): Promise<void> {
    await server.inbound.accept(number, [{ phoneNumberId: number.phoneNumberId, event }]);
    await settle();
  }

  const shown = (): Pick<FakePost, 'by' | 'text' | 'file'>[] =>
    world.livechat.posts.map(({ by, text, file }) => (file ? { by, file } : { by, text }));

  it('are shown in part at the edited message, with the whole as a file', async () => {
    await receive(edit('wamid.IN1', DASHES));
    expect(shown()).toEqual([
      { by: 'visitor', text: CUT },
      { by: 'bot', file: FILE },
    ]);
  });

  it('come with a file after the note, where the edited message is not known', async () => {
    await receive(edit('wamid.OLD', DASHES));
    expect(world.notices.agents).toEqual([
      { roomId: 'room-1', sentence: { key: 'change.edited', params: { words: CUT } } },
    ]);
    expect(shown()).toEqual([
      { by: 'visitor', text: 'Hello' },
      { by: 'bot', file: FILE },
    ]);
  });

  it('come with a file after what was written in the Business app', async () => {
    await receive(echo(DASHES));
    expect(shown()).toEqual([
      { by: 'visitor', text: 'Hello' },
      { by: 'bot', text: expect.stringContaining('shown.cut') as string },
      { by: 'bot', file: FILE },
    ]);
  });

  it('stand as a message where the workspace takes no files', async () => {
    world.livechat.fileRefusal = aFailure({ code: 'error-file-upload-disabled' });
    await receive(edit('wamid.IN1', DASHES));
    expect(shown()).toEqual([
      { by: 'visitor', text: CUT },
      // Within a fence Rocket.Chat's parser leaves the dashes alone.
      { by: 'bot', text: `\`\`\`\n${DASHES}\n\`\`\`` },
    ]);
  });

  it('bring no file when they are within the limits', async () => {
    await receive(edit('wamid.IN1', 'Hello there'));
    await receive(echo('On my way'));
    expect(shown().map(({ file }) => file)).toEqual([undefined, undefined]);
    expect(shown()[0]).toEqual({ by: 'visitor', text: 'Hello there' });
  });
});
