import type { IVisitor } from '@rocket.chat/apps-engine/definition/livechat';

import { Internet } from '../../../simulator/internet';
import { type RocketChat, type StartOptions, startWorkspace } from '../../../simulator/rocketchat';
import { WebClient } from '../../../simulator/rocketchat/client/webClient';
import type { MessageDoc, RoomDoc } from '../../../simulator/rocketchat/documents';
import { memberPassword } from '../../../simulator/rocketchat/workspace/seed';
import { fixtureApp, FixtureClient, grant } from './fixtureApp';

/** What an app for a messaging channel asks for. */
const CHANNEL = grant(
  ...['api', 'persistence', 'ui.interact', 'user.read', 'room.read', 'message.read', 'message.write'],
  ...['upload.read', 'upload.write', 'livechat-visitor.read', 'livechat-visitor.write'],
  ...['livechat-room.read', 'livechat-room.write', 'livechat-message.write', 'livechat-status.read'],
);

export const SOURCE = { type: 'app', label: '+4930901820', destination: '+4930901820' };

/** A workspace whose fixture app does what a messaging channel does, and the people around it. */
export class AppHost {
  readonly app: FixtureClient;
  private readonly tabs = new Map<string, WebClient>();

  private constructor(readonly rocketChat: RocketChat) {
    this.app = new FixtureClient(rocketChat.instance);
  }

  static async start(options: Partial<StartOptions> & { implemented?: string[] } = {}): Promise<AppHost> {
    const { implemented, ...workspace } = options;
    const rocketChat = await startWorkspace({ internet: new Internet(), ...workspace });
    await rocketChat.installApp(fixtureApp({ permissions: CHANNEL, implemented }));
    return new AppHost(rocketChat);
  }

  async stop(): Promise<void> {
    this.tabs.forEach((tab) => tab.close());
    await this.rocketChat.stop();
  }

  get workspace() {
    return this.rocketChat.instance.workspace;
  }

  get store() {
    return this.rocketChat.store;
  }

  async tab(username: string): Promise<WebClient> {
    const password = username === 'admin' ? 'admin-secret' : memberPassword;
    const tab =
      this.tabs.get(username) ?? (await WebClient.login(this.rocketChat.instance.url, username, password));
    this.tabs.set(username, tab);
    return tab;
  }

  /** What the app is given for a visitor that it makes. */
  visitor(visitor: Partial<IVisitor>): Promise<IVisitor> {
    return this.app.run(
      async ({ modify }, wanted) =>
        (await modify
          .getCreator()
          .getLivechatCreator()
          .createAndReturnVisitor(wanted as IVisitor))!,
      visitor,
    );
  }

  /** Opens a room as the app, and resolves with its document. */
  async room(visitor: IVisitor, extra: object = { source: SOURCE }): Promise<RoomDoc> {
    const id = await this.app.run(
      async ({ modify }, guest, params) =>
        (
          await modify
            .getCreator()
            .getLivechatCreator()
            .createRoom(guest, undefined as never, params)
        ).id,
      visitor,
      extra,
    );
    return this.store.rooms.findOneAsync({ _id: id });
  }

  /** Says something as the visitor, by the app; resolves with the message, wherever it went. */
  async says(visitor: IVisitor, roomId: string, text: string): Promise<MessageDoc> {
    const id = await this.app.run(
      async ({ read, modify }, guest, rid, words) => {
        const room = (await read.getRoomReader().getById(rid))!;
        const message = modify.getCreator().startLivechatMessage();
        message.setRoom(room).setVisitor(guest).setToken(guest.token).setText(words);
        return modify.getCreator().finish(message);
      },
      visitor,
      roomId,
      text,
    );
    return this.store.messages.findOneAsync({ _id: id });
  }
}
