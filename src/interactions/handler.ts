import type {
  IUIKitResponse,
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

import { text } from '../domain/text';
import { mayAdminister } from '../rocketchat/access';
import { translate } from '../rocketchat/translator';
import { whisper } from '../rocketchat/whisper';
import type { ConnectForm, ConnectResult } from '../services/connection';
import type { Accessors, Services } from '../wiring';
import { CONNECT_VIEW, connectView, fieldErrors, readConnectForm } from './connectNumber';
import { connectedCard, SETUP_ACTION, signUpCard, stepsCard, type Card } from './setupDialogue';

/** The client gives up after 5 s; the rest is for the way. Milliseconds. */
const ANSWER_WITHIN = 3_500;

/** Clicks and forms. Whatever happens, the client gets an answer: without one a form just stays. */
export class Interactions {
  constructor(
    private readonly services: Services,
    private readonly accessors: Accessors,
  ) {}

  async click(context: UIKitBlockInteractionContext): Promise<IUIKitResponse> {
    const { actionId, user, triggerId, room } = context.getInteractionData();
    const responder = context.getInteractionResponder();
    try {
      if (!(Object.values(SETUP_ACTION) as string[]).includes(actionId) || actionId === SETUP_ACTION.link) {
        return responder.successResponse();
      }
      if (!mayAdminister(user)) {
        if (room) {
          await whisper(this.accessors.modify, this.services.appUser, { user, room }, say('access.denied'));
        }
        return responder.successResponse();
      }
      if (actionId === SETUP_ACTION.hasAccount) {
        await this.post(stepsCard());
      } else if (actionId === SETUP_ACTION.needsAccount) {
        await this.post(signUpCard());
      } else if (triggerId) {
        await this.openConnect(user, triggerId);
      }
    } catch (error) {
      this.services.log.error('A click was not handled', { action: actionId, reason: reasonOf(error) });
    }
    return responder.successResponse();
  }

  async openConnect(user: IUser, triggerId: string): Promise<void> {
    const view = connectView(await this.services.workspace.departments());
    await this.accessors.modify.getUiController().openSurfaceView(view, { triggerId }, user);
  }

  async submit(context: UIKitViewSubmitInteractionContext): Promise<IUIKitResponse> {
    const { user, view } = context.getInteractionData();
    const responder = context.getInteractionResponder();
    if (view.id !== CONNECT_VIEW) {
      return responder.successResponse();
    }
    const errors = (refusal: Record<string, string>): IUIKitResponse =>
      responder.viewErrorResponse({ viewId: view.id, errors: refusal });
    if (!mayAdminister(user)) {
      return errors({ apiKey: say('access.denied') });
    }
    try {
      const connecting = this.connect(readConnectForm(view.state));
      const result = await Promise.race([connecting, after(ANSWER_WITHIN)]);
      if (result === 'late') {
        void connecting.then(
          (late) => this.reportLate(late),
          (error) => this.reportBroken(error),
        );
        return responder.successResponse();
      }
      return result.ok ? responder.successResponse() : errors(fieldErrors(result.refusal));
    } catch (error) {
      this.services.log.error('A number was not connected', { reason: reasonOf(error) });
      return errors({ apiKey: say('connect.broken') });
    }
  }

  private async connect(form: ConnectForm): Promise<ConnectResult> {
    const { connection, workspace } = this.services;
    const result = await connection.connect(form);
    if (result.ok) {
      const { departmentId } = result.number;
      const department = departmentId ? await workspace.departmentName(departmentId) : undefined;
      await this.post(connectedCard(result.number, department));
    }
    return result;
  }

  /** The form is closed by now, so what it would have said goes to the setup room. */
  private async reportLate(result: ConnectResult): Promise<void> {
    if (!result.ok) {
      for (const why of Object.values(result.refusal)) {
        await this.services.notices.toAdmins(text('connect.late', { reason: translate(why) }));
      }
    }
  }

  private async reportBroken(error: unknown): Promise<void> {
    this.services.log.error('A number was not connected', { reason: reasonOf(error) });
    await this.services.notices.toAdmins(text('connect.broken'));
  }

  private async post({ text: words, blocks }: Card): Promise<void> {
    await this.services.setupRoom.post(words, blocks);
  }
}

function say(key: string): string {
  return translate(text(key));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function after(milliseconds: number): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), milliseconds));
}
