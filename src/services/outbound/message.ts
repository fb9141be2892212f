import type { Option } from '../../whatsapp/offer';

export interface RoomFile {
  id: string;
  name: string;
  mimeType: string;
}

export interface Author {
  name: string;
  username: string;
  /** True for bots and other apps: they have no name in front of what they write. */
  automatic: boolean;
}

/** What somebody on our side wrote in a room of ours. */
export interface RoomMessage {
  id: string;
  roomId: string;
  numberId: string;
  contactId: string;
  /** In Rocket.Chat's markup, without the link of a quote. */
  text: string;
  files: RoomFile[];
  /** Unix milliseconds: the host tells of messages in any order. */
  writtenAt: number;
  /** Absent for texts of our own. */
  author?: Author;
  /** The message that it quotes, or whose thread it stands in. */
  answers?: string;
  /** Buttons under it. */
  options?: Option[];
  /** The message whose words it carries, and which is not sent by itself. */
  wordsOf?: string;
}

/** Characters that stand for a message. */
const EXCERPT = 80;

/** What a message begins with, in one line; of one without words the name of its file. */
export function excerptOf({ text, files }: RoomMessage): string {
  const words = text.replace(/\s+/g, ' ').trim() || (files[0]?.name ?? '');
  const characters = [...words];
  return characters.length > EXCERPT ? `${characters.slice(0, EXCERPT - 1).join('')}…` : words;
}
