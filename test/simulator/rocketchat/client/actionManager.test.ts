import {
  ActionManager,
  type ServerInteraction,
  type UserInteraction,
} from '../../../../simulator/rocketchat/client/actionManager';
import { Views } from '../../../../simulator/rocketchat/client/views';

/** A clock that goes on when told to. */
class FakeTimer {
  private now = 0;
  private pending: { at: number; action: () => void }[] = [];

  readonly start = (action: () => void, ms: number): (() => void) => {
    const entry = { at: this.now + ms, action };
    this.pending.push(entry);
    return () => {
      this.pending = this.pending.filter((one) => one !== entry);
    };
  };

  advance(ms: number): void {
    this.now += ms;
    const due = this.pending.filter(({ at }) => at <= this.now);
    this.pending = this.pending.filter(({ at }) => at > this.now);
    due.forEach(({ action }) => action());
  }
}

/** An app that answers when the test says what. */
class FakeApp {
  sent: { triggerId: string; [field: string]: unknown }[] = [];
  private answers: ((answer: ServerInteraction | undefined) => void)[] = [];

  readonly send = (_: string, body: object): Promise<ServerInteraction | undefined> => {
    this.sent.push(body as { triggerId: string });
    return new Promise((resolve) => this.answers.push(resolve));
  };

  get triggerId(): string {
    return this.sent.at(-1)!.triggerId;
  }

  answer(answer: ServerInteraction | undefined): void {
    this.answers.shift()!(answer);
  }
}

const APP = '0b4b0e3c-0000-4000-8000-000000000001';
const VIEW = { id: 'edit', appId: APP, submit: {}, blocks: [] };
const CLICK: UserInteraction = { type: 'blockAction', actionId: 'go', payload: {}, container: {} };
const SUBMIT: UserInteraction = { type: 'viewSubmit', viewId: 'edit', payload: {} };

function tab() {
  const timer = new FakeTimer();
  const app = new FakeApp();
  const views = new Views();
  const actions = new ActionManager(views, app.send, timer.start);
  return { timer, app, views, actions };
}

describe('a trigger id', () => {
  it('opens one view and no second one', () => {
    const { views, actions } = tab();
    const triggerId = actions.newTriggerId(APP);

    expect(actions.receive({ type: 'modal.open', triggerId, view: VIEW })).toBe(true);
    expect(actions.receive({ type: 'modal.open', triggerId, view: { ...VIEW, id: 'late' } })).toBe(false);
    expect(views.all.map(({ id }) => id)).toEqual(['edit']);
  });

  it('is used up by an interaction of any kind', () => {
    const { views, actions } = tab();
    const triggerId = actions.newTriggerId(APP);
    actions.receive({ type: 'errors', triggerId, viewId: 'none', errors: {} });
    actions.receive({ type: 'modal.open', triggerId, view: VIEW });
    expect(views.all).toEqual([]);
  });

  it('is good just before five seconds and dead after', () => {
    const { timer, actions } = tab();
    const [first, second] = [actions.newTriggerId(APP), actions.newTriggerId(APP)];
    timer.advance(4_999);
    expect(actions.receive({ type: 'modal.open', triggerId: first, view: VIEW })).toBe(true);
    timer.advance(1);
    expect(actions.receive({ type: 'modal.open', triggerId: second, view: VIEW })).toBe(false);
  });

  it('means nothing in another tab, nor without an app', () => {
    const { actions } = tab();
    expect(actions.receive({ type: 'modal.open', triggerId: 'of another tab', view: VIEW })).toBe(false);
    expect(
      actions.receive({ type: 'modal.open', triggerId: actions.newTriggerId(undefined), view: VIEW }),
    ).toBe(false);
  });

  it('of a click cannot be used by the answer when a push came first', async () => {
    const { app, views, actions } = tab();
    const click = actions.interact(APP, CLICK);
    actions.receive({ type: 'modal.open', triggerId: app.triggerId, view: VIEW });
    app.answer({ type: 'modal.open', triggerId: app.triggerId, view: { ...VIEW, id: 'second' } });
    await click;
    expect(views.all.map(({ id }) => id)).toEqual(['edit']);
  });
});

