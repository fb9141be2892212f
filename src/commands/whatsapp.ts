import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ISlashCommand, SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';

import type { ConnectedNumber } from '../domain/number';
import { text } from '../domain/text';
import { mayAdminister } from '../rocketchat/access';
import { translate } from '../rocketchat/translator';
import { whisper } from '../rocketchat/whisper';
import type { Accessors, Services, ServicesOf } from '../wiring';

/** Opens the form in which a number is connected; where it comes from is the wiring's business. */
export type OpenConnect = (
  services: Services,
  accessors: Accessors,
  who: { user: ReturnType<SlashCommandContext['getSender']>; triggerId: string },
) => Promise<void>;

/** `/whatsapp connect | numbers | help` */
export class WhatsAppCommand implements ISlashCommand {
  command = 'whatsapp';
  i18nParamsExample = 'command_example';
  i18nDescription = 'command_description';
  providesPreview = false;

  constructor(
    private readonly services: ServicesOf,
    private readonly openConnect: OpenConnect,
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
    const [subcommand = 'help'] = context.getArguments();
    const answer = await this.run(subcommand, context, services, accessors);
    if (answer) {
      const to = { user: context.getSender(), room: context.getRoom() };
      await whisper(modify, services.appUser, to, answer);
    }
  }

  /** @returns what to tell the user, if anything. */
  private async run(
    subcommand: string,
    context: SlashCommandContext,
    services: Services,
    accessors: Accessors,
  ): Promise<string | undefined> {
    if (subcommand !== 'connect' && subcommand !== 'numbers') {
      return say('help.text');
    }
    if (!mayAdminister(context.getSender())) {
      return say('access.denied');
    }
    return subcommand === 'numbers' ? listing(services) : this.connect(context, services, accessors);
  }

  private async connect(
    context: SlashCommandContext,
    services: Services,
    accessors: Accessors,
  ): Promise<string | undefined> {
    const user = context.getSender();
    await services.setupRoom.open(user);
    const triggerId = context.getTriggerId();
    if (!triggerId) {
      return say('command.noTrigger');
    }
    await this.openConnect(services, accessors, { user, triggerId });
    return undefined;
  }
}

async function listing({ numbers, workspace }: Services): Promise<string> {
  const connected = await numbers.all();
  if (connected.length === 0) {
    return say('numbers.none');
  }
  const departments = new Map((await workspace.departments()).map(({ id, name }) => [id, name]));
  return connected.map((number) => line(number, departments)).join('\n');
}

function line(number: ConnectedNumber, departments: Map<string, string>): string {
  const { displayNumber, verifiedName, departmentId, environment } = number;
  const department = departmentId && (departments.get(departmentId) ?? say('numbers.departmentGone'));
  const details = [verifiedName, department, environment === 'sandbox' && say('connect.sandbox')].filter(
    Boolean,
  );
  return `• *${displayNumber}*${details.length > 0 ? ` — ${details.join(', ')}` : ''}`;
}

function say(key: string): string {
  return translate(text(key));
}
