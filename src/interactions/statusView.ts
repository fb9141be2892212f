import { UIKitSurfaceType, type IUIKitSurface } from '@rocket.chat/apps-engine/definition/uikit';
import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { Checkup } from '../domain/health';
import { nameOf } from '../domain/number';
import { text, type Say, type Text } from '../domain/text';
import { LEVELS, type NumberStatus, type Overview } from '../services/health/status';
import { TAKE_BACK } from '../services/health/webhookRepair';
import type { TemplateSync } from '../services/templates/ports';
import { ago } from '../services/shown/age';
import { failureWords } from '../services/shown/failureWords';
import { actions, section } from './blocks';

const STATUS_VIEW = 'number-status';
export const REFRESH = 'status-refresh';

const DIVIDER: LayoutBlock = { type: 'divider' };

/** Numbers that are shown: with more of them nobody finds the one that matters. */
const MOST = 20;

/** The most frequent errors, in words; the `health` endpoint has all, by code. */
const ERRORS_NAMED = 3;

const LIGHT = { ok: '🟢', warning: '🟡', critical: '🔴' } as const;

interface Shown {
  overview: Overview;
  /** Whether 360dialog is still being asked. */
  isAsking?: boolean;
  mayTakeBack: boolean;
}

/** Beside the room: how the numbers are. */
export function statusView(say: Say, shown: Shown): Omit<IUIKitSurface, 'appId'> {
  const { overview, isAsking, mayTakeBack } = shown;
  const numbers = worstOf(overview).flatMap((status) => [
    section(statusText(say, status, overview.at)),
    ...(mayTakeBack && isAway(status.checkup) ? [takeBackButton(say, status)] : []),
    DIVIDER,
  ]);
  return {
    type: UIKitSurfaceType.CONTEXTUAL_BAR,
    id: STATUS_VIEW,
    title: { type: 'plain_text', text: say('status.title') },
    blocks: [
      ...numbers,
      ...restTexts(say, overview).map((words) => section(words)),
      ...(isAsking ? [section(say('status.asking'))] : []),
      actions({ id: REFRESH, label: say('status.refresh') }),
    ],
  };
}

/** The same for clients that cannot open it. */
export function statusTexts(say: Say, overview: Overview): string[] {
  const texts = worstOf(overview).map((status) => statusText(say, status, overview.at));
  return [...texts, ...restTexts(say, overview)];
}

/** What stands below the numbers. */
function restTexts(say: Say, { numbers, outboundMessages }: Overview): string[] {
  return [
    ...(numbers.length === 0 ? [say('numbers.none')] : []),
    ...(numbers.length > MOST ? [say('status.more', { count: numbers.length - MOST })] : []),
    say(`status.outbound-${outboundMessages}`),
  ];
}

/** The numbers to be shown, those in trouble first. */
function worstOf({ numbers }: Overview): NumberStatus[] {
  const rank = ({ level }: NumberStatus): number => LEVELS.indexOf(level);
  return [...numbers].sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

function statusText(say: Say, status: NumberStatus, now: number): string {
  return linesOf(status, now)
    .map((line) => say(line))
    .join('\n');
}

function linesOf({ number, level, checkup, templates, traffic, waiting }: NumberStatus, now: number): Text[] {
  const { health = {}, failure, webhook } = checkup ?? {};
  const since = (time: number | undefined): Text =>
    time === undefined ? text('status.never') : ago(now - time);
  return [
    text('status.number', {
      light: LIGHT[level],
      number: nameOf(number),
      name: number.verifiedName ?? '',
    }),
    ...(failure ? [text('status.failure', { reason: failure.human, age: since(failure.since) })] : []),
    ...(health.ability ? [text(`status.ability-${health.ability}`)] : []),
    ...(health.hindrances ?? []).map(({ words, solution = '' }) =>
      text(solution ? 'status.hindranceSolution' : 'status.hindrance', { words, solution }),
    ),
    ...(health.quality ? [text(`status.quality-${health.quality}`)] : []),
    ...limitOf(health.messagingLimit),
    ...(webhook ? [text(`status.webhook-${webhook.state}`, { host: webhook.host ?? '' })] : []),
    ...(templates ? [templateLine(templates, since)] : []),
    text('status.lastInbound', { age: since(traffic.lastInboundAt) }),
    text('status.lastOutbound', { age: since(traffic.lastOutboundAt) }),
    text('status.traffic', { received: traffic.received, sent: traffic.sent }),
    ...(waiting.oldestAt === undefined
      ? [text('status.nothingWaits')]
      : [text('status.waiting', { in: waiting.in, out: waiting.out, age: since(waiting.oldestAt) })]),
    ...(waiting.held > 0 ? [text('status.held', { count: waiting.held })] : []),
    ...errorLines(traffic.errors),
    checkup ? text('status.checked', { age: since(checkup.checkedAt) }) : text('status.unchecked'),
  ];
}

function errorLines(errors: Record<string, number>): Text[] {
  const all = Object.entries(errors).sort(([, many], [, few]) => few - many);
  if (all.length === 0) {
    return [text('status.noErrors')];
  }
  const total = all.reduce((sum, [, count]) => sum + count, 0);
  const named = all.slice(0, ERRORS_NAMED);
  return [
    text('status.errors', { count: total }),
    ...named.map(([code, count]) => text('status.error', { count, what: failureWords(code) })),
  ];
}

function templateLine({ syncedAt, problem }: TemplateSync, since: (time: number | undefined) => Text): Text {
  const age = since(syncedAt);
  return problem ? text('status.templatesProblem', { age, problem }) : text('status.templates', { age });
}

function limitOf(limit: number | 'unlimited' | undefined): Text[] {
  if (limit === undefined) {
    return [];
  }
  return [limit === 'unlimited' ? text('status.unlimited') : text('status.limit', { limit })];
}

function isAway(checkup: Checkup | undefined): boolean {
  return checkup?.webhook !== undefined && checkup.webhook.state !== 'ours';
}

function takeBackButton(say: Say, { number }: NumberStatus): LayoutBlock {
  return actions({ id: TAKE_BACK, label: say('health.takeBack'), style: 'primary', value: number.id });
}
