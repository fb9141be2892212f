import type { WhatsAppAddress } from './contact';
import type { FilledTemplate } from './template';

/** Who gets the customer's answer. Who is not there when it comes is passed over. */
export interface Route {
  /** Rocket.Chat's id of the user. */
  agentId?: string;
  departmentId?: string;
}

/** A file of the workspace that is uploaded to WhatsApp when the template's turn has come. */
export interface AttachedFile {
  /** What stands for the media id in the template's components until then. */
  placeholder: string;
  fileId: string;
  filename: string;
  mimeType: string;
}

/** A template that we sent to somebody, in a conversation or to begin one. */
export interface Outreach {
  /** Tells this sending from all others. */
  id: string;
  numberId: string;
  to: WhatsAppAddress;
  template: FilledTemplate;
  files?: AttachedFile[];
  /** As the customer sees it, in Rocket.Chat's markup. */
  words: string;
  route?: Route;
  /** The user who sent it; absent when another system did. */
  sender?: { id: string; username: string; name: string };
  /** Unix milliseconds. */
  sentAt: number;
  /** The message that stands for it, once it stands in a room. */
  shown?: Place;
  /** True when WhatsApp did not take or not deliver it. */
  failed?: boolean;
}

/** A message of a room. */
export interface Place {
  roomId: string;
  messageId: string;
}

/** For so long a customer's answer goes where the sender wanted it, milliseconds: a week. */
export const ROUTE_LIFE = 7 * 24 * 60 * 60_000;
