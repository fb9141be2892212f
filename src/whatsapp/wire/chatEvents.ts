import * as v from 'valibot';
import { lenient, wireText, wireTime } from './fields';

/** An item of `calls[]`. */
export const callSchema = v.object({
  id: wireText,
  event: wireText,
  from: lenient(wireText),
  from_user_id: lenient(wireText),
  to: lenient(wireText),
  to_user_id: lenient(wireText),
  direction: lenient(wireText),
  timestamp: lenient(wireTime),
  status: lenient(wireText),
  /** Seconds; there when somebody took the call. */
  duration: lenient(v.pipe(wireText, v.transform(Number), v.number(), v.minValue(0))),
});

/** The head of an item of `message_echoes[]`; its content stands as in a message. */
export const echoHeadSchema = v.object({
  id: wireText,
  to: lenient(wireText),
  to_user_id: lenient(wireText),
  timestamp: lenient(wireTime),
  type: lenient(wireText),
  context: lenient(v.object({ id: lenient(wireText) })),
});

/** An item of `user_preferences[]`. */
export const preferenceSchema = v.object({
  wa_id: lenient(wireText),
  user_id: lenient(wireText),
  category: wireText,
  value: v.picklist(['stop', 'resume']),
  timestamp: lenient(wireTime),
});

/** An item of `user_id_update[]`, a field of early documentation that Meta took back. */
export const userIdUpdateSchema = v.object({
  wa_id: lenient(wireText),
  user_id: v.object({ previous: wireText, current: wireText }),
  timestamp: lenient(wireTime),
});
