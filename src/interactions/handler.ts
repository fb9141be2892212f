import type {
  IUIKitResponse,
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';

import { text } from '../domain/text';
import { mayUse } from '../rocketchat/access';
import { whisper } from '../rocketchat/whisper';
import type { Accessors, Services } from '../wiring';
import {
  NextView,
  deskFor,
  type Click,
  type ClickHandler,
  type FieldErrors,
  type Submit,
  type SubmitHandler,
} from './desk';
import { BUTTONS, CLICKS, SUBMITS } from './tables';

/** The client gives up after 5 s; the rest is for the way. Milliseconds. */
const ANSWER_WITHIN = 3_500;

/** Clicks and forms. Whatever happens, the client gets an answer: without one a form just stays. */
export class Interactions {
  constructor(
    private readonly services: Services,
    private readonly accessors: Accessors,
  ) {}

  async click(context: UIKitBlockInteractionContext): Promise<IUIKitResponse> {
    const data = context.getInteractionData();
    const { actionId, user, triggerId, room, value, message, blockId, container } = data;
    const subject = container.id.split(':')[1];
    const click = { user, triggerId, room, value, messageId: message?.id, blockId, subject };
    await this.answer(CLICKS[actionId], click, actionId);
    return context.getInteractionResponder().successResponse();
  }

  /** A button that the app added to the client's menus. */
  async press(context: UIKitActionButtonInteractionContext): Promise<IUIKitResponse> {
    const { actionId, user, triggerId, room, message } = context.getInteractionData();
    const button = BUTTONS.find(({ descriptor }) => descriptor.actionId === actionId);
    await this.answer(button, { user, triggerId, room, messageId: message?.id }, actionId);
    return context.getInteractionResponder().successResponse();
  }

  async submit(context: UIKitViewSubmitInteractionContext): Promise<IUIKitResponse> {
    const { user, view } = context.getInteractionData();
    const responder = context.getInteractionResponder();
    const [form = '', ...rest] = view.id.split(':');
    const subject = rest.join(':');
    const handler = SUBMITS[form];
    if (!handler) {
      return responder.successResponse();
    }
    // Rocket.Chat's mobile apps send the entered values without the view around them.
    const blocks = (view.blocks as typeof view.blocks | undefined) ?? [];
    const answer = await this.answerOf(handler, {
      user,
      subject,
      state: view.state,
      blockIds: blocks.flatMap(({ blockId }) => blockId ?? []),
    });
    if (answer instanceof NextView) {
      return responder.updateModalViewResponse(answer.view);
    }
    return answer
      ? responder.viewErrorResponse({ viewId: view.id, errors: answer })
      : responder.successResponse();
  }

  /** A click is done when it was answered: what takes longer goes on behind. */
  private async answer(handler: ClickHandler | undefined, click: Click, action: string): Promise<void> {
    const handled = this.handle(handler, click).catch((error: unknown) => {
      this.services.log.error('A click was not handled', { action, reason: reasonOf(error) });
    });
    await inTime(handled);
  }

  private async handle(handler: ClickHandler | undefined, click: Click): Promise<void> {
    const { user, room } = click;
    const desk = await deskFor(this.services, this.accessors, user);
    if (handler && mayUse(handler.audience, user)) {
      await handler.run(desk, click);
    } else if (handler && room) {
      const { appUser } = this.services;
      await whisper(
        this.accessors.modify,
        appUser,
        { user, room },
        desk.say(`access.denied-${handler.audience}`),
      );
    }
  }

  private async answerOf(
    handler: SubmitHandler,
    submit: Submit,
  ): Promise<FieldErrors | NextView | undefined> {
    const desk = await deskFor(this.services, this.accessors, submit.user);
    if (!mayUse(handler.audience, submit.user)) {
      return { [handler.field]: desk.say(`access.denied-${handler.audience}`) };
    }
    const running = handler.run(desk, submit).catch((error: unknown) => {
      this.services.log.error('A form was not handled', { reason: reasonOf(error) });
      return { [handler.field]: desk.say('form.broken') };
    });
    const answer = await inTime(running);
    if (answer !== 'late') {
      return answer;
    }
    void running.then((late) => this.reportLate(late));
    return undefined;
  }

  /** The form is closed by now, so what it would have said goes to the setup room. */
  private async reportLate(answer: FieldErrors | NextView | undefined): Promise<void> {
    const reasons = answer instanceof NextView ? [answer.reason ?? []].flat() : Object.values(answer ?? {});
    for (const reason of reasons) {
      await this.services.notices.toAdmins(text('form.late', { reason }));
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What comes of it, or `late` when the client cannot be let wait any longer. */
async function inTime<T>(running: Promise<T>): Promise<T | 'late'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ANSWER_WITHIN);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}
