import { failed, type Failure } from '../../../src/domain/failure';
import type { AppSettings } from '../../../src/services/ports';
import { startServer, World } from '../../support/bridge';
import { aFailure, aNumber } from '../../support/fakes';

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

  describe('refused at the upload', () => {
    const refused = (overrides: Partial<Failure> = {}) => failed(aFailure({ code: 100, ...overrides }));
    const types = () => world.api.uploads.map(({ mimeType }) => mimeType);

    it.each<[string, string]>([
      ['a video that is too big for one', 'video/mp4'],
      ['a picture that WhatsApp does not show', 'image/webp'],
    ])('by their type go as mere bytes where they are documents: %s', async (_label, mimeType) => {
      world.livechat.files.set('f1', Buffer.alloc(17 * MEGABYTE));
      world.api.uploadAnswers = [refused()];
      await send({}, mimeType);
      expect(types()).toEqual([mimeType, 'application/octet-stream']);
      expect(world.api.sent).toMatchObject([{ content: { media: 'document', mediaId: 'media-2' } }]);
      expect(told()).toEqual([]);
    });

    it('also as mere bytes, are told of by the first reason', async () => {
      world.api.uploadAnswers = [refused(), refused({ code: 131053 })];
      await send({}, 'application/zip');
      expect(types()).toEqual(['application/zip', 'application/octet-stream']);
      expect(world.notices.failures).toMatchObject([{ messageId: 'm1', failure: { code: 100 } }]);
    });

    it.each<[string, string, Partial<Failure>]>([
      ['a photo stays one', 'image/jpeg', {}],
      ['a bad key is the admins’', 'application/pdf', { code: 'bad-key', scope: 'channel' }],
    ])('are not tried as mere bytes where that does not help: %s', async (_label, mimeType, why) => {
      world.api.uploadAnswers = [refused(why)];
      await send({}, mimeType);
      expect(types()).toEqual([mimeType]);
      expect(world.api.sent).toEqual([]);
    });
  });

  it('that are gone are told of at once, and nothing is sent', async () => {
    const failure = aFailure({ code: 'file-gone', human: { key: 'failure.file-gone' } });
    world.livechat.file = () => Promise.resolve(failed(failure));
    await send({});
    expect(world.api.sent).toEqual([]);
    expect(told()).toEqual([['m1', { key: 'failure.file-gone' }]]);
  });

  it('bigger than WhatsApp takes are refused whatever the settings say', async () => {
    world.livechat.files.set('f1', Buffer.alloc(100 * MEGABYTE + 1));
    await send({ maximumFileUploadSize: Infinity });
    expect(world.api.uploads).toEqual([]);
    expect(told()).toMatchObject([['m1', { key: 'failure.too-big', params: { megabytes: 100 } }]]);
  });
});
