import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { BulkProgress } from '../../src/domain/bulk';
import { BulkMessages } from '../../src/rocketchat/bulkBoard';
import { Records } from '../../src/rocketchat/records/records';
import { sayIn } from '../../src/rocketchat/translator';
import { FakePersistence } from '../support/fakePersistence';
import { ManualClock } from '../support/fakes';

/** Messages by their ids; each call takes a turn of the event loop. */
class FakeRoom {
  readonly messages = new Map<string, { words: string; buttons: string }>();
  readonly files: string[] = [];
  posts = 0;

  async post(words: string, blocks: LayoutBlock[] = []): Promise<string> {
    await this.turn();
    const id = `message-${++this.posts}`;
    this.put(id, words, blocks);
    return id;
  }

  async replace(id: string, words: string, blocks: LayoutBlock[]): Promise<boolean> {
    await this.turn();
    const stands = this.messages.has(id);
    if (stands) {
      this.put(id, words, blocks);
    }
    return stands;
  }

  upload(filename: string): Promise<void> {
    this.files.push(filename);
    return Promise.resolve();
  }

  get only() {
    expect(this.messages.size).toBe(1);
    return [...this.messages.values()][0]!;
  }

  private put(id: string, words: string, blocks: LayoutBlock[]): void {
    this.messages.set(id, { words, buttons: JSON.stringify(blocks) });
  }

  private turn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }
}

function progress(state: BulkProgress['state'], accepted: number): BulkProgress {
  const template = { name: 'spring', language: 'en' };
  const job = { id: 'job-1', numberId: 'n', template, filling: { components: [] }, fingerprint: '' };
  return { job: { ...job, createdAt: 0 }, state, recipients: 10, accepted, failed: 0 };
}

describe("A job's message in the setup room", () => {
  const clock = new ManualClock();
  let room: FakeRoom;
  let database: FakePersistence;
  let server: () => BulkMessages;

  beforeEach(() => {
    room = new FakeRoom();
    database = new FakePersistence();
    const records = new Records(...database.asAccessors());
    const languages = { ofWorkspace: () => Promise.resolve(sayIn()) };
    server = () => new BulkMessages(room, languages, records, clock);
  });

  const later = async (board: BulkMessages, shown: BulkProgress): Promise<void> => {
    clock.advance(5_000);
    await board.show(shown);
  };

  test('is one, however often it changes and whichever server is at work', async () => {
    const board = server();
    await Promise.all([board.show(progress('running', 0)), board.show(progress('paused', 1))]);
    await later(board, progress('running', 2));
    await server().show(progress('running', 7));
    expect(room.only.words).toContain('7 of 10 accepted');
    expect(room.only.buttons).toContain('bulk-pause');
  });

  test('does not change more often than every five seconds, but at once with the state', async () => {
    const board = server();
    await board.show(progress('running', 0));
    await board.show(progress('running', 3));
    expect(room.only.words).toContain('0 of 10 accepted');
    await board.show(progress('paused', 4));
    expect(room.only.words).toContain('4 of 10 accepted');
  });

  test('is posted anew, once, after somebody has deleted it', async () => {
    const board = server();
    await board.show(progress('running', 0));
    room.messages.clear();
    await later(board, progress('running', 2));
    await later(board, progress('running', 4));
    expect(room.posts).toBe(2);
    expect(room.only.words).toContain('4 of 10 accepted');
    await server().finish(progress('finished', 10), Buffer.from(''));
    expect(room.posts).toBe(2);
    expect(room.only.words).toContain('is done');
    expect(room.only.buttons).toBe('[]');
    expect(room.files).toEqual(['bulk-job-1.csv']);
  });
});
