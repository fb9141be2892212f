import type { InboundContent } from '../../domain/inboundContent';
import { text, type Say } from '../../domain/text';

type Call = Extract<InboundContent, { kind: 'call' }>;
type CallPermission = Extract<InboundContent, { kind: 'callPermission' }>;

export function showCall({ outcome, seconds }: Call, say: Say): string {
  if (outcome === 'missed') {
    return say(text('shown.call-missed'));
  }
  return seconds === undefined
    ? say(text('shown.call-ended'))
    : say(text('shown.call-lasted', { duration: clock(seconds) }));
}

export function showCallPermission({ granted, until }: CallPermission, say: Say): string {
  if (!granted) {
    return say(text('shown.callPermission-refused'));
  }
  return until === undefined
    ? say(text('shown.callPermission-granted'))
    : say(text('shown.callPermission-until', { until: new Date(until).toISOString().slice(0, 10) }));
}

/** `2:05`, `1:00:00` */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [first = 0, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [String(first), ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}
