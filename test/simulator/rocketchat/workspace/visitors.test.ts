import { useOffice } from './harness';

const PHONE = '+4915120000001';

describe('Registering a visitor', () => {
  const office = useOffice();
  const register = (
    guest: Parameters<ReturnType<typeof office>['workspace']['livechat']['visitors']['register']>[0],
  ) => office().workspace.livechat.visitors.register(guest);

  it('makes one with the next guest name when nothing matches', async () => {
    const first = await register({ token: 'a', name: 'Carla', phone: PHONE });
    const second = await register({ token: 'b' });
    expect(first).toMatchObject({
      token: 'a',
      name: 'Carla',
      phone: [{ phoneNumber: PHONE }],
      status: 'online',
    });
    expect([first.username, second.username]).toEqual(['guest-2', 'guest-3']);
  });

  it.each([
    ['the token', { token: 'a' }, 'a'],
    ['the phone, and drops the new token', { token: 'new', phone: PHONE }, 'a'],
    ['the e-mail, and takes the new token', { token: 'new', email: 'Carla@Example.org' }, 'new'],
    ['the token before the phone of another', { token: 'b', phone: PHONE }, 'b'],
    [
      'the phone before the e-mail of another',
      { token: 'new', phone: PHONE, email: 'dora@example.org' },
      'a',
    ],
  ])('recognises a visitor by %s', async (_label, guest, token) => {
    const carla = await register({ token: 'a', name: 'Carla', phone: PHONE, email: 'carla@example.org' });
    const dora = await register({ token: 'b', name: 'Dora', email: 'dora@example.org' });
    const found = await register(guest);
    expect(found._id).toBe(token === 'b' ? dora._id : carla._id);
    expect(found.token).toBe(token);
    expect(await office().workspace.livechat.visitors.all()).toHaveLength(2);
  });

  it.each([
    ['without its plus sign', '4915120000001'],
    ['with spaces', '+49 151 20000001'],
  ])('takes a phone number %s for another', async (_label, phone) => {
    const carla = await register({ token: 'a', phone: PHONE });
    expect((await register({ token: 'b', phone }))._id).not.toBe(carla._id);
  });

  it('replaces name and phones, and keeps what it is not told', async () => {
    await register({ token: 'a', name: 'Carla', phone: PHONE, email: 'carla@example.org' });
    const renamed = await register({ token: 'a', name: 'Carla C.', phone: '+4915120000002' });
    expect(renamed).toMatchObject({
      name: 'Carla C.',
      phone: [{ phoneNumber: '+4915120000002' }],
      visitorEmails: [{ address: 'carla@example.org' }],
      username: 'guest-2',
    });
  });

  it('takes a department by id or name', async () => {
    const { _id } = office().support;
    expect((await register({ token: 'a', department: 'Support' })).department).toBe(_id);
    expect((await register({ token: 'b', department: _id })).department).toBe(_id);
  });

  it.each([
    ['no token', { token: '' }, 'error-invalid-token'],
    ['an unknown department', { token: 'a', department: 'Nowhere' }, 'error-invalid-department'],
    ['a text that is no address', { token: 'a', email: 'carla' }, 'error-invalid-email'],
  ])('refuses %s', async (_label, guest, error) => {
    await expect(register(guest)).rejects.toThrow(error);
  });
});

describe('External ids of a visitor', () => {
  const office = useOffice();

  it('are found whichever app gave them', async () => {
    const { visitors } = office().workspace.livechat;
    const { _id } = await office().visitor();
    await visitors.setExternalId(_id, 'app-1', { entityId: 'bsuid.1' });
    expect((await visitors.resolve('app-2', { entityId: 'bsuid.1' }))?._id).toBe(_id);
  });

  it('are given to who has the phone number, never to somebody new', async () => {
    const { visitors } = office().workspace.livechat;
    const { _id } = await office().visitor({ phone: PHONE });
    expect(await visitors.resolve('app-1', { entityId: 'bsuid.1' }, { phone: '+4915120000009' })).toBeNull();
    const found = await visitors.resolve('app-1', { entityId: 'bsuid.1' }, { phone: PHONE });
    expect(found).toMatchObject({ _id, externalIds: [{ appId: 'app-1', entityId: 'bsuid.1' }] });
    expect(await visitors.all()).toHaveLength(1);
  });

  it('replace the one that the same app gave before', async () => {
    const { visitors } = office().workspace.livechat;
    const { _id } = await office().visitor();
    await visitors.setExternalId(_id, 'app-2', { entityId: 'other' });
    await visitors.setExternalId(_id, 'app-1', { entityId: 'old' });
    const changed = await visitors.setExternalId(_id, 'app-1', { entityId: 'new' });
    expect(changed?.externalIds?.map(({ entityId }) => entityId)).toEqual(['other', 'new']);
  });
});

describe('Custom fields', () => {
  const office = useOffice();

  it('must be defined by an administrator', async () => {
    await office().visitor();
    const set = office().workspace.livechat.customFields.set('token-1', 'plan', 'gold', true);
    await expect(set).rejects.toThrow('invalid-custom-field');
  });

  it.each([
    ['overwrites', true, 'gold'],
    ['keeps the old value', false, 'silver'],
  ])('%s when told so', async (_label, overwrite, value) => {
    const { customFields, visitors } = office().workspace.livechat;
    await office().visitor();
    await customFields.define({ _id: 'plan', label: 'Plan', scope: 'visitor', visibility: 'visible' });
    await customFields.set('token-1', 'plan', 'silver', true);
    expect(await customFields.set('token-1', 'plan', 'gold', overwrite)).toBe(overwrite ? 1 : 0);
    expect((await visitors.byToken('token-1'))?.livechatData).toEqual({ plan: value });
  });
});

describe('Removing a visitor', () => {
  const office = useOffice();

  it('takes its rooms along, and leaves nothing by which it could be found', async () => {
    const { workspace, store } = office();
    const { removal, rooms, visitors } = workspace.livechat;
    const carla = await visitors.register({ token: 'a', name: 'Carla', phone: PHONE });
    await visitors.setExternalId(carla._id, 'app', { entityId: 'DE.1' });
    const room = await rooms.create({ visitor: carla, source: { type: 'app', id: 'app' } });
    await removal.visitor(carla._id);
    expect(await workspace.rooms.byId(room._id)).toBeNull();
    expect(await store.messages.countAsync({ rid: room._id })).toBe(0);
    expect(await visitors.byToken('a')).toBeNull();
    expect(await visitors.byPhone(PHONE)).toBeNull();
    expect(await visitors.byId(carla._id)).toMatchObject({ disabled: true });
    await expect(removal.visitor(carla._id)).rejects.toThrow('error-invalid-guest');
  });
});
