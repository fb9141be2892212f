import { sayIn } from '../../../src/rocketchat/translator';
import { showMessage } from '../../../src/services/shown/message';
import { isGoodNews, showNotice } from '../../../src/services/shown/notice';
import { readWebhook } from '../../../src/whatsapp/webhook';
import { fixture } from '../../whatsapp/fixture';

const eventOf = (file: string) => readWebhook(fixture(file), 1792000100000).items[0]!.event;

describe('what the room shows of a message, besides the file of the customer', () => {
  const cases: [label: string, file: string, words: string, files?: string[]][] = [
    ['audio', 'audio', ''],
    ['button reply', 'button-reply', 'Ja'],
    ['call ended without duration', 'call-ended-without-duration', '📞 The customer called.'],
    ['call ended', 'call-ended', '📞 A call of 2:05.'],
    ['call missed', 'call-missed', '📞 The customer called and nobody answered.'],
    [
      'call permission permanent',
      'call-permission-permanent',
      '📞 The customer allows you to call at any time.',
    ],
    ['call permission refused', 'call-permission-refused', '📞 The customer does not want to be called.'],
    [
      'call permission reply',
      'call-permission-reply',
      '📞 The customer allows you to call until 2026-10-21.',
    ],
    ['contacts full vcard', 'contacts-full-vcard', '👤 *Iva*\n+49 1512 0000001', ['Iva.vcf']],
    [
      'contacts many',
      'contacts-many',
      '👤 *Person 1*\n+49 1512 0000001\n\n👤 *Person 2*\n+49 1512 0000002\n\n👤 *Person 3*\n+49 1512 0000003\n\n👤 *Person 4*\n+49 1512 0000004\n\n👤 *Person 5*\n+49 1512 0000005\n\n👤 *Person 6*\n+49 1512 0000006\n\n👤 *Person 7*\n+49 1512 0000007\n\n👤 *Person 8*\n+49 1512 0000008\n\n👤 *Person 9*\n+49 1512 0000009\n\n👤 *Person 10*\n+49 1512 0000010\n\n… and 2 more in the file.',
      ['contacts.vcf'],
    ],
    [
      'contacts nameless',
      'contacts-nameless',
      '👤 *+49 1512 0000003*\n+49 1512 0000003\n\n👤 *Ohne Namen AG*',
      ['contacts.vcf'],
    ],
    ['contacts none', 'contacts-none', '(The customer sent something that cannot be shown here: contacts.)'],
    [
      'contacts',
      'contacts',
      '👤 *Dr. Iva Petrova*\nCEO, Petrova GmbH\n+49 1512 0000001\n+4915120000002\niva@petrova.example\nBerlin\n1980-01-01\n\n👤 *Max Vogt*',
      ['contacts.vcf'],
    ],
    ['document unnamed', 'document-unnamed', ''],
    ['document', 'document', 'Bitte prüfen'],
    [
      'flow reply address',
      'flow-reply-address',
      '📝 *Address*\n*Name:* Ana\n*In pin code:* 10115\n*City:* Berlin',
    ],
    [
      'flow reply builder',
      'flow-reply-builder',
      '📝 *Form*\n*First name:* Ana\n*Agree:* true\n*Toppings:* cheese, \u200b*\u200bolives\u200b*\u200b',
    ],
    ['flow reply not an object', 'flow-reply-not-an-object', '📝 *Form*\nSent'],
    ['flow reply not json', 'flow-reply-not-json', '📝 *Address*\nHauptstr. 1'],
    ['flow reply', 'flow-reply', '📝 *Form*\n*First name:* Ana\n*Guests:* 3\n*Days:* Mo, Di'],
    ['group message', 'group-message', '👥 *Ana Kovač (+49 1512 3456789)*\nAn alle'],
    ['group picture', 'group-picture', '👥 *Ana Kovač (+49 1512 3456789)*\nFür alle'],
    ['image forwarded', 'image-forwarded', '↪️ _Forwarded_'],
    ['image null fields', 'image-null-fields', ''],
    ['image', 'image', 'So sieht es aus'],
    ['invented type', 'invented-type', '(The customer sent something that cannot be shown here: hologram.)'],
    ['list reply', 'list-reply', 'Dienstag'],
    [
      'location bare',
      'location-bare',
      '📍 -33.9, 0\nhttps://www.openstreetmap.org/?mlat=-33.9&mlon=0#map=16/-33.9/0',
    ],
    [
      'location impossible',
      'location-impossible',
      '(The customer sent something that the app could not read.)',
    ],
    [
      'location',
      'location',
      '📍 Brandenburger Tor, Pariser Platz, Berlin\nhttps://www.openstreetmap.org/?mlat=52.5163&mlon=13.3777#map=16/52.5163/13.3777',
    ],
    ['malformed change', 'malformed-change', 'Ich bin heil'],
    [
      'media not fetched',
      'media-not-fetched',
      "(The customer sent a file that could not be fetched from WhatsApp: video.) WhatsApp could not fetch the customer's file. Ask the customer to send it again, smaller if possible. (code 131052)",
    ],
    [
      'media without id',
      'media-without-id',
      '(The customer sent a file that could not be fetched from WhatsApp: picture.)\n?',
    ],
    [
      'message unreadable',
      'message-unreadable',
      '(The customer sent something that the app could not read.)',
    ],
    ['order empty', 'order-empty', '(The customer sent an order that WhatsApp does not pass on.)'],
    [
      'order two currencies',
      'order-two-currencies',
      '🛒 *Order*\n```\nProduct  Quantity     Price        Sum\nSKU-7           2  9.50 EUR  19.00 EUR\nSKU-8           3  1200 JPY   3600 JPY\n```',
    ],
    [
      'order without prices',
      'order-without-prices',
      '🛒 *Order*\n```\nProduct  Quantity  Price  Sum\nSKU-7           1\nSKU-800        12\n```',
    ],
    [
      'order',
      'order',
      '🛒 *Order*\n```\nProduct  Quantity     Price        Sum\nSKU-7           2  9.50 EUR  19.00 EUR\nTotal                        19.00 EUR\n```\nBitte schnell',
    ],
    ['sticker animated', 'sticker-animated', ''],
    ['sticker', 'sticker', ''],
    ['template button without payload', 'template-button-without-payload', 'Termin absagen'],
    ['template button', 'template-button', 'Termin absagen'],
    ['text empty', 'text-empty', '(The customer sent something that cannot be shown here: text.)'],
    ['text forwarded', 'text-forwarded', '↪️ _Forwarded_\nWeitergeleitet'],
    ['text frequently forwarded', 'text-frequently-forwarded', '⏩ _Forwarded many times_\nKettenbrief'],
    [
      'text from ad',
      'text-from-ad',
      '📣 Comes from an advertisement:\n> *Herbstangebot*\n> Schreib uns\n> https://fb.example/ad/1\n> https://img.example/1.jpg\nIch habe eure Anzeige gesehen',
    ],
    [
      'text from post',
      'text-from-post',
      '📣 Comes from a post:\n> *Neu im \u200b*\u200bLaden\u200b*\u200b*\n> https://fb.example/post/2\n> https://img.example/2.jpg\n> https://img.example/2.mp4\nHallo',
    ],
    ['text mention', 'text-mention', '@\u200ball *Hilfe* @\u200badmin'],
    ['text milliseconds', 'text-milliseconds', 'Hallo'],
    ['text numbers as numbers', 'text-numbers-as-numbers', 'Hallo'],
    ['text one long word', 'text-one-long-word', `\`\`\`\n${'a'.repeat(3000)}\n\`\`\``],
    ['text parent user id', 'text-parent-user-id', 'Hi'],
    ['text phone hidden', 'text-phone-hidden', 'Hi'],
    ['text product enquiry', 'text-product-enquiry', '🛍️ About the product SKU-7:\nGibt es das in blau?'],
    ['text quoted', 'text-quoted', 'Ja, bitte'],
    ['text referral empty', 'text-referral-empty', 'Hallo'],
    [
      'text referral hostile',
      'text-referral-hostile',
      '📣 Comes from an advertisement:\n> *@\u200ball \u200b[\u200bBank\u200b]\u200b(https://evil.example)*\nHallo',
    ],
    ['text right to left', 'text-right-to-left', 'شكراً *جزيلاً*'],
    ['text sender only in contacts', 'text-sender-only-in-contacts', 'Hi'],
    [
      'text thousands of dashes',
      'text-thousands-of-dashes',
      `${'-'.repeat(200)}…\n(Shown in part. The whole text is in the file below.)`,
      ['message_20261014_174640.txt'],
    ],
    ['text unknown fields', 'text-unknown-fields', 'Hallo'],
    ['text without contacts', 'text-without-contacts', 'Hi'],
    ['text without metadata', 'text-without-metadata', 'Hi'],
    ['text without time', 'text-without-time', 'Hallo'],
    ['text', 'text', 'Hallo, ist mein Paket schon da?'],
    [
      'type named like a method',
      'type-named-like-a-method',
      '(The customer sent something that cannot be shown here: constructor.)',
    ],
    [
      'unsupported button',
      'unsupported-button',
      '(The customer pressed a button that WhatsApp does not pass on.)',
    ],
    [
      'unsupported errors',
      'unsupported-errors',
      "(The customer's message could not be passed on by WhatsApp. Ask the customer to send it again.)",
    ],
    [
      'unsupported gif',
      'unsupported-gif',
      '(The customer sent an animated picture that WhatsApp does not pass on. Ask for it as a video.)',
    ],
    [
      'unsupported group invite',
      'unsupported-group-invite',
      '(The customer sent an invitation to a group, which WhatsApp does not pass on.)',
    ],
    [
      'unsupported hsm',
      'unsupported-hsm',
      '(The customer sent a template message, which WhatsApp does not pass on.)',
    ],
    [
      'unsupported image',
      'unsupported-image',
      '(The customer sent a picture that WhatsApp does not pass on. Ask the customer to send it again.)',
    ],
    [
      'unsupported interactive',
      'unsupported-interactive',
      '(The customer sent an interactive message that WhatsApp does not pass on.)',
    ],
    [
      'unsupported keep in chat',
      'unsupported-keep-in-chat',
      '(The customer kept a disappearing message in the chat.)',
    ],
    [
      'unsupported link preview',
      'unsupported-link-preview',
      '(The customer sent a link with a preview that WhatsApp does not pass on. Ask for the link as plain text.)',
    ],
    ['unsupported list', 'unsupported-list', '(The customer sent a list, which WhatsApp does not pass on.)'],
    [
      'unsupported location',
      'unsupported-location',
      '(The customer shares a live location, which WhatsApp does not pass on. Ask for the current location.)',
    ],
    [
      'unsupported media placeholder',
      'unsupported-media-placeholder',
      '(The customer sent a file that is not available.)',
    ],
    [
      'unsupported order',
      'unsupported-order',
      '(The customer sent an order that WhatsApp does not pass on.)',
    ],
    ['unsupported pin', 'unsupported-pin', '(The customer pinned a message in the chat.)'],
    [
      'unsupported poll update',
      'unsupported-poll-update',
      '(The customer voted in a poll, which WhatsApp does not pass on.)',
    ],
    ['unsupported poll', 'unsupported-poll', '(The customer sent a poll, which WhatsApp does not pass on.)'],
    [
      'unsupported product',
      'unsupported-product',
      '(The customer sent a product that WhatsApp does not pass on.)',
    ],
    [
      'unsupported reaction',
      'unsupported-reaction',
      '(The customer reacted in a way that WhatsApp does not pass on.)',
    ],
    [
      'unsupported unavailable',
      'unsupported-unavailable',
      '(The customer sent a file that is not available.) WhatsApp does not hand over this message of the customer. Ask the customer to send it again. (code 131060)',
    ],
    [
      'unsupported unnamed',
      'unsupported-unnamed',
      '(The customer sent something that cannot be shown here: unsupported.) WhatsApp does not hand over this message of the customer. Ask the customer to send it again. (code 131060)',
    ],
    [
      'video too big',
      'video-too-big',
      "(The customer sent a file that could not be fetched from WhatsApp: video.) WhatsApp could not fetch the customer's file. Ask the customer to send it again, smaller if possible. (code 131052)\nDer ganze Abend",
    ],
    ['video', 'video', ''],
    ['voice', 'voice', ''],
  ];

  test.each(cases)('%s', (_label, file, words, files = []) => {
    const event = eventOf(file);
    const shown = event.event === 'message' ? showMessage(event, sayIn('en')) : undefined;
    expect(shown?.words).toBe(words);
    expect(shown?.files.map(({ filename }) => filename)).toEqual(files);
  });
});

