import type {
  IAppInstallationContext,
  IAppUninstallationContext,
  IAppUpdateContext,
  IConfigurationExtend,
  IConfigurationModify,
  IEnvironmentRead,
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
  IPostLivechatDepartmentDisabled,
  IPostLivechatDepartmentRemoved,
  IPostLivechatRoomClosed,
  IPreLivechatRoomCreatePrevent,
} from '@rocket.chat/apps-engine/definition/livechat';
import type { ILivechatDepartmentEventContext } from '@rocket.chat/apps-engine/definition/livechat/ILivechatEventContext';
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
import type { ISettingUpdateContext } from '@rocket.chat/apps-engine/definition/settings/ISettingUpdateContext';
import type {
  IUIKitInteractionHandler,
  IUIKitResponse,
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type { IUserContext } from '@rocket.chat/apps-engine/definition/users';

import { WhatsAppCommand } from './src/commands/whatsapp';
import { bulkEndpoint } from './src/endpoints/bulk';
import { healthEndpoint } from './src/endpoints/health/endpoint';
import { incomingEndpoint } from './src/endpoints/incoming';
import { OutboundProvider } from './src/endpoints/outboundProvider';
import { sidebarIconEndpoint } from './src/endpoints/sidebarIcon';
import { templateMessageEndpoint } from './src/endpoints/templateMessage';
import { templatesEndpoint } from './src/endpoints/templates';
import { departmentGone, settingUpdated, uninstalled } from './src/events/lifecycle';
import { messageDeleted, messageReacted, messageSent, messageUpdated } from './src/events/messages';
import { SettingChanges } from './src/events/settingChanges';
import { userDeleted, type IPostUserDeleted } from './src/events/userDeleted';
import { questionCard, showCard } from './src/interactions/cards';
import { Interactions } from './src/interactions/handler';
import { BUTTONS } from './src/interactions/tables';
import { jobs } from './src/jobs/jobs';
import { text } from './src/domain/text';
import { OutboundOffer } from './src/rocketchat/outboundOffer';
import { serviceOf, whatsAppRoom } from './src/rocketchat/roomMessage';
import { preventStray } from './src/rocketchat/strayRooms';
import { settings } from './src/settings/settings';
import { wire, type Accessors, type Services } from './src/wiring';

/** What the engine hands to every handler of an event, after the event itself. */
type Given = [read: IRead, http: IHttp, persistence: IPersistence, modify: IModify];

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
    IPostLivechatDepartmentDisabled,
    IPostLivechatDepartmentRemoved,
    IPostUserDeleted,
    IPreLivechatRoomCreatePrevent,
    IUIKitInteractionHandler
{
  private wired?: Services;
  private readonly settingChanges = new SettingChanges(() => this.wired);
  private readonly outboundOffer = new OutboundOffer(() => this.getStatus());

  protected override async extendConfiguration(
    configuration: IConfigurationExtend,
    environment: IEnvironmentRead,
  ): Promise<void> {
    const services = (accessors: Accessors): Services => this.serve(accessors);
    for (const setting of settings) {
      await configuration.settings.provideSetting(setting);
    }
    await configuration.api.provideApi({
      visibility: ApiVisibility.PRIVATE,
      security: ApiSecurity.UNSECURE,
      endpoints: [incomingEndpoint(services)],
    });
    await configuration.api.provideApi({
      visibility: ApiVisibility.PUBLIC,
      security: ApiSecurity.UNSECURE,
      endpoints: [
        sidebarIconEndpoint,
        templatesEndpoint(services),
        healthEndpoint(services),
        templateMessageEndpoint(services),
        bulkEndpoint(services),
      ],
    });
    for (const { descriptor } of BUTTONS) {
      configuration.ui.registerButton(descriptor);
    }
    await configuration.scheduler.registerProcessors(jobs(services));
    await this.outboundOffer.make(configuration, environment, new OutboundProvider(services));
    // Last: when the app is enabled anew, the host still has the command and refuses it.
    await configuration.slashCommands.provideSlashCommand(new WhatsAppCommand(services));
  }

  override onEnable(): Promise<boolean> {
    this.wired?.windDown.goOn();
    const { environmentReader: read, environmentWriter: write } = this.getAccessors();
    const tell = async (): Promise<void> => this.wired?.notices.toAdmins(text('outbound.refused'));
    this.outboundOffer.watch({ read, write }, tell);
    return Promise.resolve(true);
  }

  override async onInstall({ user }: IAppInstallationContext, ...given: Given): Promise<void> {
    const services = this.services(...given);
    await services.setupRoom.open(user);
    await showCard(services, questionCard);
  }

  override async onUpdate(_context: IAppUpdateContext, ...given: Given): Promise<void> {
    await this.services(...given).migrations.run();
  }

  /** The host removes all records of the app after this. */
  override async onUninstall(_context: IAppUninstallationContext, ...given: Given): Promise<void> {
    await uninstalled(this.services(...given));
  }

  /** An update ends this process right after it, in the middle of whatever it has in hand. */
  override async onDisable(): Promise<void> {
    await this.wired?.windDown.end();
    // What was counted and not written down yet would be lost.
    await this.wired?.counter.flush();
  }

  override onPreSettingUpdate(context: ISettingUpdateContext): Promise<ISetting> {
    return this.settingChanges.decide(context);
  }

  override onSettingUpdated({ id }: ISetting, _modify: IConfigurationModify): Promise<void> {
    if (this.wired) {
      settingUpdated(this.wired, id);
    }
    return Promise.resolve();
  }

  /** Asked for every message of the workspace: a no here spares the second call. */
  checkPostMessageSent({ room }: IMessage): Promise<boolean> {
    return Promise.resolve(whatsAppRoom(room) !== undefined);
  }

  async executePostMessageSent(message: IMessage, ...given: Given): Promise<void> {
    await messageSent(this.services(...given), message);
  }

  checkPostMessageUpdated({ room }: IMessage): Promise<boolean> {
    return Promise.resolve(whatsAppRoom(room) !== undefined);
  }

  async executePostMessageUpdated(message: IMessage, ...given: Given): Promise<void> {
    await messageUpdated(this.services(...given), message);
  }

  checkPostMessageDeleted({ room }: IMessage): Promise<boolean> {
    return Promise.resolve(whatsAppRoom(room) !== undefined);
  }

  async executePostMessageDeleted(
    message: IMessage,
    ...[read, http, persistence, modify, context]: [...Given, IMessageDeleteContext]
  ): Promise<void> {
    await messageDeleted(this.services(read, http, persistence, modify), message, context);
  }

  /** The host asks for no check first: every reaction of the workspace comes here. */
  async executePostMessageReacted(context: IMessageReactionContext, ...given: Given): Promise<void> {
    if (whatsAppRoom(context.message.room)) {
      await messageReacted(this.services(...given), context);
    }
  }

  async executePostLivechatAgentAssigned({ room }: ILivechatEventContext, ...given: Given): Promise<void> {
    const ours = whatsAppRoom(room);
    if (ours) {
      await this.services(...given).receipts.assigned(ours);
    }
  }

  async executePostLivechatDepartmentRemoved(
    { department }: ILivechatDepartmentEventContext,
    ...given: Given
  ): Promise<void> {
    await departmentGone(this.services(...given), department);
  }

  async executePostLivechatDepartmentDisabled(
    { department }: ILivechatDepartmentEventContext,
    ...given: Given
  ): Promise<void> {
    await departmentGone(this.services(...given), department);
  }

  async executePostUserDeleted(context: IUserContext, ...given: Given): Promise<void> {
    await userDeleted(this.services(...given), context);
  }

  executeLivechatRoomCreatePrevent(room: ILivechatRoom): Promise<void> {
    preventStray(room, this.getID());
    return Promise.resolve();
  }

  async executePostLivechatRoomClosed(closed: ILivechatRoom, ...given: Given): Promise<void> {
    const room = whatsAppRoom(closed);
    if (!room) {
      return;
    }
    const { greeter, numbers } = this.services(...given);
    const number = await numbers.byId(room.numberId);
    if (number) {
      await greeter.farewell(number, room, serviceOf(closed));
    }
  }

  executeBlockActionHandler(context: UIKitBlockInteractionContext, ...given: Given): Promise<IUIKitResponse> {
    return this.interactions(...given).click(context);
  }

  executeViewSubmitHandler(
    context: UIKitViewSubmitInteractionContext,
    ...given: Given
  ): Promise<IUIKitResponse> {
    return this.interactions(...given).submit(context);
  }

  executeActionButtonHandler(
    context: UIKitActionButtonInteractionContext,
    ...given: Given
  ): Promise<IUIKitResponse> {
    return this.interactions(...given).press(context);
  }

  private interactions(...given: Given): Interactions {
    const [read, http, persistence, modify] = given;
    return new Interactions(this.services(...given), { read, modify, http, persistence });
  }

  private services(...[read, http, persistence, modify]: Given): Services {
    return this.serve({ read, modify, http, persistence });
  }

  private serve(accessors: Accessors): Services {
    if (!this.wired) {
      this.wired = wire(this, accessors, this.outboundOffer);
      void this.settingChanges.tell();
    }
    return this.wired;
  }
}