describe('a submitted view', () => {
  it.each<[string, Partial<ServerInteraction> | undefined, string[]]>([
    ['closes on success', { success: true }, []],
    ['stays open on errors', { type: 'errors', viewId: 'edit', errors: { field: 'wrong' } }, ['edit']],
    ['stays open on an update', { type: 'modal.update', view: VIEW }, ['edit']],
    ['gives way to another view', { type: 'modal.open', view: { ...VIEW, id: 'next' } }, ['next']],
    ['takes a new view of its own id with it', { type: 'modal.open', view: VIEW }, []],
    ['stays open without an answer', undefined, ['edit']],
  ])('%s', async (_, answer, open) => {
    const { app, views, actions } = tab();
    views.open('modal', VIEW);
    const submit = actions.interact(APP, SUBMIT);
    app.answer(answer && { ...answer, triggerId: app.triggerId });
    await submit;
    expect(views.all.map(({ id }) => id)).toEqual(open);
  });

  it('shows the errors at its fields, in either form', async () => {
    const { app, views, actions } = tab();
    views.open('modal', VIEW);
    for (const errors of [{ key: 'wrong', name: 'missing' }, [{ key: 'wrong' }, { name: 'missing' }]]) {
      const submit = actions.interact(APP, SUBMIT);
      app.answer({ type: 'errors', viewId: 'edit', errors, triggerId: app.triggerId } as ServerInteraction);
      await submit;
      expect(views.get('edit')?.errors).toEqual({ key: 'wrong', name: 'missing' });
    }
  });

  it('is closed with a toast when the answer takes five seconds', async () => {
    const { timer, app, views, actions } = tab();
    views.open('modal', VIEW);
    const submit = actions.interact(APP, SUBMIT);
    timer.advance(5_000);
    await submit;
    expect(actions.toasts).toEqual([{ type: 'error', message: 'UIKit_Interaction_Timeout' }]);
    expect(views.all).toEqual([]);

    app.answer({ type: 'modal.open', triggerId: app.triggerId, view: VIEW });
    await Promise.resolve();
    expect(views.all).toEqual([]);
  });
});

describe('other interactions', () => {
  it('leave an open view alone when they take too long', async () => {
    const { timer, views, actions } = tab();
    views.open('modal', VIEW);
    const click = actions.interact(APP, CLICK);
    timer.advance(5_000);
    await click;
    expect(actions.toasts).toHaveLength(1);
    expect(views.all).toHaveLength(1);
  });

  it('fail without the user seeing anything', async () => {
    const timer = new FakeTimer();
    const actions = new ActionManager(new Views(), () => Promise.reject(new Error('500')), timer.start);
    await actions.interact(APP, CLICK);
    expect(actions.toasts).toEqual([]);
    expect(actions.failures).toEqual([new Error('500')]);
  });

  it('close a view that the app agrees to close', async () => {
    const { app, views, actions } = tab();
    views.open('modal', VIEW);
    const close = actions.interact(APP, { type: 'viewClosed', payload: { viewId: 'edit' } });
    app.answer({ success: true });
    await close;
    expect(views.all).toEqual([]);
  });
});

describe('the screen', () => {
  it('has room for one modal and one contextual bar', () => {
    const views = new Views();
    views.open('modal', VIEW);
    views.open('contextualBar', { ...VIEW, id: 'bar' });
    views.open('modal', { ...VIEW, id: 'other' });
    expect(views.all.map(({ id }) => id)).toEqual(['bar', 'other']);
  });

  it('keeps what was entered when a view is updated', () => {
    const views = new Views();
    const input = (actionId: string, initialValue: string) => ({
      type: 'input',
      blockId: actionId,
      element: { type: 'plain_text_input', actionId, initialValue },
    });
    views.open('modal', { ...VIEW, blocks: [input('name', 'Ada')] });
    const view = views.get('edit')!;
    view.enter({ name: { value: 'Grace', blockId: 'name' } });
    view.update({ ...VIEW, blocks: [input('name', 'Ada'), input('city', 'Kiel')] });
    expect(view.view.blocks).toHaveLength(2);
    expect(view.state).toEqual({ name: { name: 'Grace' } });
  });
});
