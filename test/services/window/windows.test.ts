import type { DeliveryUpdate } from '../../../src/domain/delivery';
import { HOUR, MINUTE, number, Scene } from './support';

describe('WindowService', () => {
  let scene: Scene;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    scene = await new Scene().begin();
  });

  afterEach(() => jest.useRealTimers());

  const pass = (milliseconds: number): void => scene.world.clock.advance(milliseconds);
  const windows = () => scene.server.windows.of(scene.ref);
  const REFERRAL = { source: 'ad', headline: 'Autumn offer' } as const;

  function status(rest: Partial<DeliveryUpdate>): DeliveryUpdate {
    const update = { event: 'status', wamid: 'wamid.OUT1', status: 'sent' } as const;
    return { ...update, at: scene.world.clock.now(), callbackData: `${scene.roomId}/m1#0`, ...rest };
  }

  it('tells how long anything may be sent', async () => {
    await scene.customerWrites();
    const opened = scene.world.clock.now();
    expect(await windows()).toEqual({ isOpen: true, endsAt: opened + 24 * HOUR });
    pass(24 * HOUR);
    expect(await windows()).toEqual({ isOpen: false, endsAt: opened + 24 * HOUR });
    expect(await scene.server.windows.of({ contactId: 'nobody', numberId: number.id })).toBeUndefined();
  });

  it('tells agents when the customer opens it again, once, whichever server hears of it', async () => {
    await scene.customerWrites();
    const another = scene.anotherServer();
    await scene.customerWrites(another);
    pass(25 * HOUR);
    await scene.customerWrites(scene.server);
    await scene.customerWrites(another);
    pass(MINUTE);
    await scene.customerWrites(scene.server);
    expect(scene.news).toEqual(['window.reopened']);
  });

  it('says nothing of it in a new room', async () => {
    await scene.customerWrites();
    scene.closeRoom();
    pass(25 * HOUR);
    await scene.customerWrites();
    expect(scene.world.livechat.rooms.size).toBe(2);
    expect(scene.news).toEqual([]);
  });

  it('knows of a free entry point, and of its end from WhatsApp', async () => {
    await scene.customerWrites(scene.server, { referral: REFERRAL });
    const answerBy = scene.world.clock.now() + 24 * HOUR;
    expect((await windows())?.freeEntry).toEqual({ state: 'offered', answerBy });
    await scene.agentWrites('m1');
    const until = scene.world.clock.now() + 71 * HOUR;
    await scene.server.deliveries.update(status({ freeUntil: until }));
    expect((await windows())?.freeEntry).toEqual({ state: 'open', until });
  });

  it('reckons the end of a free entry point from the first free message where WhatsApp does not tell', async () => {
    await scene.customerWrites(scene.server, { referral: REFERRAL });
    await scene.agentWrites('m1');
    const until = scene.world.clock.now() + 72 * HOUR;
    const pricing = { category: 'referral_conversion', billable: false, type: 'free_entry_point' };
    await scene.server.deliveries.update(status({ pricing }));
    pass(10 * HOUR);
    await scene.anotherServer().deliveries.update(status({ pricing, wamid: 'wamid.OUT2' }));
    expect((await windows())?.freeEntry).toEqual({ state: 'open', until });
  });

  it('costs messages that are no news nothing', async () => {
    await scene.customerWrites();
    await scene.customerWrites();
    const notes = scene.world.database.docs.filter(({ associations }) =>
      associations.some((one) => /window-end|free-entry/.test(one)),
    );
    expect(notes).toHaveLength(1);
  });
});
