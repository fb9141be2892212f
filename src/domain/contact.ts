/**
 * How WhatsApp names a person, or a group. At least one of the ids is there; since usernames exist the phone may be
 * hidden.
 */
export interface WhatsAppAddress {
  /** Phone number in digits, exactly as WhatsApp wrote it. */
  waId?: string;
  /** Business-scoped user id (BSUID), e.g. `DE.99887766`. */
  userId?: string;
  /** A group, which is a contact of its own: what is written in it belongs together, and answers go to all of it. */
  groupId?: string;
}

/** Who wrote to us, as the webhook describes the person. */
export interface Sender extends WhatsAppAddress {
  /** Profile name, chosen by the person. */
  name?: string;
  /** WhatsApp username, without `@`. */
  username?: string;
}

/** A person on WhatsApp and the Omnichannel visitor that stands for them. */
export interface Contact extends Sender {
  id: string;
  visitorId: string;
  /** Random: on Rocket.Chat whoever knows it may write as the visitor. */
  visitorToken: string;
  /** The visitor's name as we gave it last; where the visitor has another one, an agent chose it. */
  visitorName?: string;
  /** BSUIDs that the person had before. They are never given to anybody else. */
  formerUserIds?: string[];
  /** Ids of contacts that turned out to be the same person; rooms may still name them. */
  absorbed?: string[];
}
