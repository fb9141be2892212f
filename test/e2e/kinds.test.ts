import type { Town } from '../../simulator/town';
import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { CustomerMessage } from '../../simulator/dialog360/phones/kinds';
import { leave, openRoomOf, townWithApp } from './support/town';

/** Every message of a room, whoever wrote it, files by their names. */
async function shownIn(town: Town, rid: string): Promise<string[]> {
  const messages = await town.rocketchat.store.messages.findAsync({ rid, t: { $exists: false } });
  return messages
    .sort((a, b) => a.ts.getTime() - b.ts.getTime())
    .map(({ msg, file }) => (file ? `[${file.name}]` : msg));
}

describe('each kind of message, from a phone through the packaged app into the room', () => {
  let town: Town;
  let roomId: string;

  const number = (): string => town.people.production.displayNumber;
  const mara = () => town.people.customers[0]!;

  /** Waits until the room shows what it did not show before. */
  async function showsNew(seen: number, expected: (string | RegExp)[]): Promise<void> {
    const all = await waitFor(
      `${expected.length} new messages`,
      async () => {
        const shown = await shownIn(town, roomId);
        return shown.length >= seen + expected.length ? shown : undefined;
      },
      async () => `The room shows: ${(await shownIn(town, roomId)).slice(seen).join(' | ')}`,
    );
    expect(all.slice(seen)).toEqual(
      expected.map((one) => (typeof one === 'string' ? one : (expect.stringMatching(one) as string))),
    );
  }

  /** The customer writes something that comes up again. @returns its id, and how much the room shows with it */
  async function written(text: string): Promise<{ wamid: string; seen: number }> {
    const before = (await shownIn(town, roomId)).length;
    const { wamid } = mara().send(number(), { kind: 'text', text });
    await showsNew(before, [text]);
    return { wamid, seen: before + 1 };
  }

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    mara().send(number(), { kind: 'text', text: 'Hello' });
    roomId = (await openRoomOf(town, 'Mara Lindner'))._id;
    await showsNew(0, ['Hello']);
  });

  afterAll(() => leave(town));

  const kinds: [label: string, message: CustomerMessage, shown: (string | RegExp)[]][] = [
    ['a formatted text', { kind: 'text', text: '*Hi* @all\n# 1' }, ['*Hi* @\u200ball\n\u200b# 1']],
    ['a picture', { kind: 'image', caption: 'Broken' }, [/^\[image_.*\.jpg\]$/, 'Broken']],
    ['a video', { kind: 'video' }, [/^\[video_.*\.mp4\]$/]],
    ['an audio file', { kind: 'audio' }, [/^\[audio_.*\.mp3\]$/]],
    ['a voice note', { kind: 'voice' }, [/^\[voice_.*\.ogg\]$/]],
    ['a document', { kind: 'document', filename: 'plan.pdf' }, ['[plan.pdf]']],
    ['a sticker', { kind: 'sticker' }, [/^\[sticker_.*\.webp\]$/]],
    ['an animated sticker', { kind: 'sticker', animated: true }, [/^\[sticker_.*\.webp\]$/]],
    [
      'a place',
      { kind: 'location', name: 'Reichstag', address: 'Berlin' },
      [/^📍 Reichstag, Berlin\nhttps:\/\/www\.openstreetmap\.org\//],
    ],
    [
      'a contact card',
      { kind: 'contacts' },
      ['👤 *Jonas Beispiel*\n+49 1512 9876543', '[Jonas_Beispiel.vcf]'],
    ],
    [
      'a tap on a button',
      {
        kind: 'raw',
        type: 'interactive',
        content: { type: 'button_reply', button_reply: { id: 'b1', title: 'Yes' } },
      },
      ['Yes'],
    ],
    [
      'a tap on a row of a list',
      {
        kind: 'raw',
        type: 'interactive',
        content: { type: 'list_reply', list_reply: { id: 'r1', title: 'Tuesday' } },
      },
      ['Tuesday'],
    ],
    [
      'a tap on a button of a template',
      { kind: 'raw', type: 'button', content: { text: 'Thank you', payload: 'THANKS' } },
      ['Thank you'],
    ],
    [
      'a filled form',
      { kind: 'flow-reply', response: { flow_token: 'x', screen_0_First_name_0: 'Mara' } },
      ['📝 *Form*\n*First name:* Mara'],
    ],
    [
      'a permission to call',
      { kind: 'call-permission', response: 'reject' },
      ['📞 The customer does not want to be called.'],
    ],
    [
      'an order',
      { kind: 'order', text: 'Soon, please' },
      [/tea-green-100 +2 +7\.30 EUR +14\.60 EUR[^]*Soon/],
    ],
    [
      'a question about a product',
      { kind: 'text', text: 'In blue?', product: { catalog_id: '1', product_retailer_id: 'SKU-7' } },
      ['🛍️ About the product SKU-7:\nIn blue?'],
    ],
    [
      'somebody who comes from an advertisement',
      { kind: 'text', text: 'I saw your ad', referral: true },
      [
        /^📣 Comes from an advertisement:\n> \*Chat with us\*\n> Summer tea is here\n> https:[^]*I saw your ad$/,
      ],
    ],
    ['a forwarded text', { kind: 'text', text: 'Look', forwarded: 'once' }, ['↪️ _Forwarded_\nLook']],
    [
      'a chain letter',
      { kind: 'text', text: 'Look', forwarded: 'often' },
      ['⏩ _Forwarded many times_\nLook'],
    ],
    ['a poll', { kind: 'unsupported' }, [/poll/]],
    [
      'what is not available',
      { kind: 'unsupported', subtype: 'media_placeholder' },
      [/not available.*131060/s],
    ],
    ['a file over the limit', { kind: 'video', tooBig: true }, [/video.*131052/s]],
    ['a file without id', { kind: 'image', withoutId: true, caption: 'See' }, [/picture\.\)\nSee$/]],
    ['a kind of tomorrow', { kind: 'raw', type: 'hologram', content: {} }, [/hologram/]],
    [
      'a text of thousands of dashes, the whole of it as a file',
      { kind: 'text', text: '-'.repeat(4096) },
      [/^-{200}…\n\(Shown in part/, /^\[message_.*\.txt\]$/],
    ],
  ];

  test.each(kinds)('%s', async (_label, message, shown) => {
    const seen = (await shownIn(town, roomId)).length;
    mara().send(number(), message);
    await showsNew(seen, shown);
  });

  test('the file of a text that was shown in part holds all of it', async () => {
    const [upload] = await town.rocketchat.store.uploads.findAsync({ rid: roomId, name: /^message_/ });
    expect(Buffer.from(upload!.bytes, 'base64').toString()).toBe('-'.repeat(4096));
  });

  test('the card of a contact can be saved', async () => {
    const [upload] = await town.rocketchat.store.uploads.findAsync({ rid: roomId, name: /\.vcf$/ });
    expect(Buffer.from(upload!.bytes, 'base64').toString()).toContain('TEL:+49 1512 9876543');
  });

  test('a reaction, at the message that it is about, and taken back', async () => {
    const { wamid, seen } = await written('To be liked');
    mara().react(number(), wamid, '👍');
    await showsNew(seen, [/^\[ \]\(https:.*\)\n.*Mara Lindner.*👍/]);
    mara().react(number(), wamid);
    await waitFor(
      'the reaction to be gone',
      async () => !(await shownIn(town, roomId)).some((shown) => shown.includes('👍')) || undefined,
      async () => (await shownIn(town, roomId)).join(' | '),
    );
  });

  test('a quote', async () => {
    const { wamid, seen } = await written('To be quoted');
    mara().send(number(), { kind: 'text', text: 'As I said', quote: wamid });
    await showsNew(seen, [/^\[ \]\(https:\/\/chat\.example\.org\/live\/.*\)\nAs I said$/]);
  });

  test('a call that nobody took', async () => {
    const seen = (await shownIn(town, roomId)).length;
    mara().call(number());
    await showsNew(seen, ['📞 The customer called and nobody answered.']);
  });

  test('a customer who wants no marketing messages', async () => {
    const seen = (await shownIn(town, roomId)).length;
    mara().preferMarketing(number(), 'stop');
    await showsNew(seen, [/does not want marketing messages/]);
    const [record] = await town.rocketchat.store.appPersistence.findAsync({ 'data.wanted': false });
    expect(record).toBeDefined();
  });

  test('an answer in the Business app', async () => {
    const seen = (await shownIn(town, roomId)).length;
    town.dialog360.echo(number(), mara().record.waId, 'From my phone');
    await showsNew(seen, [/From my phone/]);
  });

  test('an edit that WhatsApp does not hand over, and no more than a log line for opening the chat', async () => {
    const { wamid, seen } = await written('Fvie pieces');
    mara().send(number(), { kind: 'welcome' });
    mara().edit(wamid, 'Five pieces');
    await showsNew(seen, [/edited an earlier message/]);
  });

  test('a group has a room of its own, which says who wrote', async () => {
    mara().send(number(), { kind: 'text', text: 'To all of you', group: 'group-1' });
    const message = await waitFor(
      'the message in the group',
      async () => (await town.rocketchat.store.messages.findOneAsync({ msg: /To all of you/ })) ?? undefined,
      async () => 'There was none',
    );
    expect(message?.rid).not.toBe(roomId);
    expect((await openRoomOf(town, 'WhatsApp group'))._id).toBe(message?.rid);
    expect(message?.msg).toBe('👥 *Mara Lindner (+49 1512 3456789)*\nTo all of you');
  });

  test.each<[label: string, field: string, value: Record<string, unknown>, told: RegExp]>([
    [
      'a rejected template',
      'message_template_status_update',
      {
        event: 'REJECTED',
        message_template_name: 'summer_sale',
        message_template_language: 'de',
        reason: 'INCORRECT_CATEGORY',
      },
      /Template \*summer.?_.?sale\* \(de\) was rejected\. Reason: it is in the wrong category\./u,
    ],
    [
      'a falling quality',
      'phone_number_quality_update',
      { display_phone_number: '4930901820', event: 'FLAGGED', current_limit: 'TIER_1K' },
      /limits or the quality of a number changed: number 4930901820/,
    ],
  ])('admins are told of %s', async (_label, field, value, told) => {
    await town.dialog360.emit(number(), field, value);
    const admin = await town.client('admin');
    const setup = await admin.room('omnichannel-whatsapp-setup');
    await admin.waitForMessage(setup._id, told);
  });

  test('of ten events in one payload of which the third is poison, nine arrive and one is a note', async () => {
    const seen = (await shownIn(town, roomId)).length;
    const { waId, userId, name } = mara().record;
    const messages = Array.from({ length: 10 }, (_, index) => ({
      from: waId,
      from_user_id: userId,
      id: `wamid.TEN${index}`,
      timestamp: String(1792000000 + index),
      ...(index === 2
        ? { type: ['text'], text: { body: { toString: null } }, context: 7, errors: 'none' }
        : { type: 'text', text: { body: `Number ${index}` } }),
    }));
    await town.dialog360.emit(number(), 'messages', {
      messaging_product: 'whatsapp',
      metadata: {
        display_phone_number: town.people.production.displayNumber,
        phone_number_id: town.people.production.phoneNumberId,
      },
      contacts: [{ profile: { name }, wa_id: waId, user_id: userId }],
      messages,
    });
    const texts = Array.from({ length: 10 }, (_, index) =>
      index === 2 ? /could not read/ : `Number ${index}`,
    );
    await showsNew(seen, texts);
    expect(town.dialog360.deliveries.at(-1)?.attempts.map(({ status }) => status)).toEqual([200]);
  });
});
