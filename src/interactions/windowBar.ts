import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { Say } from '../domain/text';
import type { Windows } from '../domain/window';
import { HELD_LIFE, type HeldReply } from '../services/outbound/heldReplies';
import { WINDOW_ACTION } from '../services/window/actions';
import { actions, section } from './blocks';
import { clockTime, duration } from './times';
import type { View } from './views';

/** Held messages that the bar lists; the number of the others is told. */
const LISTED = 10;

const WINDOW_VIEW = 'customer-window';

export interface WindowFacts {
  roomId: string;
  /** Absent when the customer has never written. */
  windows?: Windows;
  held: HeldReply[];
  policy: 'notify' | 'hold';
  /** Unix milliseconds. */
  now: number;
  /** Of the reader, in hours. */
  utcOffset?: number | null;
}

/** What may be sent to a customer just now, and what waits. */
export function windowBar(say: Say, facts: WindowFacts): View {
  const { roomId, held } = facts;
  return {
    type: UIKitSurfaceType.CONTEXTUAL_BAR,
    id: `${WINDOW_VIEW}:${roomId}`,
    title: { type: 'plain_text', text: say('window.title') },
    blocks: [
      ...stateOf(say, facts).map((words) => section(words)),
      actions(
        { id: WINDOW_ACTION.sendTemplate, label: say('action.sendTemplate'), value: roomId },
        { id: WINDOW_ACTION.refresh, label: say('window.refresh'), value: roomId },
      ),
      ...(held.length > 0 ? heldBlocks(say, facts) : []),
    ],
  };
}

function stateOf(say: Say, { windows, policy, now, utcOffset }: WindowFacts): string[] {
  const mayTemplates = say(`window.mayTemplates-${policy}`);
  if (!windows) {
    return [say('window.never'), mayTemplates];
  }
  const { isOpen, endsAt, freeEntry } = windows;
  const end = clockTime(endsAt, utcOffset);
  return [
    isOpen
      ? say('window.open', { until: end, left: duration(say, endsAt - now) })
      : say('window.closed', { since: end, ago: duration(say, now - endsAt) }),
    isOpen ? say('window.mayAll') : mayTemplates,
    ...(freeEntry?.state === 'open'
      ? [say('window.freeOpen', { until: clockTime(freeEntry.until, utcOffset) })]
      : []),
    ...(freeEntry?.state === 'offered'
      ? [say('window.freeOffered', { answerBy: clockTime(freeEntry.answerBy, utcOffset) })]
      : []),
  ];
}

function heldBlocks(say: Say, { held, now, roomId }: WindowFacts): LayoutBlock[] {
  const listed = held.slice(0, LISTED).flatMap(({ messageId, excerpt, heldAt }) => [
    section(
      say('window.heldOne', {
        excerpt: excerpt || say('window.heldGone'),
        age: duration(say, now - heldAt),
        left: duration(say, Math.max(0, heldAt + HELD_LIFE - now)),
      }),
    ),
    actions({
      id: WINDOW_ACTION.discard,
      label: say('window.heldDiscard'),
      value: `${roomId} ${messageId}`,
    }),
  ]);
  const more = held.length - LISTED;
  return [
    section(say('window.held', { count: held.length })),
    ...listed,
    ...(more > 0 ? [section(say('window.heldMore', { count: more }))] : []),
    ...(held.length > 1
      ? [
          actions({
            id: WINDOW_ACTION.discardAll,
            label: say('window.heldDiscardAll'),
            style: 'danger',
            value: roomId,
          }),
        ]
      : []),
  ];
}
