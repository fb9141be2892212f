import { INTERACTION_TIMEOUT_MS } from './limits';
import type { Timer } from './timer';
import { TriggerIds } from './triggerIds';
import type { UiView, Views } from './views';

/** What a user does, in the words of `POST /api/apps/ui.interaction/:appId`. */
export type UserInteraction =
  | { type: 'blockAction'; actionId: string; payload: object; container: object; rid?: string; mid?: string }
  | { type: 'viewSubmit'; viewId: string; payload: object }
  | { type: 'viewClosed'; payload: { viewId: string; [field: string]: unknown } }
  | { type: 'actionButton'; actionId: string; payload: object; rid?: string; mid?: string; tmid?: string };

/** What a server answers or pushes. */
export interface ServerInteraction {
  type?: string;
  triggerId?: string;
  appId?: string;
  viewId?: string;
  view?: UiView;
  errors?: Record<string, string> | Record<string, string>[];
  [field: string]: unknown;
}

/** Shown at the edge of the window for some seconds. */
export interface Toast {
  type: 'error' | 'success' | 'info';
  message: string;
}

export type SendInteraction = (appId: string, body: object) => Promise<ServerInteraction | undefined>;

/** After these a submitted view stays open. */
const KEEPING_OPEN: readonly (string | undefined)[] = ['errors', 'modal.update', 'contextual_bar.update'];

/**
 * The rules of Rocket.Chat's web client for interactions with apps: one answer for an action, five seconds for it,
 * and what becomes of a view afterwards.
 */
export class ActionManager {
  readonly toasts: Toast[] = [];
  /** Requests that failed without the user seeing anything of it; a browser has them in its console. */
  readonly failures: unknown[] = [];
  private readonly triggerIds: TriggerIds;

  constructor(
    private readonly views: Views,
    private readonly send: SendInteraction,
    private readonly timer: Timer,
  ) {
    this.triggerIds = new TriggerIds(timer);
  }

  /** Actions so far. */
  get asked(): number {
    return this.triggerIds.total;
  }

  /** Actions that a server may still answer. */
  get awaited(): number {
    return this.triggerIds.size;
  }

  newTriggerId(appId: string | undefined): string {
    return this.triggerIds.create(appId);
  }

  /** Resolves when the interaction is over for the user: answered, failed, or given up after five seconds. */
  async interact(appId: string, interaction: UserInteraction): Promise<void> {
    const triggerId = this.newTriggerId(appId);
    let stopTimer = (): void => undefined;
    const timeout = new Promise<'timeout'>((resolve) => {
      stopTimer = this.timer(() => resolve('timeout'), INTERACTION_TIMEOUT_MS);
    });
    const exchange = this.exchange(appId, interaction, triggerId).catch((error: unknown) => {
      this.failures.push(error);
    });
    const outcome = await Promise.race([exchange, timeout]);
    stopTimer();
    if (outcome === 'timeout') {
      this.toasts.push({ type: 'error', message: 'UIKit_Interaction_Timeout' });
      if (interaction.type === 'viewSubmit') {
        this.views.close(interaction.viewId);
      }
    }
  }

  private async exchange(appId: string, interaction: UserInteraction, triggerId: string): Promise<void> {
    const answer = await this.send(appId, { ...interaction, triggerId });
    if (!answer) {
      throw new Error(`The app gave no answer to ${interaction.type}`);
    }
    this.receive(answer);
    if (interaction.type === 'viewSubmit' && !KEEPING_OPEN.includes(answer.type)) {
      this.views.close(interaction.viewId);
    }
    if (interaction.type === 'viewClosed' && answer.type !== 'errors') {
      this.views.close(interaction.payload.viewId);
    }
  }

  /** Does what a server asks for, if its trigger id is still good. @returns whether it was */
  receive(interaction: ServerInteraction): boolean {
    const appId = this.triggerIds.consume(interaction.triggerId);
    if (!appId) {
      return false;
    }
    const { type, view, viewId } = interaction;
    switch (type) {
      case 'modal.open':
      case 'contextual_bar.open':
        if (view) {
          this.views.open(type === 'modal.open' ? 'modal' : 'contextualBar', view);
        }
        break;
      case 'modal.update':
      case 'contextual_bar.update':
        if (view) {
          this.views.get(view.id)?.update(view);
        }
        break;
      case 'contextual_bar.close':
        this.views.close(view?.id ?? '');
        break;
      case 'errors':
        this.showErrors(viewId, interaction.errors);
        break;
    }
    return true;
  }

  private showErrors(viewId: string | undefined, errors: ServerInteraction['errors']): void {
    const view = this.views.get(viewId ?? '');
    if (view && errors) {
      view.errors = Array.isArray(errors) ? (Object.assign({}, ...errors) as Record<string, string>) : errors;
    }
  }
}
