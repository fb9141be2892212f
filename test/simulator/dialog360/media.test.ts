import { createHash } from 'node:crypto';

import { sample } from '../../../simulator/dialog360/phones/samples';
import { API, BUSINESS, MARA, useBench } from './harness';

const MINUTE = 60_000;
const DAY = 86_400_000;
const bench = useBench();
const jpeg = sample('image').bytes;

function rewritten(url: string): string {
  return url.replace('https://lookaside.fbsbx.com', API);
}

describe('Uploads', () => {
  it.each([
    ['a photo', 'image', sample('image').bytes, 'image/jpeg'],
    ['a document of any type', 'document', Buffer.from('a'), 'application/zip'],
    ['a recording of a browser as document', 'document', Buffer.from('a'), 'audio/webm'],
    ['a voice note', 'audio', sample('voice').bytes, 'audio/ogg; codecs=opus'],
    ['a sticker', 'sticker', sample('sticker').bytes, 'image/webp'],
  ])('take %s, which can then be sent', async (_label, kind, bytes, type) => {
    await bench().openWindow();
    const { status, data } = await bench().upload(bytes, type);
    expect([status, data]).toEqual([200, { id: expect.stringMatching(/^\d+$/) }]);
    await bench().send({ type: kind, [kind]: { id: data.id } });
    const received = await bench()
      .dialog360.phone(MARA)
      .receives((message) => message.type === kind);
    expect(bench().dialog360.mediaBytes(received.mediaId!)?.bytes).toEqual(bytes);
  });

  it.each<[string, Buffer, string, Record<string, string>]>([
    ['without the product', jpeg, 'image/jpeg', {}],
    [
      'of a photo over 5 MB',
      Buffer.alloc(5 * 1024 * 1024 + 1),
      'image/jpeg',
      { messaging_product: 'whatsapp' },
    ],
    [
      'of a sticker over 500 KB',
      Buffer.alloc(500 * 1024 + 1),
      'image/webp',
      { messaging_product: 'whatsapp' },
    ],
  ])('are refused %s', async (_label, bytes, type, fields) => {
    const { status, data } = await bench().upload(bytes, type, fields);
    expect([status, data.error.code]).toEqual([400, 100]);
  });

  it('are refused without a file and when they are no form', async () => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    const answers = [
      await bench().request('post', '/media', form),
      await bench().request('post', '/media', 'bytes'),
    ];
    expect(answers.map(({ data }) => data.error.code)).toEqual([100, 100]);
  });

  it('are limited to types of Meta in the strict mode', async () => {
    await bench().dialog360.close();
    await bench().open({ strictMediaTypes: true });
    expect((await bench().upload(Buffer.from('a'), 'application/zip')).data.error.message).toMatch(
      /one of the following types/,
    );
  });

  it.each([
    ['a GIF as image', 'image', Buffer.from('GIF89a'), 'image/gif'],
    ['a recording of a browser as audio', 'audio', Buffer.from('a'), 'audio/webm'],
    ['stereo Opus', 'audio', Buffer.from(sample('voice').bytes).fill(2, 37, 38), 'audio/ogg'],
    ['a document as video', 'video', Buffer.from('a'), 'application/pdf'],
  ])('let %s through, but the message fails with 131053', async (_label, kind, bytes, type) => {
    await bench().openWindow();
    const { data } = await bench().upload(bytes, type);
    expect((await bench().send({ type: kind, [kind]: { id: data.id } })).status).toBe(200);
    await bench().settled();
    expect(bench().receiver.statuses[0].errors[0].code).toBe(131053);
  });

  it('end after 30 days', async () => {
    const { data } = await bench().upload(jpeg, 'image/jpeg');
    bench().dialog360.advanceTime(30 * DAY);
    expect((await bench().send({ type: 'image', image: { id: data.id } })).data.error.code).toBe(131009);
  });

  it('belong to one number', async () => {
    const { data } = await bench().upload(jpeg, 'image/jpeg');
    const other = bench().dialog360.createNumber();
    const foreign = await bench().request('get', `/${data.id}`, undefined, { 'D360-API-KEY': other.apiKey });
    expect(foreign.data.error).toMatchObject({ code: 100, error_subcode: 33 });
  });
});

