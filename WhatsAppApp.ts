import type {
  IAppInstallationContext,
  IConfigurationExtend,
  IConfigurationModify,
  IHttp,
  IModify,
  IPersistence,
  IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import { ApiSecurity, ApiVisibility } from '@rocket.chat/apps-engine/definition/api';
import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
  ILivechatEventContext,
  ILivechatRoom,
  IPostLivechatAgentAssigned,
  IPostLivechatRoomClosed,
  IPreLivechatRoomCreatePrevent,
} from '@rocket.chat/apps-engine/definition/livechat';
import type {
  IMessage,
  IMessageDeleteContext,
  IMessageReactionContext,
  IPostMessageDeleted,
  IPostMessageReacted,
  IPostMessageSent,
  IPostMessageUpdated,
} from '@rocket.chat/apps-engine/definition/messages';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type {
  IUIKitInteractionHandler,
  IUIKitResponse,
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';

import { WhatsAppCommand } from './src/commands/whatsapp';
import { BulkEndpoint } from './src/endpoints/bulk';
import { HealthEndpoint } from './src/endpoints/health/endpoint';
import { IncomingEndpoint } from './src/endpoints/incoming';
import { SidebarIconEndpoint } from './src/endpoints/sidebarIcon';
import { TemplateMessageEndpoint } from './src/endpoints/templateMessage';
import { TemplatesEndpoint } from './src/endpoints/templates';
import { messageDeleted, messageReacted, messageSent, messageUpdated } from './src/events/messages';
import { questionCard } from './src/interactions/cards';
import { Interactions } from './src/interactions/handler';
import { BUTTONS } from './src/interactions/tables';
import { jobs } from './src/jobs/jobs';
import { whatsAppRoom } from './src/rocketchat/roomMessage';
import { preventStray } from './src/rocketchat/strayRooms';
import { settings } from './src/settings/settings';
import { wire, type Accessors, type Services } from './src/wiring';

/** Wiring and entry points; what happens behind them stands in `src/`. */
export class WhatsAppApp
  extends App
  implements
    IPostMessageSent,
    IPostMessageUpdated,
    IPostMessageDeleted,
    IPostMessageReacted,
    IPostLivechatRoomClosed,
    IPostLivechatAgentAssigned,
    IPreLivechatRoomCreatePrevent,
    IUIKitInteractionHandler
{
  private wired?: Services;

  protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
    const services = (accessors: Accessors): Services => this.services(accessors);
    for (const setting of settings) {
      await configuration.settings.provideSetting(setting);
    }
    await configuration.api.provideApi({
      visibility: ApiVisibility.PRIVATE,
      security: ApiSecurity.UNSECURE,
      endpoints: [new IncomingEndpoint(services)],
    });
    await configuration.api.provideApi({
      visibility: ApiVisibility.PUBLIC,
      security: ApiSecurity.UNSECURE,
      endpoints: [
        new SidebarIconEndpoint(),
        new TemplatesEndpoint(services),
        new HealthEndpoint(services),
        new TemplateMessageEndpoint(services),
        new BulkEndpoint(services),
      ],
    });
    await configuration.slashCommands.provideSlashCommand(new WhatsAppCommand(services));
    for (const { descriptor } of BUTTONS) {
      configuration.ui.registerButton(descriptor);
    }
    await configuration.scheduler.registerProcessors(jobs(services));
  }

  override async onInstall(
    { user }: IAppInstallationContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    const { languages, setupRoom } = this.services({ read, modify, http, persistence });
    const { text, blocks } = questionCard(await languages.ofWorkspace());
    await setupRoom.open(user);
    await setupRoom.post(text, blocks);
  }

  override onSettingUpdated(_setting: ISetting, _modify: IConfigurationModify): Promise<void> {
    this.wired?.settings.forget();
    return Promise.resolve();
  }

  /** Asked for every message of the workspace: a no here spares the second call. */
  checkPostMessageSent({ room }: IMessage): Promise<boolean> {
    return Promise.resolve(whatsAppRoom(room) !== undefined);
  }

  async executePostMessageSent(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await messageSent(this.services({ read, modify, http, persistence }), message);
  }

  checkPostMessageUpdated({ room }: IMessage): Promise<boolean> {
    return Promise.resolve(whatsAppRoom(room) !== undefined);
  }

  async executePostMessageUpdated(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    await messageUpdated(this.services({ read, modify, http, persistence }), message);
  }

  checkPostMessageDeleted({ room }: IMessage): Promise<boolean> {
    return Promise.resolve(whatsAppRoom(room) !== undefined);
  }

  async executePostMessageDeleted(
    message: IMessage,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
    context: IMessageDeleteContext,
  ): Promise<void> {
    await messageDeleted(this.services({ read, modify, http, persistence }), message, context);
  }

  /** The host asks for no check first: every reaction of the workspace comes here. */
  async executePostMessageReacted(
    context: IMessageReactionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    if (whatsAppRoom(context.message.room)) {
      await messageReacted(this.services({ read, modify, http, persistence }), context);
    }
  }

  async executePostLivechatAgentAssigned(
    { room }: ILivechatEventContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    const ours = whatsAppRoom(room);
    if (ours) {
      await this.services({ read, modify, http, persistence }).receipts.assigned(ours);
    }
  }

  executeLivechatRoomCreatePrevent(room: ILivechatRoom): Promise<void> {
    preventStray(room, this.getID());
    return Promise.resolve();
  }

  async executePostLivechatRoomClosed(
    closed: ILivechatRoom,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<void> {
    const room = whatsAppRoom(closed);
    if (!room) {
      return;
    }
    const { greeter, numbers } = this.services({ read, modify, http, persistence });
    const number = await numbers.byId(room.numberId);
    if (number) {
      await greeter.farewell(number, room.contactId, room.roomId);
    }
  }

  executeBlockActionHandler(
    context: UIKitBlockInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.interactions({ read, modify, http, persistence }).click(context);
  }

  executeViewSubmitHandler(
    context: UIKitViewSubmitInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.interactions({ read, modify, http, persistence }).submit(context);
  }

  executeActionButtonHandler(
    context: UIKitActionButtonInteractionContext,
    read: IRead,
    http: IHttp,
    persistence: IPersistence,
    modify: IModify,
  ): Promise<IUIKitResponse> {
    return this.interactions({ read, modify, http, persistence }).press(context);
  }

  private interactions(accessors: Accessors): Interactions {
    return new Interactions(this.services(accessors), accessors);
  }

  private services(accessors: Accessors): Services {
    return (this.wired ??= wire(this, accessors));
  }
}
