import { BULK_ACTION } from '../rocketchat/bulkBoard';
import { whisper } from '../rocketchat/whisper';
import type { ClickHandler } from './desk';

/** The buttons under a job in the setup room. They may be older than what became of it. */
export const bulkClicks: Record<string, ClickHandler> = {
  [BULK_ACTION.pause]: button('pause'),
  [BULK_ACTION.resume]: button('resume'),
  [BULK_ACTION.cancel]: button('cancel'),
};

function button(wish: keyof typeof BULK_ACTION): ClickHandler {
  return {
    audience: 'administrators',
    async run({ services, accessors, say }, { user, room, value = '' }) {
      const answer = await services.bulk.order(value, wish);
      if ('refusal' in answer && room) {
        await whisper(accessors.modify, services.appUser, { user, room }, say('bulk.tooLate'));
      }
    },
  };
}
