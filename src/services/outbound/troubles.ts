import type { Failure } from '../../domain/failure';
import { text } from '../../domain/text';
import type { Alarms } from '../health/alarms';

/** Failures that concern everything which goes through a number, met by sending or by a check. */
export class ChannelTroubles {
  constructor(private readonly alarms: Alarms) {}

  async raise(
    numberId: string,
    { code, human: reason }: Pick<Failure, 'code' | 'human'>,
    byCheck = false,
  ): Promise<void> {
    const trouble = { numberId, topic: 'channel' as const, code: String(code), byCheck };
    await this.alarms.raise(trouble, text('notice.channelTrouble', { reason }));
  }

  /** To be told of every message that was accepted. */
  async clear(numberId: string): Promise<void> {
    await this.alarms.end({ numberId, topic: 'channel' }, text('notice.channelWorks'));
  }

  /** To be told of every check that went well: it ends what a check has met, and nothing else. */
  async checked(numberId: string): Promise<void> {
    await this.alarms.end({ numberId, topic: 'channel', byCheck: true }, text('notice.channelWorks'));
  }
}
