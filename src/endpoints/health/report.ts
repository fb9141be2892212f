import { LEVELS, type NumberStatus, type Overview } from '../../services/health/status';

const SECOND = 1_000;

/** The numbers' state as JSON. Of phone numbers it names our own alone. */
export function healthReport({ at, numbers, outboundMessages }: Overview): object {
  const levels = numbers.map(({ level }) => level);
  return {
    status: LEVELS.find((level) => levels.includes(level)) ?? 'ok',
    time: timeOf(at),
    outboundMessages,
    numbers: numbers.map((status) => numberReport(status, at)),
  };
}

function numberReport(
  { number, level, checkup, templates, traffic, waiting }: NumberStatus,
  now: number,
): object {
  const { health = {}, webhook, failure } = checkup ?? {};
  const { oldestAt, ...counts } = waiting;
  return {
    id: number.id,
    number: number.displayNumber,
    name: number.verifiedName ?? null,
    environment: number.environment,
    status: level,
    canSend: health.ability ?? null,
    hindrances: health.hindrances ?? [],
    quality: health.quality ?? null,
    messagingLimit: health.messagingLimit ?? null,
    webhook: webhook ? { state: webhook.state, host: webhook.host ?? null } : null,
    failure: failure ? { code: failure.code, since: timeOf(failure.since) } : null,
    templatesSyncedAt: timeOf(templates?.syncedAt),
    checkedAt: timeOf(checkup?.checkedAt),
    lastInboundAt: timeOf(traffic.lastInboundAt),
    lastOutboundAt: timeOf(traffic.lastOutboundAt),
    last24Hours: { received: traffic.received, sent: traffic.sent, errors: traffic.errors },
    waiting: {
      ...counts,
      oldestSeconds: oldestAt === undefined ? 0 : Math.max(0, Math.round((now - oldestAt) / SECOND)),
    },
  };
}

function timeOf(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}
