import {
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
  type IUIKitResponse,
} from '@rocket.chat/apps-engine/definition/uikit';

import { Interactions } from '../../src/interactions/handler';
import type { View } from '../../src/interactions/views';
import { sayIn } from '../../src/rocketchat/translator';
import type { Accessors, Services } from '../../src/wiring';
import { RecordingLog, RecordingNotices } from './fakes';

interface Field {
  actionId?: string;
  initialValue?: unknown;
}

type Values = Record<string, { value: unknown; blockId?: string }>;

/**
 * What clients tell of a view that is submitted. Rocket.Chat: `UiKitModal` sends the whole view; Rocket.Chat.ReactNative:
 * `ModalBlockView` its id and what was entered alone, without the fields that nobody has touched and that were empty.
 */
export const CLIENTS = ['web', 'mobile'] as const;

/** Rocket.Chat: body-parser's default limit, bytes. */
const REQUEST = 100 * 1024;

/** Somebody with one form on the screen, by the rules of a client, and without a server between. */
export class Desktop {
  readonly notices = new RecordingNotices();
  readonly log = new RecordingLog();
  readonly user = { id: 'user-1', username: 'admin', name: 'Admin', roles: ['admin'] };
  /** What is on the screen. */
  view?: View;
  errors: Record<string, string> = {};
  private values: Values = {};
  private readonly interactions: Interactions;

  /** @param services what the forms of a test need besides words, log and notices */
  constructor(
    private readonly client: (typeof CLIENTS)[number],
    services: object,
  ) {
    const english = () => Promise.resolve(sayIn('en'));
    const languages = { ofUser: english, ofWorkspace: english };
    const all = { languages, log: this.log, notices: this.notices, ...services };
    const controller = {
      openSurfaceView: (view: View) => Promise.resolve(this.open(view)),
      updateSurfaceView: (view: View) => Promise.resolve(this.update(view)),
    };
    const accessors = { modify: { getUiController: () => controller } };
    this.interactions = new Interactions(all as unknown as Services, accessors as unknown as Accessors);
  }

  /** The blocks on the screen, for searching in them. */
  get words(): string {
    return JSON.stringify(this.view?.blocks);
  }

  async click(actionId: string, value: string): Promise<void> {
    const container = { type: 'view', id: this.view?.id ?? '' };
    const data = { actionId, value, container, user: this.user, triggerId: 'trigger' };
    await this.interactions.click(new UIKitBlockInteractionContext(data as never));
  }

  /** Enters values by action id, and submits the view. */
  async submit(entered: Record<string, string> = {}): Promise<void> {
    for (const [id, value] of Object.entries(entered)) {
      this.values[id] = { value, blockId: this.values[id]?.blockId ?? id };
    }
    this.take(await this.interactions.submit(this.submission()));
  }

  private submission(): UIKitViewSubmitInteractionContext {
    const state: Record<string, Record<string, unknown>> = {};
    for (const [id, { value, blockId = id }] of Object.entries(this.values)) {
      if (this.client === 'web' || value !== undefined) {
        state[blockId] = { ...state[blockId], [id]: value };
      }
    }
    const { id = '' } = this.view ?? {};
    const view = this.client === 'web' ? { ...this.view, state } : { id, state };
    const body = JSON.stringify({ view });
    if (Buffer.byteLength(body) > REQUEST) {
      throw new Error('The host answers 413, and the client shows nothing.');
    }
    const sent = JSON.parse(body) as object;
    return new UIKitViewSubmitInteractionContext({
      ...sent,
      user: this.user,
      triggerId: 'trigger',
    } as never);
  }

  private take(answer: IUIKitResponse & { type?: string; view?: View; errors?: Record<string, string> }) {
    this.errors = answer.errors ?? {};
    if (answer.type === 'modal.update' && answer.view) {
      this.update(answer.view);
    } else if (answer.type !== 'errors') {
      this.view = undefined;
    }
  }

  private open(view: View): void {
    this.view = view;
    this.errors = {};
    this.values = {};
    for (const { blockId, element } of view.blocks as { blockId?: string; element?: Field }[]) {
      if (element?.actionId) {
        this.values[element.actionId] = { value: element.initialValue, blockId };
      }
    }
  }

  /** Entered values stay; initial values of what is new are not taken over. */
  private update(view: View): void {
    this.view = view;
    this.errors = {};
  }
}
