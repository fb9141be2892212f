import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ISlashCommand, SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { ConnectedNumber } from '../domain/number';
import { text } from '../domain/text';
import { mayAdminister } from '../rocketchat/access';
import { translate } from '../rocketchat/translator';
import { whisper } from '../rocketchat/whisper';
import type { Accessors, Services, ServicesOf } from '../wiring';

/** What other doors show; where it comes from is the wiring's business. */
export interface Showing {
  connectForm(
    services: Services,
    accessors: Accessors,
    who: { user: IUser; triggerId: string },
  ): Promise<void>;
  numberCard(number: ConnectedNumber, departmentName: string | undefined): Card;
}

interface Card {
  text: string;
  blocks: LayoutBlock[];
}

/** `/whatsapp connect | numbers | help` */
export class WhatsAppCommand implements ISlashCommand {
  command = 'whatsapp';
  i18nParamsExample = 'command_example';
  i18nDescription = 'command_description';
  providesPreview = false;

  constructor(
    private readonly services: ServicesOf,
    private readonly showing: Showing,
  ) {}

  async executor(
    context: SlashCommandContext,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<void> {
    const accessors = { read, modify, http, persistence };
    const services = this.services(accessors);
    for (const { text: words, blocks } of await this.run(context, services, accessors)) {
      const to = { user: context.getSender(), room: context.getRoom() };
      await whisper(modify, services.appUser, to, words, blocks);
    }
  }

  /** @returns what to tell the user, if anything. */
  private async run(context: SlashCommandContext, services: Services, accessors: Accessors): Promise<Card[]> {
    const [subcommand = 'help'] = context.getArguments();
    if (subcommand !== 'connect' && subcommand !== 'numbers') {
      return [plain('help.text')];
    }
    if (!mayAdminister(context.getSender())) {
      return [plain('access.denied')];
    }
    return subcommand === 'numbers' ? this.list(services) : this.connect(context, services, accessors);
  }

  private async connect(
    context: SlashCommandContext,
    services: Services,
    accessors: Accessors,
  ): Promise<Card[]> {
    const user = context.getSender();
    await services.setupRoom.open(user);
    const triggerId = context.getTriggerId();
    if (!triggerId) {
      return [plain('command.noTrigger')];
    }
    await this.showing.connectForm(services, accessors, { user, triggerId });
    return [];
  }

  private async list({ numbers, workspace }: Services): Promise<Card[]> {
    const connected = await numbers.all();
    if (connected.length === 0) {
      return [plain('numbers.none')];
    }
    const departments = new Map((await workspace.departments()).map(({ id, name }) => [id, name]));
    return connected.map((number) => {
      const { departmentId } = number;
      const department = departmentId && (departments.get(departmentId) ?? say('numbers.departmentGone'));
      return this.showing.numberCard(number, department);
    });
  }
}

function plain(key: string): Card {
  return { text: say(key), blocks: [] };
}

function say(key: string): string {
  return translate(text(key));
}
