/** What of Omnichannel the setup looks at. */
export interface Omnichannel {
  isOmnichannelOn(): Promise<boolean>;
  /** The URL of a page of the workspace, e.g. `omnichannel/agents`. */
  pageUrl(path: string): Promise<string>;
}

export interface Person {
  id: string;
  username: string;
}

/** Who reads what the bot tells in the setup room: enabled users who may connect and change numbers. */
export interface SetupReaders {
  /** Also true while there is no room: whoever makes the next one comes in with it. */
  isSomebodyThere(): Promise<boolean>;
  /** Those who were let in at any time. */
  former(): Promise<Person[]>;
  /** Of the workspace; asks for all of its users, so only in need. */
  others(): Promise<Person[]>;
  /** @returns the name of the room */
  letIn(person: Person): Promise<string>;
}