describe('what admins read of a notice', () => {
  const cases: [label: string, file: string, tone: 'news' | 'warning', words: string][] = [
    [
      'account alert',
      'account-alert',
      'warning',
      'WhatsApp has an alert for the business account: severity: WARNING, type: OBA, details: Something is wrong',
    ],
    [
      'account banned',
      'account-banned',
      'warning',
      'WhatsApp: the business account was disabled, or is about to be. See WhatsApp Manager. SCHEDULE_FOR_DISABLE November 28, 2026',
    ],
    [
      'account error',
      'account-error',
      'warning',
      'WhatsApp has blocked this business account, at least for now. See the reason in WhatsApp Manager and appeal there. (code 131031)',
    ],
    [
      'account review',
      'account-review',
      'news',
      'WhatsApp: the business account was reviewed: decision: APPROVED',
    ],
    [
      'account violation',
      'account-violation',
      'warning',
      'WhatsApp: the business account has violated a policy. See the reason in WhatsApp Manager. ADULT',
    ],
    [
      'business capability',
      'business-capability',
      'news',
      'WhatsApp: the limits of the business changed: limit: 2000, numbers: 20',
    ],
    [
      'business username',
      'business-username',
      'news',
      'WhatsApp: the business username changed: number 493055501234, name teehaus, status: approved',
    ],
    [
      'number name',
      'number-name',
      'warning',
      'WhatsApp: the display name of a number was reviewed: number 493055501234, decision: REJECTED, name Tee & Co, reason: NAME_EMPLOYEE_INFORMATION_MISSING',
    ],
    [
      'number quality',
      'number-quality',
      'news',
      'WhatsApp: the limits or the quality of a number changed: number 493055501234, event: THROUGHPUT_UPGRADE, limit: TIER_2K',
    ],
    [
      'security',
      'security',
      'warning',
      'WhatsApp: the security settings of a number changed: number 493055501234, event: PIN_CHANGED',
    ],
    [
      'template category',
      'template-category',
      'warning',
      'WhatsApp has put the template *order_update* (de) into the category marketing; before it was utility. What messages cost may change.',
    ],
    [
      'template category planned',
      'template-category-planned',
      'warning',
      'WhatsApp will put the template *order_update* (en_US) into the category marketing within a day, because of its content. If that is wrong, ask for a review in WhatsApp Manager.',
    ],
    [
      'template components',
      'template-components',
      'news',
      'WhatsApp: the text of a template changed: template order_update, language de',
    ],
    [
      'template event of tomorrow',
      'template-event-of-tomorrow',
      'warning',
      'Template *order_update* (de) melted away',
    ],
    [
      'template paused',
      'template-paused',
      'warning',
      'Template *order_update* (de) was paused for 3 hours because of bad feedback.',
    ],
    [
      'template quality',
      'template-quality',
      'warning',
      'What customers think of the template *order_update* (de): bad feedback; before: good feedback.',
    ],
    [
      'template rejected',
      'template-rejected',
      'warning',
      'Template *order_update* (de) was rejected. Reason: its format is not valid, for example blanks side by side or examples that do not fit. Placeholders must be numbered Number them from 1',
    ],
    [
      'template status update',
      'template-status-update',
      'news',
      'Template *order_update* (de) was approved and can be sent now.',
    ],
  ];

  test.each(cases)('%s', (_label, file, tone, words) => {
    const event = eventOf(file);
    if (event.event !== 'notice') {
      throw new Error('This is no notice');
    }
    expect(showNotice(event, sayIn('en'))).toBe(words);
    expect(isGoodNews(event) ? 'news' : 'warning').toBe(tone);
  });
});
