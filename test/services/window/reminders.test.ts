import { HOUR, MINUTE, Scene } from './support';

const REMINDER = 'window.reminder';

describe('WindowWatch', () => {
  let scene: Scene;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    scene = await new Scene().begin();
    await scene.customerWrites();
  });

  afterEach(() => jest.useRealTimers());

  const pass = (milliseconds: number): void => scene.world.clock.advance(milliseconds);

  it('reminds once a window, an hour before its end', async () => {
    pass(23 * HOUR - MINUTE);
    await scene.server.windowWatch.run();
    expect(scene.news).toEqual([]);
    for (let minute = 0; minute < 62; minute++) {
      pass(MINUTE);
      await scene.server.windowWatch.run();
    }
    expect(scene.news).toEqual([REMINDER]);
    const [{ roomId, sentence, actions }] = scene.world.notices.agents as [
      (typeof scene.world.notices.agents)[0],
    ];
    expect(roomId).toBe(scene.roomId);
    expect(sentence.params).toEqual({ minutes: 60 });
    expect(actions?.map(({ id, value }) => [id, value])).toEqual([
      ['send-template', scene.roomId],
      ['customer-window', scene.roomId],
    ]);
  });

  it('moves with each message of the customer', async () => {
    for (let day = 1; day <= 3; day++) {
      pass(22 * HOUR + 50 * MINUTE);
      await scene.server.windowWatch.run();
      await scene.customerWrites();
      pass(2 * MINUTE);
      await scene.server.windowWatch.run();
    }
    expect(scene.news).toEqual([]);
    pass(23 * HOUR - 2 * MINUTE);
    await scene.server.windowWatch.run();
    expect(scene.news).toEqual([REMINDER]);
  });

  it('reminds of the next window as well', async () => {
    pass(23 * HOUR);
    await scene.server.windowWatch.run();
    await scene.customerWrites();
    await scene.server.windowWatch.run();
    expect(scene.news).toEqual([REMINDER]);
    pass(23 * HOUR);
    await scene.server.windowWatch.run();
    expect(scene.news).toEqual([REMINDER, REMINDER]);
  });

  it('reminds nobody in a closed room, in one that a bot serves, or when it is off', async () => {
    pass(23 * HOUR + 10 * MINUTE);
    scene.world.settings.windowReminderMinutes = 0;
    await scene.server.windowWatch.run();
    scene.world.settings.windowReminderMinutes = 60;
    scene.closeRoom();
    await scene.server.windowWatch.run();
    expect(scene.news).toEqual([]);
    await scene.customerWrites();
    const room = scene.world.livechat.rooms.get(scene.roomId)!;
    scene.world.livechat.rooms.set(scene.roomId, { ...room, servedByBot: true });
    pass(23 * HOUR + 10 * MINUTE);
    await scene.server.windowWatch.run();
    expect(scene.news).toEqual([]);
  });

  it('reminds nobody of a window that has ended', async () => {
    pass(24 * HOUR);
    await scene.server.windowWatch.run();
    expect(scene.news).toEqual([]);
  });

  it('survives a restart, and reminds late rather than never', async () => {
    pass(23 * HOUR + 40 * MINUTE);
    const restarted = scene.anotherServer();
    await restarted.windowWatch.run();
    await scene.anotherServer().windowWatch.run();
    expect(scene.news).toEqual([REMINDER]);
    expect(scene.world.notices.agents[0]?.sentence.params).toEqual({ minutes: 20 });
  });

  it('reminds once when two servers look at the same moment', async () => {
    const servers = [scene.server, scene.anotherServer()];
    pass(23 * HOUR + 5 * MINUTE);
    await Promise.all(servers.map(({ windowWatch }) => windowWatch.run()));
    pass(5 * MINUTE);
    await Promise.all(servers.map(({ windowWatch }) => windowWatch.run()));
    expect(scene.news).toEqual([REMINDER]);
  });

  it('tries again what the workspace refused, and drops it once the customer has written', async () => {
    const toAgents = jest.spyOn(scene.world.notices, 'toAgents').mockRejectedValueOnce(new Error('away'));
    pass(23 * HOUR);
    await scene.server.windowWatch.run();
    expect(scene.news).toEqual([]);
    pass(2 * MINUTE);
    await scene.server.windowWatch.run();
    expect(scene.news).toEqual([REMINDER]);
    toAgents.mockRejectedValueOnce(new Error('away'));
    await scene.customerWrites();
    pass(23 * HOUR);
    await scene.server.windowWatch.run();
    await scene.customerWrites();
    pass(2 * MINUTE);
    await scene.server.windowWatch.run();
    expect(scene.news).toEqual([REMINDER]);
  });

  it('reads little: nothing grows with the conversations whose windows do not end now', async () => {
    await scene.server.windowWatch.run();
    const before = scene.world.database.calls;
    await scene.server.windowWatch.run();
    // Three hours of ends, and the reminders that somebody left behind.
    expect(scene.world.database.calls - before).toBeLessThanOrEqual(4);
  });

  describe('with a message to customers', () => {
    beforeEach(() => {
      scene.world.settings.windowReminderMessage = 'Please write to us once more.';
    });

    it('asks a customer who waits for an answer to write once more', async () => {
      pass(23 * HOUR);
      await scene.server.windowWatch.run();
      expect(scene.world.api.texts()).toEqual(['Please write to us once more.']);
    });

    it('does not urge a customer who was answered', async () => {
      pass(HOUR);
      await scene.agentWrites('m1');
      pass(22 * HOUR);
      await scene.server.windowWatch.run();
      expect(scene.news).toEqual([REMINDER]);
      expect(scene.world.api.texts()).toEqual(['Answer m1']);
    });
  });
});
