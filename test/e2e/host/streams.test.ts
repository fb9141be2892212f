import type { UIKitBlockInteractionContext } from '@rocket.chat/apps-engine/definition/uikit';

import { Internet } from '../../../simulator/internet';
import { type RocketChat, startWorkspace } from '../../../simulator/rocketchat';
import { WebClient } from '../../../simulator/rocketchat/client/webClient';
import { fixtureApp, FixtureClient, grant } from '../support/fixtureApp';

describe('A browser tab at one of two servers', () => {
  let rocketChat: RocketChat;
  let tab: WebClient;
  let elsewhere: FixtureClient;

  beforeAll(async () => {
    rocketChat = await startWorkspace({ internet: new Internet(), instances: 2 });
    const permissions = grant('api', 'user.read', 'room.read', 'message.write', 'ui.interact');
    await rocketChat.installApp(fixtureApp({ permissions, implemented: ['IUIKitInteractionHandler'] }));
    const [here, there] = rocketChat.instances;
    tab = await WebClient.login(here.url, 'admin', 'admin-secret');
    elsewhere = new FixtureClient(there!);
  });

  afterAll(async () => {
    tab?.close();
    await rocketChat.stop();
  });

  test('gets the notice that an app on the other server sends to its user', async () => {
    await elsewhere.run(async ({ read, modify }) => {
      const user = await read.getUserReader().getByUsername('admin');
      const room = (await read.getRoomReader().getByName('general'))!;
      const notice = modify.getNotifier().getMessageBuilder().setRoom(room).setText('From over there');
      await modify.getNotifier().notifyUser(user, notice.getMessage());
    });
    await tab.waitForNotice('From over there');
  });

  test('opens the view that an app on the other server sends for its trigger id', async () => {
    const here = new FixtureClient(rocketChat.instance);
    await here.run(async ({ read, modify, app }) => {
      app.executeBlockActionHandler = async (context: UIKitBlockInteractionContext) => {
        app.triggerId = context.getInteractionData().triggerId;
        return context.getInteractionResponder().successResponse();
      };
      const room = (await read.getRoomReader().getByName('general'))!;
      const button = { type: 'button', actionId: 'open', text: { type: 'plain_text', text: 'Open' } };
      const blocks = [{ type: 'actions', elements: [button] }] as never;
      const message = modify.getCreator().startMessage().setRoom(room).setText('Press').setBlocks(blocks);
      await modify.getCreator().finish(message);
    });
    const { _id: general } = await tab.room('general');
    await tab.clickBlock(await tab.waitForMessage(general, 'Press'), 'open');
    const triggerId = await here.run(({ app }) => app.triggerId as string);
    await elsewhere.run(async ({ read, modify }, id) => {
      const user = await read.getUserReader().getByUsername('admin');
      const title = { type: 'plain_text', text: 'Hello' };
      const view = { type: 'modal', id: 'hello', title, blocks: [] } as never;
      await modify.getUiController().openSurfaceView(view, { triggerId: id }, user);
    }, triggerId);
    await tab.waitForView('hello');
  });
});
