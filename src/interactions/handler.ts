import type {
  IUIKitResponse,
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';

import { text, type Text } from '../domain/text';
import { mayUse, type Audience } from '../rocketchat/access';
import { whisper } from '../rocketchat/whisper';
import type { NoticeAction } from '../services/ports';
import type { Accessors, Services } from '../wiring';
import {
  NextView,
  deskFor,
  type Click,
  type ClickHandler,
  type Desk,
  type FieldErrors,
  type Submit,
  type SubmitHandler,
} from './desk';
import { refusal, type SubmittedView } from './refusal';
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
    const answer = await this.answerOf(handler, { user, subject, state: view.state }, view);
    if (answer instanceof NextView) {
      return responder.updateModalViewResponse(answer.view);
    }
    return answer
      ? responder.viewErrorResponse({ viewId: view.id, errors: answer })
      : responder.successResponse();
  }

  /** A click is done when it was answered: what takes longer goes on behind. */
  private async answer(handler: ClickHandler | undefined, click: Click, action: string): Promise<void> {
    const handled = this.handle(handler, click, action).catch((error: unknown) => {
      this.logClick(action, error);
    });
    await inTime(handled);
  }

  private async handle(handler: ClickHandler | undefined, click: Click, action: string): Promise<void> {
    const desk = await deskFor(this.services, this.accessors, click.user);
    if (handler && !mayUse(handler.audience, click.user)) {
      await this.tell(click, desk.say(`access.denied-${handler.audience}`));
      return;
    }
    try {
      await handler?.run(desk, click);
    } catch (error) {
      this.logClick(action, error);
      await this.tell(click, desk.say('form.broken'));
    }
  }

  private logClick(action: string, error: unknown): void {
    this.services.log.error('A click was not handled', { action, reason: reasonOf(error) });
  }

  private async tell({ user, room }: Click, words: string): Promise<void> {
    await (room && whisper(this.accessors.modify, this.services.appUser, { user, room }, words));
  }

  private async answerOf(
    handler: SubmitHandler,
    submit: Submit,
    view: SubmittedView,
  ): Promise<FieldErrors | NextView | undefined> {
    const desk = await deskFor(this.services, this.accessors, submit.user);
    const refuse = (sentence: string): FieldErrors | NextView =>
      refusal(desk.say, view, handler.field, text(sentence));
    if (!mayUse(handler.audience, submit.user)) {
      return refuse(`access.denied-${handler.audience}`);
    }
    const running = handler
      .run(desk, submit)
      .then((result) => {
        const next = result instanceof NextView ? result.view : undefined;
        return (next && desk.views.whyTooBig(next, submit.state)) ?? result;
      })
      .catch((error: unknown) => {
        this.services.log.error('A form was not handled', { reason: reasonOf(error) });
        return refuse('form.broken');
      });
    const answer = await inTime(running);
    if (answer !== 'late') {
      return answer;
    }
    void running
      .then((late) => this.reportLate(late, { desk, submit, audience: handler.audience }))
      .catch((error: unknown) => {
        this.services.log.error('A late answer was not told', { reason: reasonOf(error) });
      });
    return undefined;
  }

  /** The form is closed by now: what it would have said goes to the setup room, or to the agent who filled it in. */
  private async reportLate(
    answer: FieldErrors | NextView | undefined,
    { desk, submit, audience }: { desk: Desk; submit: Submit; audience: Audience },
  ): Promise<void> {
    const { notices } = this.services;
    const { user } = submit;
    const say = (sentence: Text, button?: NoticeAction): Promise<unknown> =>
      audience === 'administrators'
        ? notices.toAdmins(sentence, button)
        : notices.toUser(user.username, sentence, button && [button]);
    if (!(answer instanceof NextView)) {
      for (const reason of Object.values(answer ?? {})) {
        await say(text('form.late', { reason }));
      }
    } else if (answer.late?.view) {
      await say(answer.late.reason, await desk.views.keep(await answer.late.view(), user));
    } else if (answer.late) {
      await say(text('form.late', { reason: answer.late.reason }));
    } else {
      await desk.views.offer(answer.view, submit);
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
