import type { OutgoingFile } from '../../../simulator/rocketchat/client/chatClient';
import type { ChatMessage } from '../../../simulator/dialog360/state/records';
import type { Town } from '../../../simulator/town';
import { roomMessages } from '../support/actions';
import { setSetting, startChat, type Chat } from '../support/room';
import { leave, townWithApp } from '../support/town';

const MB = 1024 ** 2;
/** The first page of an Opus recording in one channel, as phones make it: RFC 7845. */
const VOICE = Buffer.concat([
  Buffer.from('OggS'),
  Buffer.alloc(24),
  Buffer.from('OpusHead\x01\x01'),
  Buffer.alloc(64),
]);
const WORDS = 'One two three four five six seven eight nine ten.\n';

function file(name: string, type: string, bytes: Buffer | string): OutgoingFile {
  return { name, type, bytes: Buffer.from(bytes) };
}

/** A file of many megabytes takes more than one try on a slow machine, milliseconds. */
const BIG_FILE = 240_000;

/** What arrives at the phone, in order: the type on the wire, and what matters of its content. */
type Arrival = [type: string, content: object];

describe("Agents' files, as customers get them", () => {
  let town: Town;
  let chat: Chat;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    chat = await startChat(town);
  });

  afterAll(() => leave(town));

  const inbox = (): ChatMessage[] => chat.phone.inbox;

  async function arrive(seen: number, arrivals: Arrival[]): Promise<ChatMessage[]> {
    await chat.phone.receives(() => inbox().length >= seen + arrivals.length, BIG_FILE);
    const arrived = inbox().slice(seen);
    expect(arrived.map(({ type }) => type)).toEqual(arrivals.map(([type]) => type));
    arrived.forEach(({ content }, index) => expect(content).toMatchObject(arrivals[index]![1]));
    return arrived;
  }

  it.each<[label: string, sent: OutgoingFile, caption: string | undefined, arrivals: Arrival[]]>([
    [
      'a photo',
      file('tea.jpg', 'image/jpeg', '\xff\xd8\xff photo'),
      'Our *tea*',
      [['image', { caption: 'Our *tea*' }]],
    ],
    [
      'a video',
      file('tea.mp4', 'video/mp4', '....ftypisom video'),
      'Brewing',
      [['video', { caption: 'Brewing' }]],
    ],
    [
      'a video of a kind that WhatsApp does not play, as a document',
      file('tea.mov', 'video/quicktime', '....ftypqt  video'),
      undefined,
      [['document', { filename: 'tea.mov' }]],
    ],
    [
      'a video that is too big for one, as a document',
      file('long.mp4', 'video/mp4', Buffer.alloc(16 * MB + 1, 'v')),
      'All of it',
      [['document', { filename: 'long.mp4', caption: 'All of it' }]],
    ],
    ['a voice note', file('memo.ogg', 'audio/ogg', VOICE), undefined, [['audio', { voice: true }]]],
    [
      'a recording of the browser, whose words come before it',
      file('memo.mp3', 'audio/mpeg', 'ID3 memo'),
      'Listen',
      [
        ['text', { body: 'Listen' }],
        ['audio', {}],
      ],
    ],
    [
      'a sticker, which WhatsApp takes as a document',
      file('wave.webp', 'image/webp', 'RIFF....WEBP sticker'),
      undefined,
      [['document', { filename: 'wave.webp' }]],
    ],
    [
      'a document',
      file('prices.pdf', 'application/pdf', '%PDF prices'),
      undefined,
      [['document', { filename: 'prices.pdf' }]],
    ],
    [
      'a file of no known type',
      file('data.xyz', 'application/octet-stream', 'data'),
      undefined,
      [['document', { filename: 'data.xyz' }]],
    ],
  ])('%s', async (_, sent, caption, arrivals) => {
    const seen = inbox().length;
    await chat.agent.upload(chat.room._id, sent, caption);
    const arrived = await arrive(seen, arrivals);
    const { mediaId } = arrived.find((message) => message.mediaId)!;
    expect(town.dialog360.mediaBytes(mediaId!)?.bytes.equals(sent.bytes)).toBe(true);
  });

  it('a caption that is too long goes on as a text, nothing of it lost', async () => {
    const seen = inbox().length;
    const caption = WORDS.repeat(40).trim();
    await chat.agent.upload(chat.room._id, file('a.jpg', 'image/jpeg', '\xff\xd8\xff a'), caption);
    const [picture, rest] = await arrive(seen, [
      ['image', {}],
      ['text', {}],
    ]);
    const { caption: first } = picture!.content as { caption: string };
    expect(first.length).toBeLessThanOrEqual(1024);
    expect(`${first}\n${(rest!.content as { body: string }).body}`).toBe(caption);
  });

  describe('what cannot be sent is told at the message', () => {
    const told = (words: string | RegExp) => chat.agent.waitForMessage(chat.room._id, words);

    it('a file that is gone', async () => {
      const { messages, users } = town.rocketchat.instance.workspace;
      const agent = await users.byUsername(chat.agent.me.username);
      const gone = { _id: 'gone', name: 'gone.pdf', type: 'application/pdf' };
      const attachments = [{ title: 'gone.pdf', type: 'file', title_link: '/file-upload/gone/gone.pdf' }];
      const message = { msg: 'See there', file: gone, files: [gone], attachments };
      const seen = inbox().length;
      const sent = await messages.send(agent!, message, chat.room);
      const notice = await told('it does not exist any more');
      expect(notice.msg).toContain(`msg=${sent!._id}`);
      expect(inbox()).toHaveLength(seen);
    });

    it.each([
      [
        'of a type that the admin does not let out',
        'accepted_media_types',
        'image/*',
        '',
        /do not allow files of this type/,
      ],
      [
        'that is bigger than the admin allows',
        'maximum_file_upload_size',
        3,
        104_857_600,
        /allow files of up to/,
      ],
      ['while the admin lets none out', 'file_uploads_enabled', false, true, /files are switched off/],
    ])('a file %s', async (_, setting, value, usual, words) => {
      const seen = inbox().length;
      await setSetting(town, setting, value);
      await chat.agent.upload(chat.room._id, file(`${setting}.pdf`, 'application/pdf', '%PDF no'));
      await told(words);
      await setSetting(town, setting, usual);
      expect(inbox()).toHaveLength(seen);
    });
  });

  it('a file is not to be had by anybody who has its address only: it goes out as bytes', async () => {
    const [message] = (await roomMessages(town, chat.room._id)).filter(
      ({ file: f }) => f?.name === 'tea.jpg',
    );
    const { url } = town.rocketchat.instance;
    const response = await fetch(`${url}/file-upload/${message!.file!._id}/tea.jpg`);
    expect(response.status).toBe(403);
  });
});
