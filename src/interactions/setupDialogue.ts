import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { ConnectedNumber } from '../domain/number';
import { text } from '../domain/text';
import { translate } from '../rocketchat/translator';
import { actions, section } from './blocks';

/** Where people get an account. 360dialog: account sign-up. */
const SIGN_UP_URL = 'https://hub.360dialog.com/signup';
/** Opens WhatsApp with the word that makes 360dialog answer with a sandbox key. 360dialog: sandbox. */
const SANDBOX_URL = 'https://wa.me/551146733492?text=START';

export const SETUP_ACTION = {
  hasAccount: 'setup-has-account',
  needsAccount: 'setup-needs-account',
  connect: 'setup-connect',
  /** Links open in the client; the click reaches us all the same and needs no answer. */
  link: 'setup-link',
} as const;

/** What the bot posts: a text for notifications and clients without blocks, and the blocks. */
export interface Card {
  text: string;
  blocks: LayoutBlock[];
}

const t = (key: string, params?: Record<string, string | number>): string => translate(text(key, params));

/** The bot's first words after the installation. */
export function questionCard(): Card {
  return card(
    t('setup.question'),
    actions(
      { id: SETUP_ACTION.hasAccount, label: t('setup.yes'), primary: true },
      { id: SETUP_ACTION.needsAccount, label: t('setup.no') },
    ),
  );
}

export function stepsCard(): Card {
  return card(t('setup.steps'), connectButton());
}

export function signUpCard(): Card {
  return card(
    t('setup.signUp'),
    actions(
      { id: SETUP_ACTION.link, label: t('setup.createAccount'), url: SIGN_UP_URL },
      { id: `${SETUP_ACTION.link}-sandbox`, label: t('setup.trySandbox'), url: SANDBOX_URL },
    ),
    connectButton(),
  );
}

/** After a number was connected. */
export function connectedCard(number: ConnectedNumber, departmentName: string | undefined): Card {
  return card(
    [
      t('setup.connected'),
      t('setup.number', { number: number.displayNumber }),
      ...(number.verifiedName ? [t('setup.name', { name: number.verifiedName })] : []),
      ...(departmentName ? [t('setup.department', { department: departmentName })] : []),
      t('help.text'),
    ].join('\n'),
  );
}

function connectButton(): LayoutBlock {
  return actions({ id: SETUP_ACTION.connect, label: t('setup.connect'), primary: true });
}

function card(words: string, ...buttons: LayoutBlock[]): Card {
  return { text: words, blocks: [section(words), ...buttons] };
}
