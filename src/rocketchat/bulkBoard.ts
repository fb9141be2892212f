import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { BulkProgress } from '../domain/bulk';
import type { BulkBoard } from '../services/bulk/ports';
import type { Clock } from '../services/ports';
import type { Languages } from './languages';
import { dayKey, type Records } from './records/records';
import type { SetupRoom } from './setupRoom';

/** Action ids of the buttons under a job; they carry its id. */
export const BULK_ACTION = { pause: 'bulk-pause', resume: 'bulk-resume', cancel: 'bulk-cancel' } as const;

/** A job's message changes at most so often, milliseconds. */
const INTERVAL = 5_000;

type State = BulkProgress['state'];

const BUTTONS: Partial<Record<State, (keyof typeof BULK_ACTION)[]>> = {
  running: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
};

/** One message a job in the setup room, which changes as the job gets on, and the results at the end. */
export class BulkMessages implements BulkBoard {
  private readonly shown = new Map<string, { state: State; at: number }>();
  private writing = Promise.resolve();

  constructor(
    private readonly setupRoom: Pick<SetupRoom, 'post' | 'replace' | 'upload'>,
    private readonly languages: Pick<Languages, 'ofWorkspace'>,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async show(progress: BulkProgress): Promise<void> {
    const { job, state } = progress;
    const last = this.shown.get(job.id);
    const now = this.clock.now();
    if (last?.state !== state || last.at + INTERVAL <= now) {
      this.shown.set(job.id, { state, at: now });
      await this.inTurn(progress);
    }
  }

  async finish(progress: BulkProgress, file: Buffer): Promise<void> {
    this.shown.delete(progress.job.id);
    await this.inTurn(progress);
    await this.setupRoom.upload(`bulk-${progress.job.id}.csv`, file);
  }

  /** One after another: two at once would both find no message yet. */
  private inTurn(progress: BulkProgress): Promise<void> {
    this.writing = this.writing.catch(() => undefined).then(() => this.write(progress));
    return this.writing;
  }

  private async write(progress: BulkProgress): Promise<void> {
    const { job, state, recipients, accepted, failed } = progress;
    const say = await this.languages.ofWorkspace();
    const words = say(`bulk.state-${state}`, {
      job: job.id,
      template: job.template.name,
      language: job.template.language,
      recipients,
      accepted,
      failed,
      waiting: recipients - accepted - failed,
    });
    const buttons = (BUTTONS[state] ?? []).map((name) => ({
      actionId: BULK_ACTION[name],
      label: say(`bulk.${name}`),
      value: job.id,
    }));
    await this.put(progress, words, buttons.length > 0 ? blocksOf(words, buttons) : []);
  }

  private async put({ job }: BulkProgress, words: string, blocks: LayoutBlock[]): Promise<void> {
    const key = `bulk-message:${job.id}`;
    const known = await this.records.newest<{ messageId: string }>(key);
    const stands = known && (await this.setupRoom.replace(known.messageId, words, blocks));
    if (!stands) {
      // It is the first, or somebody has deleted it, or the room.
      const messageId = await this.setupRoom.post(words, blocks);
      await this.records.put([key, dayKey(job.createdAt)], { messageId });
    }
  }
}

function blocksOf(
  words: string,
  buttons: { actionId: string; label: string; value: string }[],
): LayoutBlock[] {
  const elements = buttons.map(({ actionId, label, value }) => ({
    type: 'button',
    actionId,
    text: { type: 'plain_text', text: label },
    value,
  }));
  return [
    { type: 'section', text: { type: 'mrkdwn', text: words } },
    { type: 'actions', elements },
  ] as LayoutBlock[];
}
