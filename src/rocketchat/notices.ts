import type { Failure } from '../domain/failure';
import type { Say, Text } from '../domain/text';
import type { BotButton, Livechat, NoticeAction, Notices, Settings, Workspace } from '../services/ports';
import type { DirectMessages } from './directMessages';
import type { Languages } from './languages';
import { withButtons } from './livechat';
import type { SetupRoom } from './setupRoom';

/** The bot's sentences. In customers' rooms they stay on our side, since we never send on what our bot writes. */
export class BotNotices implements Notices {
  constructor(
    private readonly livechat: Livechat,
    private readonly setupRoom: SetupRoom,
    private readonly settings: Settings,
    private readonly workspace: Pick<Workspace, 'messageUrl'>,
    private readonly languages: Pick<Languages, 'ofWorkspace'>,
    private readonly direct: DirectMessages,
  ) {}

  async render(sentence: Text): Promise<string> {
    const say = await this.say();
    return say(sentence);
  }

  say(language?: string): Promise<Say> {
    return this.languages.ofWorkspace(language);
  }

  async toAgents(roomId: string, sentence: Text, actions: readonly NoticeAction[] = []): Promise<void> {
    const words = `⚠️ ${await this.render(sentence)}`;
    await this.livechat.postAsBot(roomId, words, await this.buttonsOf(actions));
  }

  async undelivered(
    place: { roomId: string; messageId: string },
    failure: Failure,
    actions: readonly NoticeAction[] = [],
  ): Promise<string> {
    const { undeliverableNotification } = await this.settings.get();
    const words = [undeliverableNotification, await this.render(failure.human)].filter(Boolean).join(' ');
    return this.post(place, `⚠️ ${words}`, actions);
  }

  async atMessage(
    place: { roomId: string; messageId: string },
    sentence: Text,
    actions: readonly NoticeAction[] = [],
  ): Promise<string> {
    return this.post(place, `ℹ️ ${await this.render(sentence)}`, actions);
  }

  async replace(noticeId: string, sentence: Text): Promise<void> {
    await this.livechat.edit(noticeId, `ℹ️ ${await this.render(sentence)}`);
  }

  async toUser(username: string, sentence: Text, actions: readonly NoticeAction[] = []): Promise<string> {
    const roomId = await this.direct.roomWith(username);
    return this.livechat.postAsBot(roomId, await this.render(sentence), await this.buttonsOf(actions));
  }

  async toAdmins(sentence: Text, action?: NoticeAction): Promise<void> {
    const words = `⚠️ ${await this.render(sentence)}`;
    const buttons = await this.buttonsOf(action ? [action] : []);
    await this.setupRoom.post(words, buttons.length > 0 ? withButtons(words, buttons) : undefined);
  }

  async toSetupRoom(sentence: Text): Promise<void> {
    await this.setupRoom.post(await this.render(sentence));
  }

  /** The message stands as a quote above the notice; a notice with buttons has its words in a block of its own. */
  private async post(
    place: { roomId: string; messageId: string },
    words: string,
    actions: readonly NoticeAction[],
  ): Promise<string> {
    const quoted = `[ ](${await this.workspace.messageUrl(place.roomId, place.messageId)}) ${words}`;
    return this.livechat.postAsBot(place.roomId, quoted, await this.buttonsOf(actions));
  }

  private async buttonsOf(actions: readonly NoticeAction[]): Promise<BotButton[]> {
    const say = await this.say();
    return actions.map(({ id, label, value }) => ({ action: id, label: say(label), value }));
  }
}
