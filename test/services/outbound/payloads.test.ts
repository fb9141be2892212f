import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';

import type { OutboundContent } from '../../../src/domain/outbound';
import { outgoing, whatsAppRoom } from '../../../src/rocketchat/roomMessage';
import { compose, type MessageStyle } from '../../../src/services/outbound/parts';
import { outboxKey } from '../../../src/services/outbox';
import type { OutboundPart } from '../../../src/services/outbound/ports';
import { sendableFile } from '../../../src/whatsapp/mediaKind';
import { toPayload } from '../../../src/whatsapp/payload';
import type { WirePayload } from '../../../src/whatsapp/wire/outgoing';
import choices from '../../fixtures/outbound/choices.json';
import files from '../../fixtures/outbound/files.json';
import formatting from '../../fixtures/outbound/formatting.json';
import texts from '../../fixtures/outbound/texts.json';
import { asAnotherClientWrites } from '../../support/anotherClient';

interface FixtureFile {
  id: string;
  name: string;
  type: string;
  size: number;
  content?: 'opus';
}

/** Of a room's message what matters to a case; the rest is the same for all. */
interface FixtureMessage {
  text?: string;
  sender?: keyof typeof SENDERS;
  senderName?: string;
  files?: FixtureFile[];
  filesIn?: 'files' | 'file' | 'unmapped';
  unmapped?: object;
  editedAt?: boolean;
  [field: string]: unknown;
}

interface Case {
  label: string;
  message: FixtureMessage;
  style?: Partial<MessageStyle>;
  /** Without what all payloads have in common. */
  payloads: object[];
}

const STYLE: MessageStyle = {
  ...{ agentDisplay: 'none', agentPrefixFormat: '[{{agent}}] - {{message}}' },
  ...{ lists: true, listLabel: 'Show Options' },
};

const US = 'app-user';
const SENDERS = {
  agent: { id: 'ana', username: 'agent.ana', name: 'Ana Berg', type: 'user' },
  bot: { id: 'bot', username: 'tea.bot', name: 'Tea bot', type: 'bot' },
  madeBot: { id: 'made', username: 'made.bot', name: 'Made bot', type: 'user', roles: ['bot'] },
  app: { id: 'app', username: 'other.bot', name: 'Another app', type: 'app' },
  us: { id: US, username: 'whatsapp.bot', name: 'WhatsApp', type: 'app' },
  nobody: undefined,
  visitor: { id: 'visitor-1', username: 'guest-1', name: 'Mara', type: 'user' },
};

const ROOM = {
  ...{ id: 'room-1', type: 'l', visitor: { id: 'visitor-1' } },
  customFields: { whatsappNumberId: 'number-1', whatsappContactId: 'contact-1' },
};

/** What WhatsApp calls the messages that are quoted; `gone` is not among them. */
const WAMIDS: Record<string, string> = { q0: 'wamid.Q0', q1: 'wamid.Q1' };

function hostMessage(fixture: FixtureMessage): IMessage {
  const {
    sender = 'agent',
    senderName,
    files: own = [],
    filesIn = 'files',
    unmapped,
    editedAt,
    ...rest
  } = fixture;
  const list = own.map(({ id: _id, name, type }) => ({ _id, name, type }));
  return {
    ...{ id: 'm1', room: ROOM, createdAt: new Date(0) },
    sender: SENDERS[sender] && { ...SENDERS[sender], ...(senderName !== undefined && { name: senderName }) },
    ...(list[0] && { file: list[0] }),
    ...(list.length > 0 && filesIn === 'files' && { files: list }),
    ...(editedAt && { editedAt: new Date(1) }),
    _unmappedProperties_: { ...unmapped, ...(filesIn === 'unmapped' && { files: list }) },
    ...rest,
  } as unknown as IMessage;
}

function bytesOf({ size, content }: FixtureFile): Buffer {
  return content === 'opus'
    ? Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead\x01\x01')])
    : Buffer.alloc(size);
}

/** As the sender does it, without asking anybody. */
function contentOf(part: OutboundPart, own: FixtureFile[]): OutboundContent | undefined {
  if (part.kind !== 'file') {
    return part as OutboundContent;
  }
  const position = own.findIndex(({ id }) => id === part.fileId);
  const file = sendableFile(part.mimeType, bytesOf(own[position]!));
  return (
    file && {
      ...{ kind: 'media', media: file.media, mediaId: `media-${position + 1}`, filename: part.filename },
      ...(part.caption && file.media !== 'audio' && { caption: part.caption }),
      ...(file.voice && { voice: true }),
    }
  );
}

function payloadsOf({ message, style }: Case): object[] {
  const written = outgoing(hostMessage(message), whatsAppRoom(ROOM as never)!, US);
  if (!written) {
    return [];
  }
  const quotes = written.answers && WAMIDS[written.answers];
  const { parts } = compose(written, { ...STYLE, ...style });
  return parts.map((part, index) => {
    const content = contentOf(part, message.files ?? []);
    const callbackData = outboxKey('room-1', 'm1', index);
    const context = index === 0 && quotes ? { quotes } : {};
    return content
      ? toPayload({ to: { waId: '4915123456789' }, content, ...context, callbackData })
      : { failure: 'too-big' };
  });
}

function framed(payload: object, index: number): object {
  return 'failure' in payload
    ? payload
    : {
        ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to: '+4915123456789' },
        ...{ biz_opaque_callback_data: `room-1/m1#${index}` },
        ...payload,
      };
}

describe.each([
  ['formatting', formatting],
  ['texts', texts],
  ['files', files],
  ['choices', choices],
] as [string, Case[]][])('%s', (_name, cases) => {
  test.each(cases.map((one) => [one.label, one] as const))('%s', async (_label, one) => {
    const expected = one.payloads.map(framed);
    expect(payloadsOf(one)).toStrictEqual(expected);
    for (const payload of expected.filter((one) => !('failure' in one))) {
      await expect(asAnotherClientWrites(payload as WirePayload)).resolves.toStrictEqual(payload);
    }
  });
});
