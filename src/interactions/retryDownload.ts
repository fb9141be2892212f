import { whisper } from '../rocketchat/whisper';
import { RETRY_DOWNLOAD } from '../services/inbound/files';
import type { Click, ClickHandler, Desk } from './desk';

/** The button under the note that stands in for a customer's file. */
export const retryClicks: Record<string, ClickHandler> = {
  [RETRY_DOWNLOAD]: {
    audience: 'agents',
    run(desk, click) {
      // Not awaited: a download may take longer than the client waits for an answer.
      void retry(desk, click);
      return Promise.resolve();
    },
  },
};

async function retry({ services, accessors, say }: Desk, { value, room, user }: Click): Promise<void> {
  if (!value || !room) {
    return;
  }
  try {
    const answer = await services.retry.retry(value, room.id);
    if (answer) {
      await whisper(accessors.modify, services.appUser, { user, room }, say(answer));
    }
  } catch (error) {
    services.log.error('A file could not be fetched again', { reason: String(error) });
  }
}
