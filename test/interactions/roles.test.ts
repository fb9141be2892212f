import { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import {
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';

import { SUBCOMMANDS, WhatsAppCommand } from '../../src/commands/whatsapp';
import { Interactions } from '../../src/interactions/handler';
import { BUTTONS, CLICKS, SUBMITS } from '../../src/interactions/tables';
import { sayIn } from '../../src/rocketchat/translator';
import type { Accessors, Services } from '../../src/wiring';
import { RecordingLog } from '../support/fakes';

/** Rocket.Chat's roles, as far as people and programs with them can reach the app. */
const ROLES = [
  'admin',
  'livechat-manager',
  'livechat-monitor',
  'livechat-agent',
  'user',
  'guest',
  'bot',
  'app',
];

const AUDIENCES = {
  administrators: ['admin', 'livechat-manager'],
  agents: ['admin', 'livechat-manager', 'livechat-monitor', 'livechat-agent'],
  everybody: ROLES,
};

type Audience = keyof typeof AUDIENCES;

/** Who may do what. Whoever adds to the tables of the doors adds it here as well, after a second thought. */
const COMMANDS: Record<string, Audience> = {
  connect: 'administrators',
  numbers: 'administrators',
  'opt-outs': 'administrators',
  profile: 'administrators',
  report: 'administrators',
  'send-template': 'agents',
  status: 'agents',
  support: 'agents',
  'view-templates': 'agents',
};
const CLICKED: Record<string, Audience> = {
  'bulk-cancel': 'administrators',
  'bulk-pause': 'administrators',
  'bulk-resume': 'administrators',
  'customer-window': 'agents',
  'customer-window-refresh': 'agents',
  department: 'administrators',
  'held-discard': 'agents',
  'held-discard-all': 'agents',
  'message-correct': 'agents',
  'message-hold': 'agents',
  'message-retry': 'agents',
  'number-department-search': 'administrators',
  'recipient-department-search': 'agents',
  recipientDepartment: 'agents',
  'number-check': 'administrators',
  'number-disconnect': 'administrators',
  'number-edit': 'administrators',
  'number-refresh-key': 'administrators',
  'number-texts': 'administrators',
  'number-texts-language': 'administrators',
  'number-texts-own': 'administrators',
  'opt-out-resume': 'administrators',
  'profile-open': 'administrators',
  'profile-refresh': 'administrators',
  'retry-download': 'agents',
  'send-template': 'agents',
  'send-template-cards': 'agents',
  'send-template-change': 'agents',
  'send-template-other': 'agents',
  'send-template-page': 'agents',
  'send-template-search': 'agents',
  'setup-connect': 'administrators',
  'setup-has-account': 'administrators',
  'setup-needs-account': 'administrators',
  'status-refresh': 'agents',
  'template-cards': 'administrators',
  'template-category': 'agents',
  'template-create': 'administrators',
  'template-delete': 'administrators',
  'template-duplicate': 'administrators',
  'template-edit': 'administrators',
  'template-kind': 'administrators',
  'template-language': 'agents',
  'template-next': 'agents',
  'template-number': 'agents',
  'template-previous': 'agents',
  'template-refresh': 'agents',
  'template-search': 'agents',
  'template-show': 'agents',
  'template-status': 'agents',
  'view-open': 'agents',
  'webhook-take-back': 'administrators',
  'setup-wants-sandbox': 'administrators',
};
const SUBMITTED: Record<string, Audience> = {
  'business-profile': 'administrators',
  'connect-number': 'administrators',
  'disconnect-number': 'administrators',
  'edit-number': 'administrators',
  'number-key': 'administrators',
  'number-texts': 'administrators',
  'opt-outs': 'administrators',
  'send-template': 'agents',
  'template-delete': 'administrators',
  'template-edit': 'administrators',
  'template-new': 'administrators',
};
const PRESSED: Record<string, Audience> = {
  'customer-window': 'agents',
  'message-info': 'agents',
  'send-template': 'agents',
  'start-conversation': 'agents',
};

const buttons = Object.fromEntries(BUTTONS.map((button) => [button.descriptor.actionId, button]));

describe.each([
  ['commands', SUBCOMMANDS, COMMANDS],
  ['clicks', CLICKS, CLICKED],
  ['forms', SUBMITS, SUBMITTED],
  ['menu buttons', buttons, PRESSED],
])('the table of %s', (_what, table, expected) => {
  it('has nothing that is not in this test, and names for each whom it is for', () => {
    const audiences = Object.entries(table).map(([id, { audience }]) => [id, audience]);
    expect(Object.fromEntries(audiences)).toEqual(expected);
  });
});

describe('nobody else gets through', () => {
  const log = new RecordingLog();
  let told: string[];

  beforeEach(() => {
    told = [];
  });

  afterEach(() => {
    jest.restoreAllMocks();
    expect(log.lines).toEqual([]);
  });

  const message = {
    setRoom: () => message,
    setSender: () => message,
    setText: (words: string) => {
      told.push(words);
      return message;
    },
    getMessage: () => ({}),
  };
  const accessors = {
    modify: {
      getCreator: () => ({ startMessage: () => message }),
      getNotifier: () => ({ notifyUser: () => Promise.resolve() }),
    },
  } as unknown as Accessors;
  const services = {
    log,
    languages: { ofUser: () => Promise.resolve(sayIn('en')) },
    appUser: { get: () => Promise.resolve({}) },
  } as unknown as Services;
  const interactions = new Interactions(services, accessors);
  const command = new WhatsAppCommand(() => services);
  const room = { id: 'room-1' };

  const each = (table: Record<string, Audience>): [id: string, role: string, may: boolean][] =>
    Object.entries(table).flatMap(([id, audience]) =>
      ROLES.map((role): [string, string, boolean] => [id, role, AUDIENCES[audience].includes(role)]),
    );
  const watch = (handler: { run: (...args: never[]) => Promise<unknown> } | undefined): jest.SpyInstance =>
    jest.spyOn(handler!, 'run').mockResolvedValue([]);
  const somebody = (role: string) => ({ id: 'somebody', username: 'somebody', roles: ['user', role] });
  const check = (run: jest.SpyInstance, may: boolean): void => {
    expect(run).toHaveBeenCalledTimes(may ? 1 : 0);
    expect(told.join('\n')).toMatch(may ? /^$/ : /^Only .* can do this/);
  };

  it.each(each(COMMANDS))('/whatsapp %s by %s: %s', async (name, role, may) => {
    const run = watch(SUBCOMMANDS[name]);
    const context = new SlashCommandContext(somebody(role) as never, room as never, [name]);
    const { modify } = accessors;
    await command.executor(context, {} as never, modify, {} as never, {} as never);
    check(run, may);
  });

  it.each(each(CLICKED))('a click on %s by %s: %s', async (actionId, role, may) => {
    const run = watch(CLICKS[actionId]);
    const container = { type: 'message', id: 'message-1' };
    const data = { actionId, user: somebody(role), room, triggerId: 'trigger', container };
    await interactions.click(new UIKitBlockInteractionContext(data as never));
    check(run, may);
  });

  it.each(each(PRESSED))('the menu button %s by %s: %s', async (actionId, role, may) => {
    const run = watch(buttons[actionId]);
    const data = { actionId, user: somebody(role), room, triggerId: 'trigger' };
    await interactions.press(new UIKitActionButtonInteractionContext(data as never));
    check(run, may);
  });

  it.each(each(SUBMITTED))('the form %s by %s: %s', async (form, role, may) => {
    const run = watch(SUBMITS[form]).mockResolvedValue(undefined);
    const view = { id: `${form}:1`, state: {}, blocks: [] };
    const data = { user: somebody(role), view, triggerId: 'trigger' };
    const answer = await interactions.submit(new UIKitViewSubmitInteractionContext(data as never));
    expect(run).toHaveBeenCalledTimes(may ? 1 : 0);
    expect(JSON.stringify(answer)).toMatch(may ? /"success":true/ : /Only .* can do this/);
  });
});
