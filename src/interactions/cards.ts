import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { ConnectedNumber } from '../domain/number';
import type { Say, Text } from '../domain/text';
import type { Services } from '../wiring';
import { actions, section, type Button } from './blocks';

/** Where people get an account. 360dialog: account sign-up. */
const SIGN_UP_URL = 'https://hub.360dialog.com/signup';
/** Opens WhatsApp with the word that makes 360dialog answer with a sandbox key. 360dialog: sandbox. */
const SANDBOX_URL = 'https://wa.me/551146733492?text=START';

/** Ids of the cards' buttons; messages with them stay in rooms for years. */
export const ACTION = {
  hasAccount: 'setup-has-account',
  needsAccount: 'setup-needs-account',
  wantsSandbox: 'setup-wants-sandbox',
  connect: 'setup-connect',
  /** Links open in the client; the click reaches us all the same and needs no answer. */
  signUp: 'setup-link',
  sandbox: 'setup-link-sandbox',
  edit: 'number-edit',
  texts: 'number-texts',
  refreshKey: 'number-refresh-key',
  /** Looks once more whether something is missing before customers can be answered. */
  check: 'number-check',
  disconnect: 'number-disconnect',
} as const;

/** What the bot posts: a text for notifications and clients without blocks, and the blocks. */
export interface Card {
  text: string;
  blocks: LayoutBlock[];
}

/**
 * Shows a card in the setup room, where everybody reads the language of the workspace.
 * @param messageId the card whose place it takes; it is posted where that is gone
 * @returns the id of the message that shows it
 */
export async function showCard(
  { languages, setupRoom }: Services,
  card: (say: Say) => Card,
  messageId?: string,
): Promise<string> {
  const { text, blocks } = card(await languages.ofWorkspace());
  if (messageId && (await setupRoom.replace(messageId, text, blocks))) {
    return messageId;
  }
  return setupRoom.post(text, blocks);
}

/** The bot's first words after the installation. */
export function questionCard(say: Say): Card {
  return card(
    say('setup.question'),
    actions(
      { id: ACTION.hasAccount, label: say('setup.yes'), style: 'primary' },
      { id: ACTION.needsAccount, label: say('setup.no') },
      { id: ACTION.wantsSandbox, label: say('setup.trySandbox') },
    ),
  );
}

/** For who has an account. */
export function stepsCard(say: Say): Card {
  return card(say('setup.steps'), actions(connectButton(say), noAccountButton(say)));
}

/** For who has none. */
export function signUpCard(say: Say): Card {
  return card(
    say('setup.signUp'),
    actions(
      { id: ACTION.signUp, label: say('setup.createAccount'), url: SIGN_UP_URL },
      connectButton(say),
      { id: ACTION.hasAccount, label: say('setup.yes') },
      { id: ACTION.wantsSandbox, label: say('setup.trySandbox') },
    ),
  );
}

/** For who wants to try with an own phone. */
export function sandboxCard(say: Say): Card {
  return card(
    say('setup.sandbox'),
    actions(
      { id: ACTION.sandbox, label: say('setup.sendStart'), url: SANDBOX_URL },
      connectButton(say),
      noAccountButton(say),
    ),
  );
}

/** What a card of a number shows besides it. */
export interface NumberFacts {
  number: ConnectedNumber;
  /** Undefined where Omnichannel decides. */
  departmentName?: string;
}

/** In the setup room, from the day on which a number was connected. */
export function connectedCard(
  say: Say,
  facts: NumberFacts,
  { gaps, changedBy }: { gaps: Text[]; changedBy?: string },
): Card {
  const words = [
    say('setup.connected'),
    ...describe(say, facts),
    ...earlierWebhook(say, facts.number),
    ...(changedBy ? [say('setup.changedBy', { user: changedBy })] : []),
    ...gaps.map((gap) => `⚠️ ${say(gap)}`),
    say('setup.help'),
  ];
  return card(words.join('\n'), numberButtons(say, facts.number, gaps.length > 0));
}

/** What stays of a number's card. */
export function disconnectedCard(say: Say, outcome: Text): Card {
  return card(say(outcome), actions(connectButton(say)));
}

/** One number of the list. */
export function numberCard(say: Say, facts: NumberFacts): Card {
  return card(describe(say, facts).join('\n'), numberButtons(say, facts.number));
}

function describe(say: Say, { number, departmentName: department }: NumberFacts): string[] {
  const { displayNumber, verifiedName, environment } = number;
  return [
    say('setup.number', { number: displayNumber }),
    ...(verifiedName ? [say('setup.name', { name: verifiedName })] : []),
    ...(department ? [say('setup.department', { department })] : []),
    ...(environment === 'sandbox' ? [say('connect.sandbox')] : []),
  ];
}

/** Its host alone: paths and headers of other systems may be secrets. */
function earlierWebhook(say: Say, { previousWebhook }: ConnectedNumber): string[] {
  const host = previousWebhook && hostOf(previousWebhook.url);
  return host ? [say('setup.earlierWebhook', { host })] : [];
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function connectButton(say: Say): Button {
  return { id: ACTION.connect, label: say('setup.connect'), style: 'primary' };
}

function noAccountButton(say: Say): Button {
  return { id: ACTION.needsAccount, label: say('setup.no') };
}

function numberButtons(say: Say, { id }: ConnectedNumber, hasGaps = false): LayoutBlock {
  return actions(
    ...(hasGaps ? [{ id: ACTION.check, label: say('number.check'), value: id }] : []),
    { id: ACTION.edit, label: say('number.edit'), style: 'primary', value: id },
    { id: ACTION.texts, label: say('number.texts'), value: id },
    { id: ACTION.refreshKey, label: say('number.refreshKey'), value: id },
    { id: ACTION.disconnect, label: say('number.disconnect'), style: 'danger', value: id },
  );
}

function card(words: string, buttons: LayoutBlock): Card {
  return { text: words, blocks: [section(words), buttons] };
}
