import type { Failure } from '../domain/failure';
import type { Text } from '../domain/text';
import type { Livechat, Notices, Settings } from '../services/ports';
import type { SetupRoom } from './setupRoom';
import { translate } from './translator';

/** The bot's sentences. In customers' rooms they stay on our side, since we never send on what our bot writes. */
export class BotNotices implements Notices {
  constructor(
    private readonly livechat: Livechat,
    private readonly setupRoom: SetupRoom,
    private readonly settings: Settings,
  ) {}

  render(sentence: Text): string {
    return translate(sentence);
  }

  async toAgents(roomId: string, sentence: Text): Promise<void> {
    await this.livechat.postAsBot(roomId, `⚠️ ${translate(sentence)}`);
  }

  async undelivered({ roomId }: { roomId: string }, failure: Failure): Promise<void> {
    const { undeliverableNotification } = await this.settings.get();
    const words = [undeliverableNotification, translate(failure.human)].filter(Boolean).join(' ');
    await this.livechat.postAsBot(roomId, `⚠️ ${words}`);
  }

  async toAdmins(sentence: Text): Promise<void> {
    await this.setupRoom.post(`⚠️ ${translate(sentence)}`);
  }

  async toSetupRoom(sentence: Text): Promise<void> {
    await this.setupRoom.post(translate(sentence));
  }
}
