import type { AppSettings } from '../../../src/services/ports';
import { startServer, World } from '../../support/bridge';
import { aNumber } from '../../support/fakes';

const number = aNumber();
const MEGABYTE = 1024 ** 2;

describe('files of agents', () => {
  let world: World;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    world = new World();
  });

  afterEach(() => jest.useRealTimers());

  async function send(settings: Partial<AppSettings>, mimeType = 'image/jpeg', text = 'Look'): Promise<void> {
    Object.assign(world.settings, settings);
    const server = startServer(world);
    await server.numbers.save(number);
    await server.conversationRecords.save({
      contactId: 'contact-1',
      numberId: number.id,
      roomId: 'room-1',
      replyTo: { waId: '4915123456789' },
      lastInboundAt: world.clock.now(),
    });
    await server.outbound.relay({
      id: 'm1',
      roomId: 'room-1',
      numberId: number.id,
      contactId: 'contact-1',
      text,
      files: [{ id: 'f1', name: 'a file', mimeType }],
      writtenAt: world.clock.now(),
      author: { name: 'Ana', username: 'ana', automatic: false },
    });
  }

  const told = () => world.notices.failures.map(({ messageId, failure }) => [messageId, failure.human]);

  it.each<[string, Partial<AppSettings>, string]>([
    ['without limits', {}, 'image/jpeg'],
    ['of a type that is listed', { acceptedMediaTypes: ['image/*', 'application/pdf'] }, 'application/pdf'],
    [
      'of a type that is listed, with parameters',
      { acceptedMediaTypes: ['audio/ogg'] },
      'audio/ogg; codecs=opus',
    ],
    ['of just the size that is allowed', { maximumFileUploadSize: MEGABYTE }, 'image/jpeg'],
  ])('go out %s', async (_label, settings, mimeType) => {
    world.livechat.files.set('f1', Buffer.alloc(MEGABYTE));
    await send(settings, mimeType);
    expect(world.api.uploads).toHaveLength(1);
    expect(told()).toEqual([]);
  });

  it.each<[string, Partial<AppSettings>, object]>([
    ['while files are switched off', { fileUploadsEnabled: false }, { key: 'failure.refused-off' }],
    ['of other types', { acceptedMediaTypes: ['application/pdf'] }, { key: 'failure.refused-type' }],
    [
      'that are bigger',
      { maximumFileUploadSize: 1.5 * MEGABYTE },
      { key: 'failure.refused-size', params: { megabytes: 1.5 } },
    ],
  ])('do not leave the workspace %s, and their agent is told', async (_label, settings, sentence) => {
    world.livechat.files.set('f1', Buffer.alloc(2 * MEGABYTE));
    await send(settings);
    expect(world.api.uploads).toEqual([]);
    expect(world.api.sent).toEqual([]);
    expect(told()).toMatchObject([['m1', sentence]]);
    expect(world.notices.admins).toEqual([]);
  });

  it('are not even read when their type says it all', async () => {
    world.livechat.file = () => Promise.reject(new Error('read'));
    await send({ fileUploadsEnabled: false });
    expect(told()).toMatchObject([['m1', { key: 'failure.refused-off' }]]);
  });

  it('bigger than WhatsApp takes are refused whatever the settings say', async () => {
    world.livechat.files.set('f1', Buffer.alloc(100 * MEGABYTE + 1));
    await send({ maximumFileUploadSize: Infinity });
    expect(world.api.uploads).toEqual([]);
    expect(told()).toMatchObject([['m1', { key: 'failure.too-big', params: { megabytes: 100 } }]]);
  });
});
