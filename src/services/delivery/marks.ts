import type { DeliveryStatus } from '../../domain/delivery';
import type { Livechat, Log, Settings } from '../ports';

/** Reactions, by their shortcodes, that stand for what became of a message. */
const MARKS: Partial<Record<DeliveryStatus, string>> = {
  sent: 'heavy_check_mark',
  delivered: 'white_check_mark',
  read: 'eyes',
  played: 'eyes',
  failed: 'warning',
};

/** Shows the fate of a message as a reaction of our bot. What cannot be shown is no reason to fail. */
export class DeliveryMarks {
  /** Set when the workspace does not let the bot react: it needs access to rooms of which it is no member. */
  private refused = false;

  constructor(
    private readonly livechat: Livechat,
    private readonly settings: Settings,
    private readonly log: Log,
  ) {}

  async set({ messageId }: { messageId: string }, status: DeliveryStatus): Promise<void> {
    const { deliveryMarks } = await this.settings.get();
    const mark = MARKS[status];
    const wanted = deliveryMarks === 'all' || (deliveryMarks === 'failed' && status === 'failed');
    if (!mark || !wanted || this.refused) {
      return;
    }
    const others = new Set(Object.values(MARKS).filter((other) => other !== mark));
    if (!(await this.livechat.react(messageId, mark, true))) {
      this.refused = true;
      this.log.warn('Delivery marks are not shown: the workspace does not let the bot react');
      return;
    }
    await Promise.all([...others].map((other) => this.livechat.react(messageId, other, false)));
  }
}
