import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ISlashCommand, SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';

import type { Card } from '../interactions/cards';
import { deskFor, type Desk } from '../interactions/desk';
import { mayUse } from '../rocketchat/access';
import { whisper } from '../rocketchat/whisper';
import type { ServicesOf } from '../wiring';
import { connect } from './connect';
import { numbers } from './numbers';
import { optOuts } from './optOuts';
import { profile } from './profile';
import { status } from './status';
import { sendTemplate } from './sendTemplate';
import { report } from './report';
import { plain, type Call, type Subcommand } from './subcommand';
import { support } from './support';
import { viewTemplates } from './viewTemplates';

/** By name, in the order of the help, which has a line `help.<name>` for each. */
export const SUBCOMMANDS: Record<string, Subcommand> = {
  connect,
  numbers,
  'view-templates': viewTemplates,
  'send-template': sendTemplate,
  'opt-outs': optOuts,
  profile,
  status,
  report,
  support,
};

/** `/whatsapp <subcommand> …`; without one it helps. */
export class WhatsAppCommand implements ISlashCommand {
  command = 'whatsapp';
  i18nParamsExample = 'command_example';
  i18nDescription = 'command_description';
  providesPreview = false;

  constructor(private readonly services: ServicesOf) {}

  async executor(
    context: SlashCommandContext,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<void> {
    const accessors = { read, modify, http, persistence };
    const services = this.services(accessors);
    const [name = 'help', ...args] = context.getArguments();
    const call = {
      user: context.getSender(),
      room: context.getRoom(),
      threadId: context.getThreadId(),
      triggerId: context.getTriggerId(),
      args,
    };
    const desk = await deskFor(services, accessors, call.user);
    for (const { text, blocks } of await answer(desk, name.toLowerCase(), call)) {
      await whisper(modify, services.appUser, call, text, blocks);
    }
  }
}

async function answer(desk: Desk, name: string, call: Call): Promise<Card[]> {
  const { services, say } = desk;
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (!subcommand) {
    return [help(desk, name, call)];
  }
  if (!mayUse(subcommand.audience, call.user)) {
    return [plain(say(`access.denied-${subcommand.audience}`))];
  }
  try {
    return await subcommand.run(desk, call);
  } catch (error) {
    services.log.error('A command was not handled', { command: name, reason: String(error) });
    return [plain(say('command.broken'))];
  }
}

/** What this user may do. */
function help({ say }: Desk, name: string, { user }: Call): Card {
  const usable = Object.keys(SUBCOMMANDS).filter((known) => mayUse(SUBCOMMANDS[known]!.audience, user));
  const lines = [
    ...(name === 'help' ? [] : [say('help.unknown', { name })]),
    say(usable.length > 0 ? 'help.title' : 'help.nothing'),
    ...usable.map((known) => say(`help.${known}`)),
    say('help.help'),
  ];
  return plain(lines.join('\n'));
}
