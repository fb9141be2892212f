import type { Town } from '../../simulator/town';
import { quiet } from './support/actions';
import { leave, openRoomOf, roomsOf, townWithApp, waitForCustomerMessages } from './support/town';

function tenPhotos(name: string) {
  return Array.from({ length: 10 }, (_, index) => ({
    ...{ kind: 'document' as const, filename: `${name}-${index}.jpg`, mimeType: 'image/jpeg' },
    data: Buffer.from(`photo ${index}`),
  }));
}

describe.each([1, 2])('With %i server(s)', (instances) => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp({ instances });
    await town.connect({ welcomeMessage: 'Welcome to the tea house!' });
  });

  afterAll(() => leave(town));

  const number = (): string => town.people.production.displayNumber;

  it('makes one message of a webhook that is delivered ten times at once', async () => {
    const [mara] = town.people.customers;
    const fault = town.dialog360.faults.add({ kind: 'duplicate-webhooks', copies: 10 });
    mara!.send(number(), { kind: 'text', text: 'Ten of me' });
    await town.dialog360.settled();
    town.dialog360.faults.remove(fault);
    const room = await openRoomOf(town, 'Mara Lindner');
    await waitForCustomerMessages(town, room._id, 1);
    await quiet(town);
    expect(await waitForCustomerMessages(town, room._id, 1)).toEqual(['Ten of me']);
    expect(await roomsOf(town, 'Mara Lindner')).toHaveLength(1);
  });

  it("opens one room for a new customer's album of ten photos that come at once", async () => {
    const [, rafael] = town.people.customers;
    const photos = tenPhotos('album');
    rafael!.sendAlbum(number(), photos);
    const room = await openRoomOf(town, 'Rafael Nogueira');
    const files = await waitForCustomerMessages(town, room._id, 10);
    expect([...files].sort()).toEqual(photos.map(({ filename }) => filename));
    expect(await roomsOf(town, 'Rafael Nogueira')).toHaveLength(1);
    await rafael!.receives(({ preview }) => preview.includes('Welcome'));
    await quiet(town);
    const welcomes = rafael!.inbox.filter(({ preview }) => preview.includes('Welcome'));
    expect(welcomes).toHaveLength(1);
  });

  it("sends an agent's message once", async () => {
    const [mara] = town.people.customers;
    const room = await openRoomOf(town, 'Mara Lindner');
    const agent = await town.client(room.servedBy!.username);
    await agent.send(room._id, 'Only one of me');
    await mara!.receives(({ preview }) => preview === 'Only one of me');
    await quiet(town);
    expect(mara!.inbox.filter(({ preview }) => preview === 'Only one of me')).toHaveLength(1);
  });
});

describe('What a customer sends one after another', () => {
  let town: Town;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
  });

  afterAll(() => leave(town));

  it('stays in its order, though each is answered before the one before is handled', async () => {
    const [mara] = town.people.customers;
    const photos = tenPhotos('row');
    for (const photo of photos) {
      mara!.send(town.people.production.displayNumber, photo);
      await town.dialog360.settled();
    }
    const room = await openRoomOf(town, 'Mara Lindner');
    const files = await waitForCustomerMessages(town, room._id, 10);
    expect(files).toEqual(photos.map(({ filename }) => filename));
    expect(await roomsOf(town, 'Mara Lindner')).toHaveLength(1);
  });
});
