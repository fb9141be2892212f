import { Router } from 'express';

import { isReadMark, readMark } from '../validation/message';
import type { World } from '../world';
import { circumstancesOf } from './gate';
import { numberOf, route } from './request';

/** Sends messages and marks them as read, under `/messages` (sandbox: `/v1/messages`). */
export function messagesRouter({ messaging, statuses, faults }: World, path: string): Router {
  const router = Router();
  router.post(
    path,
    route(async (request, response) => {
      const number = numberOf(response);
      if (isReadMark(request.body)) {
        const { wamid, typing } = readMark(request.body);
        messaging.markRead(number, wamid, typing);
        response.json({ success: true });
        return;
      }
      const { message, answer } = messaging.accept(number, request.body);
      const where = { ...circumstancesOf(request), number: number.id };
      if (faults.take('status-before-response', where)) {
        await statuses.report(message, 'sent');
      }
      if (!faults.take('lost-response', where)) {
        response.json(answer);
      }
      messaging.dispatch(message);
    }),
  );
  return router;
}
