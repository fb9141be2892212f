import { text, type Text } from '../domain/text';
import { whisper } from '../rocketchat/whisper';
import { MESSAGE_ACTION, readAgain } from '../services/outbound/actions';
import type { Services } from '../wiring';
import type { Click, ClickHandler } from './desk';

/** What a button does with its value. @returns false when the message is not there any more */
type Deed = (services: Services, value: string, roomId?: string) => Promise<boolean>;

/** The buttons under notices at messages. */
export const messageClicks: Record<string, ClickHandler> = {
  [MESSAGE_ACTION.retry]: button('action.retried', async ({ secondTries }, value, roomId) => {
    const again = readAgain(value);
    return again !== undefined && secondTries.retry(again, roomId);
  }),
  [MESSAGE_ACTION.hold]: button('action.held', ({ secondTries }, value) => secondTries.hold(value)),
  [MESSAGE_ACTION.correct]: button('action.corrected', ({ secondTries }, value) =>
    secondTries.correct(value),
  ),
};

/** Once it is done, the notice says so and has no button any more. */
function button(sentence: string, deed: Deed): ClickHandler {
  return {
    audience: 'agents',
    async run({ services, accessors, say }, { user, room, value = '', messageId }: Click) {
      if (await deed(services, value, room?.id)) {
        const done: Text = text(sentence, { user: user.name || user.username });
        await (messageId && services.notices.replace(messageId, done));
      } else if (room) {
        await whisper(accessors.modify, services.appUser, { user, room }, say('action.gone'));
      }
    },
  };
}
