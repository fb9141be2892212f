import type {
  IUIKitResponse,
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import { text } from '../domain/text';
import { mayAdminister, mayAnswer } from '../rocketchat/access';
import { whisper } from '../rocketchat/whisper';
import type { Accessors, Services } from '../wiring';
import { connectSubmits } from './connectNumber';
import {
  say,
  type Audience,
  type ClickHandler,
  type Desk,
  type FieldErrors,
  type SubmitHandler,
} from './desk';
import { messageClicks } from './messageActions';
import { MESSAGE_INFO, messageInfoView } from './messageInfo';
import { numberClicks, numberSubmits } from './manageNumber';
import { retryClicks } from './retryDownload';
import { setupClicks } from './setupDialogue';

/** By action id. */
const CLICKS: Record<string, ClickHandler> = {
  ...{ ...setupClicks, ...numberClicks, ...retryClicks, ...messageClicks },
};
/** By view id, without what follows a colon. */
const SUBMITS: Record<string, SubmitHandler> = { ...connectSubmits, ...numberSubmits };

/** The client gives up after 5 s; the rest is for the way. Milliseconds. */
const ANSWER_WITHIN = 3_500;

/** Clicks and forms. Whatever happens, the client gets an answer: without one a form just stays. */
export class Interactions {
  private readonly desk: Desk;

  constructor(services: Services, accessors: Accessors) {
    this.desk = { services, accessors };
  }

  async click(context: UIKitBlockInteractionContext): Promise<IUIKitResponse> {
    const { actionId, user, triggerId, room, value, message } = context.getInteractionData();
    const handler = CLICKS[actionId];
    const { services, accessors } = this.desk;
    try {
      if (handler && mayUse(handler.audience, user)) {
        await handler.run(this.desk, { user, triggerId, room, value, messageId: message?.id });
      } else if (handler && room) {
        await whisper(accessors.modify, services.appUser, { user, room }, say('access.denied'));
      }
    } catch (error) {
      services.log.error('A click was not handled', { action: actionId, reason: reasonOf(error) });
    }
    return context.getInteractionResponder().successResponse();
  }

  /** A button that the app added to the client's menus. */
  async press(context: UIKitActionButtonInteractionContext): Promise<IUIKitResponse> {
    const { actionId, user, triggerId, message } = context.getInteractionData();
    const { services, accessors } = this.desk;
    try {
      if (actionId === MESSAGE_INFO && message?.id && mayUse('agents', user)) {
        const view = messageInfoView(await services.messageInfo.of(message.id));
        await accessors.modify.getUiController().openSurfaceView(view, { triggerId }, user);
      }
    } catch (error) {
      services.log.error('A button was not handled', { action: actionId, reason: reasonOf(error) });
    }
    return context.getInteractionResponder().successResponse();
  }

  async submit(context: UIKitViewSubmitInteractionContext): Promise<IUIKitResponse> {
    const { user, view } = context.getInteractionData();
    const responder = context.getInteractionResponder();
    const [form = '', subject = ''] = view.id.split(':');
    const handler = SUBMITS[form];
    if (!handler) {
      return responder.successResponse();
    }
    const errors = await this.errorsOf(handler, { user, subject, state: view.state });
    return errors ? responder.viewErrorResponse({ viewId: view.id, errors }) : responder.successResponse();
  }

  private async errorsOf(
    handler: SubmitHandler,
    submit: Parameters<SubmitHandler['run']>[1],
  ): Promise<FieldErrors | undefined> {
    if (!mayUse(handler.audience, submit.user)) {
      return { [handler.field]: say('access.denied') };
    }
    const running = handler.run(this.desk, submit).catch((error: unknown) => {
      this.desk.services.log.error('A form was not handled', { reason: reasonOf(error) });
      return { [handler.field]: say('form.broken') };
    });
    const errors = await Promise.race([running, after(ANSWER_WITHIN)]);
    if (errors !== 'late') {
      return errors;
    }
    void running.then((late) => this.reportLate(late));
    return undefined;
  }

  /** The form is closed by now, so what it would have said goes to the setup room. */
  private async reportLate(errors: FieldErrors = {}): Promise<void> {
    for (const reason of Object.values(errors)) {
      await this.desk.services.notices.toAdmins(text('form.late', { reason }));
    }
  }
}

function mayUse(audience: Audience, user: IUser): boolean {
  return audience === 'everybody' || (audience === 'agents' ? mayAnswer(user) : mayAdminister(user));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function after(milliseconds: number): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), milliseconds));
}
