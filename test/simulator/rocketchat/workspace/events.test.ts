import { Store } from '../../../../simulator/rocketchat/store';
import { Streams } from '../../../../simulator/rocketchat/streams';
import { Workspace } from '../../../../simulator/rocketchat/workspace/workspace';
import { RecordedEvents, SITE, useOffice } from './harness';

describe('Events of messages', () => {
  const office = useOffice();

  it('ask first, and tell afterwards', async () => {
    const room = await office().chat();
    await office().settled();
    office().events.heard.length = 0;
    await office().say(room, 'hi');
    await office().settled();
    expect(office().events.heard.map(({ event }) => event)).toEqual([
      'IPreMessageSentPrevent',
      'IPreMessageSentExtend',
      'IPreMessageSentModify',
      'IPostMessageSent',
    ]);
  });

  it('let apps prevent a message', async () => {
    const room = await office().chat({ department: 'Support' });
    office().events.answers.IPreMessageSentPrevent = () => true;
    const post = office().workspace.messages.post(office().ana, { rid: room._id, msg: 'hi' });
    await expect(post).rejects.toThrow('not sent');
    expect(await office().transcript(room._id)).not.toContain('hi');
  });

  it('let apps change a message', async () => {
    const room = await office().chat();
    office().events.answers.IPreMessageSentModify = (message) => ({
      ...message,
      msg: message.msg.toUpperCase(),
    });
    expect((await office().say(room, 'hi')).msg).toBe('HI');
  });

  it('have a name of their own for system messages', async () => {
    await office().chat();
    await office().settled();
    const types = office()
      .events.payloads('IPostSystemMessageSent')
      .map(({ t }) => t);
    expect(types.sort()).toEqual(['command', 'livechat-started', 'uj']);
    expect(office().events.payloads('IPostMessageSent')).toEqual([]);
  });

  it('are about every room, and about what the app itself and visitors write', async () => {
    const { workspace, admin, bot } = office();
    const room = await office().chat();
    await office().say(room, 'of a visitor');
    await workspace.messages.post(bot, { rid: room._id, msg: 'of the app' });
    const general = await workspace.rooms.create({ type: 'c', name: 'general', creator: admin });
    await workspace.messages.post(admin, { rid: general._id, msg: 'of an admin' });
    await office().settled();
    const texts = office()
      .events.payloads('IPostMessageSent')
      .map(({ msg }) => msg);
    expect(texts.sort()).toEqual(['of a visitor', 'of an admin', 'of the app']);
  });

  it('fail without harm to the message', async () => {
    const room = await office().chat();
    office().events.answers.IPostMessageSent = () => {
      throw new Error('app is gone');
    };
    expect((await office().say(room, 'hi')).msg).toBe('hi');
    await office().settled();
    expect(office().log).toEqual(['IPostMessageSent failed: Error: app is gone']);
  });
});

describe('Post events', () => {
  it('are not waited for, and may overtake each other', async () => {
    const delays: number[] = [];
    const events = new RecordedEvents();
    const workspace = new Workspace(await Store.open(), events, {
      siteUrl: SITE,
      streams: new Streams(),
      postDelay: () => delays.shift() ?? 0,
    });
    await workspace.roles.seed();
    const user = await workspace.users.create({ username: 'ana', roles: ['admin'] });
    const { _id: rid } = await workspace.rooms.direct(['ana'], user);
    delays.push(2_000, 1_000);
    await workspace.messages.post(user, { rid, msg: 'first' });
    await workspace.messages.post(user, { rid, msg: 'second' });
    expect(events.payloads('IPostMessageSent')).toEqual([]);
    while (events.payloads('IPostMessageSent').length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(events.payloads('IPostMessageSent').map(({ msg }) => msg)).toEqual(['second', 'first']);
  });
});
