import { text } from '../../../src/domain/text';
import { readAgain } from '../../../src/services/outbound/actions';
import { NO_AGENT_ONLINE } from '../../../src/services/ports';
import { settle } from '../../support/bridge';
import { aFailure } from '../../support/fakes';
import { HOUR, Scene } from './support';

const DAY = 24 * HOUR;

describe('HeldReplies', () => {
  let scene: Scene;

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    scene = await new Scene().begin();
    scene.world.settings.closedWindowPolicy = 'hold';
    await scene.customerWrites();
    scene.world.clock.advance(2 * DAY);
    await scene.agentWrites('m1', 'First\nanswer');
    scene.world.clock.advance(HOUR);
    await scene.agentWrites('m2', 'x'.repeat(100));
  });

  afterEach(() => jest.useRealTimers());

  it('lists what is kept, in order, by its beginning', async () => {
    const held = await scene.server.heldReplies.of(scene.ref);
    expect(held.map(({ messageId, excerpt }) => [messageId, excerpt])).toEqual([
      ['m1', 'First answer'],
      ['m2', `${'x'.repeat(79)}…`],
    ]);
    expect(await scene.server.heldReplies.of({ contactId: 'another', numberId: 'number-1' })).toEqual([]);
    expect(scene.world.api.sent).toEqual([]);
  });

  it('says at the message that it is kept, with a way to a template', () => {
    const [note] = scene.world.notices.notes;
    expect(note).toMatchObject({ messageId: 'm1', sentence: { key: 'notice.held' } });
    expect(note?.actions?.map(({ id }) => id)).toEqual(['send-template']);
  });

  it('offers a template and to keep the message where messages are not kept by themselves', async () => {
    scene.world.settings.closedWindowPolicy = 'notify';
    await scene.agentWrites('m3');
    const [failure] = scene.world.notices.failures;
    expect(failure?.failure.code).toBe(131047);
    expect(failure?.actions?.map(({ id, value }) => [id, value])).toEqual([
      ['send-template', scene.roomId],
      ['message-hold', 'm3'],
    ]);
  });

  it('sends no more of what somebody took off the list', async () => {
    const [first] = await scene.server.heldReplies.of(scene.ref);
    await scene.server.heldReplies.discard(first!, 'Ben');
    expect(scene.world.notices.notes.at(-1)).toMatchObject({
      messageId: 'm1',
      sentence: text('notice.heldDiscarded', { user: 'Ben' }),
    });
    await scene.customerWrites();
    await scene.server.secondTries.release();
    expect(scene.world.api.texts()).toEqual(['x'.repeat(100)]);
  });

  describe('of a room that is closed meanwhile', () => {
    it('are not sent blindly: who looks after the customer now decides', async () => {
      const before = scene.roomId;
      scene.world.clock.advance(3 * HOUR);
      scene.closeRoom();
      await scene.customerWrites();
      await Promise.all([scene.server.secondTries.release(), scene.anotherServer().secondTries.release()]);
      await settle();
      expect(scene.world.api.texts()).toEqual([]);
      expect(scene.roomId).not.toBe(before);
      const told = scene.world.notices.agents.filter(
        ({ sentence }) => sentence.key === 'notice.heldOfClosedRoom',
      );
      expect(
        told.map(({ roomId, sentence }) => [roomId, sentence.params?.age, sentence.params?.excerpt]),
      ).toEqual([
        [scene.roomId, { key: 'age.hours', params: { count: 4 } }, 'First answer'],
        [scene.roomId, { key: 'age.hours', params: { count: 3 } }, `${'x'.repeat(79)}…`],
      ]);
      expect(await scene.server.heldReplies.of(scene.ref)).toEqual([]);
      const again = readAgain(told[0]!.actions![0]!.value)!;
      await scene.server.secondTries.retry(again, scene.roomId);
      await settle();
      expect(scene.world.api.texts()).toEqual(['First\nanswer']);
    });

    it('stay kept as long as there is no open room to ask in', async () => {
      scene.closeRoom();
      scene.world.livechat.refusal = aFailure({ code: NO_AGENT_ONLINE });
      await scene.customerWrites();
      await scene.server.secondTries.release();
      await settle();
      expect(await scene.server.heldReplies.of(scene.ref)).toHaveLength(2);
      expect(scene.world.api.texts()).toEqual([]);
    });
  });

  it('gives up after a week, and says so with a way to a template', async () => {
    scene.world.clock.advance(7 * DAY - HOUR - 1);
    await scene.server.heldReplies.expire();
    expect(await scene.server.heldReplies.of(scene.ref)).toHaveLength(2);
    scene.world.clock.advance(1);
    await scene.server.heldReplies.expire();
    expect((await scene.server.heldReplies.of(scene.ref)).map(({ messageId }) => messageId)).toEqual(['m2']);
    const note = scene.world.notices.notes.at(-1);
    expect(note).toMatchObject({ messageId: 'm1', sentence: text('notice.heldExpired', { days: 7 }) });
    expect(note?.actions?.map(({ id }) => id)).toEqual(['send-template']);
  });
});