describe('Media of customers', () => {
  const photo = () => {
    const message = bench().dialog360.phone(MARA).send(BUSINESS, { kind: 'image', caption: 'Tee' });
    return message.mediaId!;
  };
  const lookUp = async (id: string) => (await bench().request('get', `/${id}`)).data;
  const download = (url: string) => bench().request('get', rewritten(url), undefined, { Accept: 'binary' });

  it('are looked up, and downloaded from the host of the API with the key', async () => {
    const id = photo();
    const found = await lookUp(id);
    expect(found).toEqual({
      messaging_product: 'whatsapp',
      id,
      url: expect.stringMatching(
        /^https:\/\/lookaside\.fbsbx\.com\/whatsapp_business\/attachments\/\?mid=\d+&ext=\d+&hash=/,
      ),
      mime_type: 'image/jpeg',
      sha256: createHash('sha256').update(jpeg).digest('hex'),
      file_size: jpeg.length,
    });
    const { status, data, headers } = await download(found.url);
    expect([status, headers['content-type']]).toEqual([200, 'image/jpeg']);
    expect(Buffer.from(data)).toEqual(jpeg);
    expect((await bench().request('get', found.url)).status).toBe(401);
  });

  it('have slashes escaped in the look-up', async () => {
    const { data } = await bench().request('get', `/${photo()}`, undefined, { Accept: 'binary' });
    expect(Buffer.from(data).toString()).toContain('https:\\/\\/lookaside.fbsbx.com\\/');
  });

  it('can be had by the address in the webhook as well', async () => {
    photo();
    await bench().settled();
    expect((await download(bench().receiver.messages[0].image.url)).status).toBe(200);
  });

  it('have addresses for 5 minutes and ids for 7 days', async () => {
    const id = photo();
    const { url } = await lookUp(id);
    bench().dialog360.advanceTime(5 * MINUTE);
    expect((await download(url)).status).toBe(404);
    expect((await download((await lookUp(id)).url)).status).toBe(200);
    bench().dialog360.advanceTime(7 * DAY);
    expect((await lookUp(id)).error.error_subcode).toBe(33);
  });

  it.each([
    ['hash', (url: string) => `${url}x`],
    ['medium', (url: string) => url.replace(/mid=\d/, 'mid=0')],
    ['end of validity', (url: string) => url.replace(/ext=\d/, 'ext=9')],
  ])('do not come for an address with a forged %s', async (_label, forge) => {
    const { url } = await lookUp(photo());
    expect((await download(forge(url))).status).toBe(404);
  });

  it('can be deleted', async () => {
    const id = photo();
    expect((await bench().request('delete', `/${id}`)).data).toEqual({ success: true });
    expect((await bench().request('delete', `/${id}`)).status).toBe(400);
    expect((await lookUp(id)).error.code).toBe(100);
  });

  it('are blocked for half an hour after 20 failed look-ups', async () => {
    const id = photo();
    for (let count = 0; count < 20; count += 1) {
      await lookUp('404');
    }
    expect((await bench().request('get', `/${id}`)).status).toBe(403);
    bench().dialog360.advanceTime(31 * MINUTE);
    expect((await bench().request('get', `/${id}`)).status).toBe(200);
  });

  it('can be slow, damaged or gone', async () => {
    const { url } = await lookUp(photo());
    bench().dialog360.faults.add({ kind: 'slow-media', ms: 30, times: 1 });
    const started = performance.now();
    expect((await download(url)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(25);
    bench().dialog360.faults.add({ kind: 'wrong-sha', times: 1 });
    expect(Buffer.from((await download(url)).data)).not.toEqual(jpeg);
    bench().dialog360.faults.add({ kind: 'media-gone' });
    expect((await download(url)).status).toBe(404);
  });
});

describe('Media by link', () => {
  it('are fetched, so that the phone has them', async () => {
    const { createServer } = await import('node:http');
    const files = createServer((_request, response) =>
      response.setHeader('Content-Type', 'image/jpeg').end(jpeg),
    );
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    bench().internet.register('files.example', (files.address() as { port: number }).port);
    await bench().openWindow();
    await bench().send({ type: 'image', image: { link: 'https://files.example/a.jpg' } });
    const received = await bench()
      .dialog360.phone(MARA)
      .receives(({ type }) => type === 'image');
    expect(bench().dialog360.mediaBytes(received.mediaId!)?.bytes).toEqual(jpeg);
    files.close();
  });
});
