import { text } from '../../domain/text';
import type { NoticeAction } from '../ports';

/** Ids of buttons about windows, in rooms and in the bar. */
export const WINDOW_ACTION = {
  /** The dialog for templates. */
  sendTemplate: 'send-template',
  show: 'customer-window',
  refresh: 'customer-window-refresh',
  discard: 'held-discard',
  discardAll: 'held-discard-all',
} as const;

export function templateAction(roomId: string): NoticeAction {
  return { id: WINDOW_ACTION.sendTemplate, label: text('action.sendTemplate'), value: roomId };
}

/** What somebody can do about a window that ends. */
export function windowActions(roomId: string): NoticeAction[] {
  return [
    templateAction(roomId),
    { id: WINDOW_ACTION.show, label: text('action.showWindow'), value: roomId },
  ];
}
