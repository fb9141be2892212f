import { text, type Text } from '../../domain/text';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was, in one unit: "12 min ago". */
export function ago(milliseconds: number): Text {
  if (milliseconds < MINUTE) {
    return text('age.now');
  }
  if (milliseconds < 2 * HOUR) {
    return text('age.minutes', { count: Math.floor(milliseconds / MINUTE) });
  }
  return milliseconds < 2 * DAY
    ? text('age.hours', { count: Math.floor(milliseconds / HOUR) })
    : text('age.days', { count: Math.floor(milliseconds / DAY) });
}
