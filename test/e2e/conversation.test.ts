import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { RoomDoc } from '../../simulator/rocketchat/documents';
import type { Town } from '../../simulator/town';
import { changeSetting, quiet, roomMessages, runJob, setAgents } from './support/actions';
import { eventually } from './support/room';
import {
  agentIn,
  customerMessages,
  leave,
  openRoomOf,
  roomsOf,
  townWithApp,
  waitForCustomerMessages,
} from './support/town';

describe.each(['1.53.1', '1.62.0'] as const)('Conversations in engine %s', (engineVersion) => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp({ engineVersion });
    town.dialog360.updateNumber(town.people.production.id, { coexistence: true });
    await town.connect({ offlineMessage: 'We are asleep.' });
  });

  afterAll(() => leave(town));

  const number = (): string => town.people.production.displayNumber;
  const mara = () => town.people.customers[0]!;
  const rafael = () => town.people.customers[1]!;

  /** Closes a room in the very moment before the next message or file of a customer reaches it. */
  function closeJustBefore(room: RoomDoc): void {
    const { rooms } = town.rocketchat.instance.workspace.livechat;
    const send = rooms.sendAsVisitor.bind(rooms);
    const spy = jest.spyOn(rooms, 'sendAsVisitor').mockImplementation(async (message) => {
      spy.mockRestore();
      await (await agentIn(town, room)).closeRoom(room._id, 'done');
      return send(message);
    });
  }

  it('posts a message once, in a proper new room, when its room is closed just before', async () => {
    mara().send(number(), { kind: 'text', text: 'Before the end' });
    const first = await openRoomOf(town, 'Mara Lindner');
    await waitForCustomerMessages(town, first._id, 1);
    closeJustBefore(first);
    mara().send(number(), { kind: 'text', text: 'In the last moment' });
    const second = await waitForNewRoom(first);
    await waitForCustomerMessages(town, second._id, 1);
    expect(await customerMessages(town, first._id)).toEqual(['Before the end']);
    expect(await customerMessages(town, second._id)).toEqual(['In the last moment']);
    const rooms = await roomsOf(town, 'Mara Lindner');
    expect(rooms.map(({ source, customFields }) => ({ source, customFields }))).toEqual([
      { source: first.source, customFields: first.customFields },
      { source: first.source, customFields: first.customFields },
    ]);
  });

  it('puts a file into a new room when its room is closed just before, with its caption', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const { uploads } = town.rocketchat.instance.workspace;
    const save = uploads.save.bind(uploads);
    const spy = jest.spyOn(uploads, 'save').mockImplementation(async (file, bytes) => {
      spy.mockRestore();
      await (await agentIn(town, room)).closeRoom(room._id, 'done');
      return save(file, bytes);
    });
    mara().send(number(), { kind: 'document', filename: 'plan.pdf', caption: 'The plan' });
    const next = await waitForNewRoom(room);
    expect(await waitForCustomerMessages(town, next._id, 2)).toEqual(['plan.pdf', 'The plan']);
  });

  function waitForNewRoom(before: RoomDoc): Promise<RoomDoc> {
    return waitFor(
      'a new room',
      async () => (await roomsOf(town, 'Mara Lindner')).find(({ open, _id }) => open && _id !== before._id),
      () => '',
    );
  }

  it('quotes the message that a customer answers to, in the form of Rocket.Chat', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const agent = await agentIn(town, room);
    await agent.send(room._id, 'Tea or coffee?');
    const { wamid } = await mara().receives(({ preview }) => preview === 'Tea or coffee?');
    await quiet(town);
    mara().send(number(), { kind: 'text', text: 'Tea, please', quote: wamid });
    const answer = await agent.waitForMessage(room._id, 'Tea, please');
    const question = await agent.waitForMessage(room._id, 'Tea or coffee?');
    expect(answer.msg).toBe(
      `[ ](https://chat.example.org/live/${room._id}?msg=${question._id})\nTea, please`,
    );
    expect(answer.attachments).toMatchObject([{ text: 'Tea or coffee?' }]);
  });

  it('leaves quotes out when the setting says so, and where the message is not known', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const agent = await agentIn(town, room);
    mara().send(number(), { kind: 'text', text: 'About something old', quote: 'wamid.UNKNOWN' });
    expect((await agent.waitForMessage(room._id, 'About something old')).msg).toBe('About something old');
  });

  it('shows a reaction at its message, changes it and takes it back', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const agent = await agentIn(town, room);
    const { wamid } = await mara().receives(({ preview }) => preview === 'Tea or coffee?');
    mara().react(number(), wamid, '❤️');
    const note = await agent.waitForMessage(room._id, /reacted with ❤️/);
    expect(note.attachments).toMatchObject([{ text: 'Tea or coffee?' }]);
    mara().react(number(), wamid, '👍');
    const changed = await agent.waitForMessage(room._id, /reacted with 👍/);
    expect(changed._id).toBe(note._id);
    mara().react(number(), wamid);
    await eventually('the reaction to be gone', async () =>
      (await roomMessages(town, room._id)).every(({ msg }) => !msg.includes('reacted')),
    );
  });

  const itSince162 = engineVersion === '1.62.0' ? it : it.skip;

  itSince162("reacts as the app's user where its role may see the room", async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const { roles } = town.rocketchat.instance.workspace;
    const grant = roles.grant.bind(roles);
    const spy = jest
      .spyOn(roles, 'grant')
      .mockImplementation(
        (own, permission) => permission === 'view-livechat-rooms' || grant(own, permission),
      );
    const { wamid } = await mara().receives(({ preview }) => preview === 'Tea or coffee?');
    mara().react(number(), wamid, '👍');
    const reactions = async (): Promise<unknown> => {
      const [question] = await town.rocketchat.store.messages.findAsync({
        rid: room._id,
        msg: 'Tea or coffee?',
      });
      return question!.reactions;
    };
    await eventually('the reaction', async () => (await reactions()) !== undefined);
    spy.mockRestore();
    expect(await reactions()).toEqual({ ':thumbsup:': { usernames: ['whatsapp.bot'] } });
  });

  it('applies edits and deletions to the message in the room', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const agent = await agentIn(town, room);
    const { wamid } = mara().send(number(), { kind: 'text', text: 'Two bags' });
    const posted = await agent.waitForMessage(room._id, 'Two bags');
    mara().edit(wamid, 'Three bags');
    const edited = await agent.waitForMessage(room._id, 'Three bags');
    expect(edited._id).toBe(posted._id);
    mara().revoke(wamid);
    expect((await agent.waitForMessage(room._id, /deleted this message/))._id).toBe(posted._id);
  });

  it('shows what was answered in the Business app as the bot, and sends it to nobody', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const agent = await agentIn(town, room);
    const before = mara().inbox.length;
    town.dialog360.echo(number(), mara().record.waId, 'I am on the phone right now');
    const echo = await agent.waitForMessage(room._id, 'I am on the phone right now');
    expect(echo.msg).toContain('📱');
    expect(echo.u.username).toBe('whatsapp.bot');
    await town.dialog360.settled();
    expect(mara().inbox).toHaveLength(before);
  });

  it('keeps the room of a customer who moves to another number, and answers there', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const agent = await agentIn(town, room);
    mara().changeNumber('4915199999999');
    await agent.waitForMessage(room._id, /new WhatsApp number: \+49 1519 9999999/);
    await agent.send(room._id, 'Nice number');
    await mara().receives(({ preview }) => preview === 'Nice number');
    mara().send(number(), { kind: 'text', text: 'It is' });
    await agent.waitForMessage(room._id, 'It is');
    const visitors = await town.rocketchat.store.visitors.findAsync({ name: 'Mara Lindner' });
    expect(visitors.map(({ phone }) => phone)).toEqual([[{ phoneNumber: '+4915199999999' }]]);
  });

  itSince162('changes and deletes what was written in the Business app, as it is there', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const agent = await agentIn(town, room);
    const { waId } = mara().record;
    const wamid = town.dialog360.echo(number(), waId, 'We open at nyne');
    const echo = await agent.waitForMessage(room._id, 'We open at nyne');
    town.dialog360.editEcho(number(), waId, wamid, 'We open at nine');
    const edited = await agent.waitForMessage(room._id, 'We open at nine');
    expect({ id: edited._id, heading: edited.msg.split('\n')[0] }).toEqual({
      id: echo._id,
      heading: echo.msg.split('\n')[0],
    });
    town.dialog360.revokeEcho(number(), waId, wamid);
    await agent.waitForMessage(
      room._id,
      ({ _id, msg }) => _id === echo._id && msg.includes('Deleted in the'),
    );
  });

  itSince162('shows an edit to very long words in part, with a file of the whole', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const agent = await agentIn(town, room);
    const { wamid } = mara().send(number(), { kind: 'text', text: 'A short line' });
    const posted = await agent.waitForMessage(room._id, 'A short line');
    mara().edit(wamid, '-'.repeat(4096));
    expect((await agent.waitForMessage(room._id, 'Shown in part'))._id).toBe(posted._id);
    const file = await agent.waitForMessage(room._id, ({ file }) =>
      /^message_.*\.txt$/.test(file?.name ?? ''),
    );
    expect(file.u.username).toBe('whatsapp.bot');
  });

  /** Mara's contact, visitor and room stay the same while something happens. */
  async function staysOne(change: () => unknown, text: string): Promise<void> {
    const room = await openRoomOf(town, 'Mara Lindner');
    await change();
    await town.dialog360.settled();
    mara().send(number(), { kind: 'text', text });
    await (await agentIn(town, room)).waitForMessage(room._id, text);
    expect(await town.rocketchat.store.visitors.countAsync({ name: 'Mara Lindner' })).toBe(1);
    expect((await roomsOf(town, 'Mara Lindner')).filter(({ open }) => open)).toHaveLength(1);
  }

  itSince162('knows a customer whose number has changed without a word of WhatsApp', async () => {
    await staysOne(() => Object.assign(mara().record, { waId: '4915188888888' }), 'Same me, other number');
    const visitors = await town.rocketchat.store.visitors.findAsync({ name: 'Mara Lindner' });
    expect(visitors.map(({ phone }) => phone)).toEqual([[{ phoneNumber: '+4915188888888' }]]);
  });

  itSince162.each([
    ['the system message', () => mara().changeUserId()],
    ['the field of its own', tellNewUserId],
  ])('knows a customer by a new user id alone, told by %s', async (form, change) => {
    await staysOne(change, `Before my number is hidden: ${form}`);
    await staysOne(() => mara().set({ hidesNumber: true }), `My number is hidden: ${form}`);
    mara().set({ hidesNumber: false });
  });

  async function tellNewUserId(): Promise<void> {
    const { record } = mara();
    const previous = record.userId;
    record.userId = 'DE.424242424242';
    const { displayNumber, phoneNumberId } = town.people.production;
    const timestamp = String(Math.floor(town.dialog360.now() / 1_000));
    await town.dialog360.emit(number(), 'user_id_update', {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: displayNumber, phone_number_id: phoneNumberId },
      user_id_update: [{ wa_id: record.waId, user_id: { previous, current: record.userId }, timestamp }],
    });
  }

  it('keeps the name that an agent gave a visitor', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const { livechat } = town.rocketchat.instance.workspace;
    await livechat.visitors.saveGuest(room.v!._id, { name: 'Mrs Lindner (VIP)' });
    mara().set({ name: 'Mara L.' });
    mara().send(number(), { kind: 'text', text: 'I changed my profile name' });
    await (await agentIn(town, room)).waitForMessage(room._id, 'I changed my profile name');
    expect((await livechat.visitors.byId(room.v!._id))?.name).toBe('Mrs Lindner (VIP)');
    mara().set({ name: 'Mara Lindner' });
  });

  it('hears a customer again whose contact was deleted', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const manager = await town.client('maria.manager');
    await expect(manager.deleteContact(room.contactId!)).rejects.toThrow('error-contact-has-open-rooms');
    await (await agentIn(town, room)).closeRoom(room._id, 'done');
    await quiet(town);
    await manager.deleteContact(room.contactId!);
    expect(await roomsOf(town, 'Mara Lindner')).toEqual([]);
    mara().send(number(), { kind: 'text', text: 'Do you still know me?' });
    const next = await openRoomOf(town, 'Mara Lindner');
    expect(await waitForCustomerMessages(town, next._id, 1)).toEqual(['Do you still know me?']);
    expect(next.contactId).not.toBe(room.contactId);
  });

  it('hears a customer again who got another token in another channel, by the mail address', async () => {
    const room = await openRoomOf(town, 'Mara Lindner');
    const { visitors } = town.rocketchat.instance.workspace.livechat;
    const email = 'mara@lindner.example.org';
    await visitors.saveGuest(room.v!._id, { email });
    const { _id } = await visitors.register({ token: 'of-the-widget', email, name: 'Mara Lindner' });
    expect(_id).toBe(room.v!._id);
    mara().send(number(), { kind: 'text', text: 'From WhatsApp' });
    const next = await waitForNewRoom(room);
    expect(await waitForCustomerMessages(town, next._id, 1)).toEqual(['From WhatsApp']);
    expect(next.v).toMatchObject({ _id, token: 'of-the-widget' });
    await (await agentIn(town, room)).closeRoom(room._id, 'the older one');
  });

  it('holds what comes while nobody is there, says so once, and delivers it in order when somebody is', async () => {
    await setAgents(town, false);
    for (const text of ['Anybody?', 'Hello?', 'Well then']) {
      rafael().send(number(), { kind: 'text', text });
      await town.dialog360.settled();
    }
    await rafael().receives(({ preview }) => preview === 'We are asleep.');
    await quiet(town);
    await runJob(town, 'resume-work');
    await quiet(town);
    expect(await roomsOf(town, 'Rafael Nogueira')).toEqual([]);
    await setAgents(town, true);
    rafael().send(number(), { kind: 'text', text: 'Now?' });
    const room = await openRoomOf(town, 'Rafael Nogueira');
    expect(await waitForCustomerMessages(town, room._id, 4)).toEqual([
      'Anybody?',
      'Hello?',
      'Well then',
      'Now?',
    ]);
    expect(rafael().inbox.filter(({ preview }) => preview === 'We are asleep.')).toHaveLength(1);
  });

  it('brings held messages back without another word of the customer', async () => {
    const before = await openRoomOf(town, 'Rafael Nogueira');
    await (await agentIn(town, before)).closeRoom(before._id, 'done');
    await setAgents(town, false);
    rafael().send(number(), { kind: 'text', text: 'One more' });
    await town.dialog360.settled();
    rafael().send(number(), { kind: 'text', text: 'And another' });
    await quiet(town);
    await setAgents(town, true);
    await quiet(town);
    await runJob(town, 'resume-work');
    const room = await openRoomOf(town, 'Rafael Nogueira');
    expect(await waitForCustomerMessages(town, room._id, 2)).toEqual(['One more', 'And another']);
    const toldAgain = () => rafael().inbox.filter(({ preview }) => preview === 'We are asleep.');
    await eventually('another word of the offline message', () => toldAgain().length > 1);
    expect(toldAgain()).toHaveLength(2);
  });

  it('only answers, and keeps nothing, when the settings say so', async () => {
    await changeSetting(town, 'no_agent_policy', 'offline_message_only');
    const before = await openRoomOf(town, 'Rafael Nogueira');
    await (await agentIn(town, before)).closeRoom(before._id, 'done');
    await setAgents(town, false);
    rafael().send(number(), { kind: 'text', text: 'Into the void' });
    await quiet(town);
    await setAgents(town, true);
    await runJob(town, 'resume-work');
    await quiet(town);
    expect((await roomsOf(town, 'Rafael Nogueira')).filter(({ open }) => open)).toEqual([]);
    await changeSetting(town, 'no_agent_policy', 'hold');
  });

  it('drops what a blocked contact writes, and does not try for ever', async () => {
    rafael().send(number(), { kind: 'text', text: 'Before the block' });
    const room = await openRoomOf(town, 'Rafael Nogueira');
    await waitForCustomerMessages(town, room._id, 1);
    const { contacts } = town.rocketchat.instance.workspace.livechat;
    const spy = jest.spyOn(contacts, 'isBlocked').mockResolvedValue(true);
    rafael().send(number(), { kind: 'text', text: 'After the block' });
    const { log } = town.rocketchat.instance;
    await eventually('the end of it', () =>
      log.lines.some((line) => line.includes('A message was dropped on purpose')),
    );
    await quiet(town);
    spy.mockRestore();
    expect(await customerMessages(town, room._id)).toEqual(['Before the block']);
    await runJob(town, 'resume-work');
    await quiet(town);
    expect(await customerMessages(town, room._id)).toEqual(['Before the block']);
  });
});
