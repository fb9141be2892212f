import { text } from '../../domain/text';
import type { NoticeAction } from '../ports';

/** Ids of the buttons under notices. */
export const MESSAGE_ACTION = {
  retry: 'message-retry',
  hold: 'message-hold',
  correct: 'message-correct',
} as const;

/** What is to be sent again: a message from one of its parts on, or, where the others went out, that part alone. */
export interface Again {
  messageId: string;
  from: number;
  alone: boolean;
  /** Grows with each try, so that two clicks on one button send once. */
  attempt: number;
}

export function retryAction(again: Again): NoticeAction {
  const { messageId, from, alone, attempt } = again;
  return {
    id: MESSAGE_ACTION.retry,
    label: text('action.retry'),
    value: [messageId, from, alone ? 1 : 0, attempt].join(' '),
  };
}

export function readAgain(value: string): Again | undefined {
  const match = /^(\S+) (\d+) ([01]) (\d+)$/.exec(value);
  return match
    ? { messageId: match[1]!, from: Number(match[2]), alone: match[3] === '1', attempt: Number(match[4]) }
    : undefined;
}

/** For a message that was kept and not sent. @param attempt tells this sending from others */
export function sendNowAction(messageId: string, attempt: number): NoticeAction {
  return { ...retryAction({ messageId, from: 0, alone: false, attempt }), label: text('action.sendNow') };
}

export function holdAction(messageId: string): NoticeAction {
  return { id: MESSAGE_ACTION.hold, label: text('action.hold'), value: messageId };
}

export function correctAction(messageId: string): NoticeAction {
  return { id: MESSAGE_ACTION.correct, label: text('action.correct'), value: messageId };
}
