import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { ConnectedNumber } from '../domain/number';
import type { Say } from '../domain/text';
import { actions, section } from './blocks';
import type { Desk } from './desk';

/** Where people get an account. 360dialog: account sign-up. */
const SIGN_UP_URL = 'https://hub.360dialog.com/signup';
/** Opens WhatsApp with the word that makes 360dialog answer with a sandbox key. 360dialog: sandbox. */
const SANDBOX_URL = 'https://wa.me/551146733492?text=START';

/** Ids of the cards' buttons; messages with them stay in rooms for years. */
export const ACTION = {
  hasAccount: 'setup-has-account',
  needsAccount: 'setup-needs-account',
  connect: 'setup-connect',
  /** Links open in the client; the click reaches us all the same and needs no answer. */
  signUp: 'setup-link',
  sandbox: 'setup-link-sandbox',
  edit: 'number-edit',
  disconnect: 'number-disconnect',
} as const;

/** What the bot posts: a text for notifications and clients without blocks, and the blocks. */
export interface Card {
  text: string;
  blocks: LayoutBlock[];
}

/** Posts into the setup room, where everybody reads the language of the workspace. */
export async function postCard({ services }: Desk, card: (say: Say) => Card): Promise<void> {
  const { text, blocks } = card(await services.languages.ofWorkspace());
  await services.setupRoom.post(text, blocks);
}

/** The bot's first words after the installation. */
export function questionCard(say: Say): Card {
  return card(
    say('setup.question'),
    actions(
      { id: ACTION.hasAccount, label: say('setup.yes'), style: 'primary' },
      { id: ACTION.needsAccount, label: say('setup.no') },
    ),
  );
}

export function stepsCard(say: Say): Card {
  return card(say('setup.steps'), connectButton(say));
}

export function signUpCard(say: Say): Card {
  return card(
    say('setup.signUp'),
    actions(
      { id: ACTION.signUp, label: say('setup.createAccount'), url: SIGN_UP_URL },
      { id: ACTION.sandbox, label: say('setup.trySandbox'), url: SANDBOX_URL },
    ),
    connectButton(say),
  );
}

/** After a number was connected. */
export function connectedCard(say: Say, number: ConnectedNumber, departmentName: string | undefined): Card {
  const words = [say('setup.connected'), ...facts(say, number, departmentName), say('setup.help')].join('\n');
  return card(words, numberButtons(say, number));
}

/** One number of the list. */
export function numberCard(say: Say, number: ConnectedNumber, departmentName: string | undefined): Card {
  return card(facts(say, number, departmentName).join('\n'), numberButtons(say, number));
}

function facts(
  say: Say,
  { displayNumber, verifiedName, environment }: ConnectedNumber,
  department?: string,
): string[] {
  return [
    say('setup.number', { number: displayNumber }),
    ...(verifiedName ? [say('setup.name', { name: verifiedName })] : []),
    ...(department ? [say('setup.department', { department })] : []),
    ...(environment === 'sandbox' ? [say('connect.sandbox')] : []),
  ];
}

function connectButton(say: Say): LayoutBlock {
  return actions({ id: ACTION.connect, label: say('setup.connect'), style: 'primary' });
}

function numberButtons(say: Say, { id }: ConnectedNumber): LayoutBlock {
  return actions(
    { id: ACTION.edit, label: say('number.edit'), style: 'primary', value: id },
    { id: ACTION.disconnect, label: say('number.disconnect'), style: 'danger', value: id },
  );
}

function card(words: string, ...buttons: LayoutBlock[]): Card {
  return { text: words, blocks: [section(words), ...buttons] };
}
