import type { IModify } from '@rocket.chat/apps-engine/definition/accessors';
import type {
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';

import type { WebClient } from '../../../simulator/rocketchat/client/webClient';
import { AppHost } from '../support/appHost';

type Click = ReturnType<UIKitBlockInteractionContext['getInteractionData']>;

describe('A view of an app', () => {
  let host: AppHost;
  let tab: WebClient;
  let rid: string;

  beforeAll(async () => {
    host = await AppHost.start({ implemented: ['IUIKitInteractionHandler'] });
    tab = await host.tab('admin');
    rid = (await tab.room('general'))._id;
    await host.app.run(async ({ read, modify, app }, roomId) => {
      const text = (words: string) => ({ type: 'plain_text', text: words });
      const field = { type: 'plain_text_input', actionId: 'name' };
      app.view = (surface: string, id: string) => ({
        ...{ type: surface, id, title: text('Tea') },
        submit: { type: 'button', actionId: 'save', text: text('Save') },
        blocks: [{ type: 'input', blockId: 'name', label: text('Name'), element: field }],
      });
      const buttons = ['modal', 'contextualBar', 'nothing'].map((actionId) => {
        return { type: 'button', actionId, text: text(actionId) };
      });
      const room = (await read.getRoomReader().getById(roomId))!;
      const message = modify.getCreator().startMessage().setRoom(room).setText('Press one');
      message.setBlocks([{ type: 'actions', elements: buttons }] as never);
      await modify.getCreator().finish(message);
    }, rid);
  });
  afterAll(() => host.stop());

  beforeEach(async () => {
    // Opens what the pressed button is called, waits as long as it is told to, agrees to what is submitted.
    await host.app.run(({ app }) => {
      app.slow = 0;
      app.executeBlockActionHandler = async (
        context: UIKitBlockInteractionContext,
        read: never,
        _http: never,
        _persis: never,
        modify: never,
      ) => {
        app.click = context.getInteractionData();
        await new Promise((resolve) => setTimeout(resolve, app.slow));
        if (app.click.actionId !== 'nothing') {
          await app.open(app.click, modify, 'form');
        }
        return context.getInteractionResponder().successResponse();
      };
      app.open = (click: Click, modify: IModify, id: string) =>
        modify
          .getUiController()
          .openSurfaceView(app.view(click.actionId, id), { triggerId: click.triggerId }, click.user);
      app.executeViewSubmitHandler = async (context: UIKitViewSubmitInteractionContext) => {
        app.submitted = context.getInteractionData();
        await new Promise((resolve) => setTimeout(resolve, app.slow));
        return context.getInteractionResponder().successResponse();
      };
    });
  });
  afterEach(async () => {
    for (const { id } of tab.views) {
      await tab.closeView(id);
    }
  });

  const press = async (button: string): Promise<void> =>
    tab.clickBlock(await tab.waitForMessage(rid, 'Press one'), button);

  test('opens by the trigger id of a click, which tells the app of room and message', async () => {
    await press('modal');
    expect(await tab.waitForView('form')).toMatchObject({ surface: 'modal' });
    const click = await host.app.run(({ app }) => app.click as Click);
    expect(click).toMatchObject({ room: { id: rid }, message: { text: 'Press one' } });
  });

  test('may be a contextual bar', async () => {
    await press('contextualBar');
    expect(await tab.waitForView('form')).toMatchObject({ surface: 'contextualBar' });
  });

  test('does not open by a trigger id that was used already', async () => {
    await press('modal');
    await tab.waitForView('form');
    await host.app.run(({ app, modify }) => app.open(app.click, modify, 'second'));
    await expect(tab.waitForView('second', 300)).rejects.toThrow('«second»');
  });

  test('does not open when its trigger id is five seconds old', async () => {
    await press('nothing');
    await new Promise((resolve) => setTimeout(resolve, 5_100));
    await host.app.run(({ app, modify }) => {
      app.click.actionId = 'modal';
      return app.open(app.click, modify, 'late');
    });
    await expect(tab.waitForView('late', 300)).rejects.toThrow('«late»');
  });

  test('is submitted with what was entered, and without a room or message', async () => {
    await press('modal');
    await tab.waitForView('form');
    await tab.submitView('form', { name: 'Sencha' });
    const submitted = await host.app.run(({ app }) => app.submitted as Record<string, unknown>);
    expect(submitted).toMatchObject({ view: { id: 'form', state: { name: { name: 'Sencha' } } } });
    expect(submitted['room'] ?? submitted['message'] ?? undefined).toBeUndefined();
    expect(tab.views).toEqual([]);
  });

  test('shows the errors that the app answers with', async () => {
    await host.app.run(({ app }) => {
      app.executeViewSubmitHandler = async (context: UIKitViewSubmitInteractionContext) =>
        context
          .getInteractionResponder()
          .viewErrorResponse({ viewId: 'form', errors: { name: 'Not this one' } });
    });
    await press('modal');
    await tab.waitForView('form');
    await tab.submitView('form', { name: 'Coffee' });
    expect(tab.view('form').errors).toEqual({ name: 'Not this one' });
  });

  test('just stays when the app throws: the error is swallowed on the way', async () => {
    await host.app.run(({ app }) => {
      app.executeViewSubmitHandler = async () => {
        throw new Error('No luck');
      };
    });
    await press('modal');
    await tab.waitForView('form');
    await tab.submitView('form', { name: 'Sencha' });
    expect(tab.view('form').errors).toEqual({});
    expect(tab.toasts).toEqual([]);
    expect(tab.failures.length).toBeGreaterThan(0);
  });

  test('is given up after five seconds, with a toast, while the app goes on', async () => {
    await press('modal');
    await tab.waitForView('form');
    await host.app.run(({ app }) => {
      app.slow = 5_300;
      app.submitted = undefined;
    });
    await tab.submitView('form', { name: 'Sencha' });
    expect(tab.toasts.map(({ message }) => message)).toEqual(['UIKit_Interaction_Timeout']);
    expect(tab.views).toEqual([]);
    expect(await host.app.run(({ app }) => app.submitted.view.id as string)).toBe('form');
  });
});
