/**
 * Raw documents as a Rocket.Chat server keeps them in MongoDB, reduced to the fields that the simulator uses.
 * Field names are the server's; apps never see these, only what the converters make of them.
 */

export interface UserRef {
  _id: string;
  username?: string;
  name?: string;
}

export interface UserDoc extends UserRef {
  username: string;
  name: string;
  type: 'user' | 'bot' | 'app';
  active: boolean;
  roles: string[];
  emails?: { address: string; verified: boolean }[];
  /** Presence: an agent takes chats only while `status` is not offline and `statusLivechat` is available. */
  status: 'online' | 'away' | 'busy' | 'offline';
  statusLivechat?: 'available' | 'not-available';
  /** Chats assigned so far outside of departments: routing picks the agent with the fewest. */
  livechatCount?: number;
  language?: string;
  /** Hours; each client of the user tells it when it starts. */
  utcOffset?: number;
  appId?: string;
  /** scrypt hash of the password; login tokens are kept as SHA-256 hashes, as Meteor does. */
  services?: {
    password?: { scrypt: string };
    totp?: { enabled: boolean };
    resume?: { hashedToken: string; when: Date }[];
  };
  createdAt: Date;
  _updatedAt: Date;
}

export interface RoleDoc {
  _id: string;
  name: string;
  description: string;
  scope: 'Users' | 'Subscriptions';
}

export interface RoomSource {
  type: 'app' | 'widget' | 'api' | 'email' | 'sms' | 'other';
  id?: string;
  alias?: string;
  label?: string;
  sidebarIcon?: string;
  defaultIcon?: string;
  destination?: string;
}

export interface RoomDoc {
  _id: string;
  /** c public channel, p private group, d direct message, l livechat. */
  t: 'c' | 'p' | 'd' | 'l';
  name?: string;
  fname?: string;
  u?: UserRef;
  usernames?: string[];
  uids?: string[];
  msgs: number;
  usersCount: number;
  ts: Date;
  lm?: Date;
  _updatedAt: Date;
  topic?: string;
  description?: string;
  ro?: boolean;
  /** Hidden from its members; whoever may write in it still may. */
  archived?: boolean;
  default?: boolean;
  customFields?: Record<string, unknown>;
  /** The room that a discussion belongs to. */
  prid?: string;
  muted?: string[];
  // livechat
  open?: boolean;
  v?: {
    _id: string;
    username?: string;
    name?: string;
    token: string;
    status?: string;
    /** Months in which somebody answered, e.g. `2026-11`. */
    activity?: string[];
    lastMessageTs?: Date;
  };
  livechatData?: Record<string, unknown>;
  servedBy?: UserRef & { username: string; ts: Date };
  departmentId?: string;
  source?: RoomSource;
  waitingResponse?: boolean;
  responseBy?: UserRef & { firstResponseTs: Date; lastMessageTs: Date };
  queuedAt?: Date;
  closedAt?: Date;
  closedBy?: UserRef;
  closer?: 'user' | 'visitor';
  tags?: string[];
  onHold?: boolean;
  contactId?: string;
  lastMessage?: MessageDoc;
}

export interface SubscriptionDoc {
  _id: string;
  rid: string;
  t: RoomDoc['t'];
  u: UserRef & { username: string };
  name?: string;
  fname?: string;
  roles?: string[];
  open: boolean;
  unread: number;
  ls?: Date;
  ts: Date;
  _updatedAt: Date;
}

export interface MessageFile {
  _id: string;
  name: string;
  type: string;
  size?: number;
  format?: string;
  typeGroup?: string;
}

export interface MessageDoc {
  _id: string;
  rid: string;
  msg: string;
  ts: Date;
  /** Present on system messages only, e.g. `livechat-started`, `uj`, `livechat-close`. */
  t?: string;
  u: UserRef & { username: string };
  /** Set on what a visitor says, and on the start and visitor's end of a chat: the visitor's token. */
  token?: string;
  alias?: string;
  avatar?: string;
  emoji?: string;
  groupable?: boolean;
  tmid?: string;
  /** Replies in the thread that starts here. */
  tcount?: number;
  file?: MessageFile;
  files?: MessageFile[];
  attachments?: Record<string, unknown>[];
  blocks?: Record<string, unknown>[];
  reactions?: Record<string, { usernames: string[] }>;
  editedAt?: Date;
  editedBy?: UserRef;
  customFields?: Record<string, unknown>;
  parseUrls?: boolean;
  _updatedAt: Date;
  [unmapped: string]: unknown;
}

export interface UploadDoc {
  _id: string;
  name: string;
  size: number;
  type: string;
  extension: string;
  rid: string;
  userId?: string;
  /** Token of the visitor that uploaded. */
  visitorToken?: string;
  store: string;
  etag: string;
  path: string;
  url: string;
  complete: boolean;
  uploading: boolean;
  uploadedAt: Date;
  /** The bytes, base64. A server keeps them in GridFS or on disk. */
  bytes: string;
  description?: string;
  /** `thumb` on thumbnails. */
  typeGroup?: string;
  originalFileId?: string;
  _updatedAt: Date;
}

export interface VisitorDoc {
  _id: string;
  username: string;
  name?: string;
  token: string;
  ts: Date;
  phone?: { phoneNumber: string }[];
  visitorEmails?: { address: string }[];
  department?: string;
  status?: string;
  livechatData?: Record<string, unknown>;
  activity?: string[];
  externalIds?: { appId: string; entityId: string; metadata?: Record<string, unknown> }[];
  source?: RoomSource;
  /** Of one that was removed: nothing is left but its id, and what other systems call it. */
  disabled?: boolean;
  _updatedAt: Date;
}

export interface InquiryDoc {
  _id: string;
  rid: string;
  name?: string;
  message: string;
  status: 'queued' | 'ready' | 'taken' | 'verifying';
  defaultAgent?: { agentId: string; username: string };
  source?: RoomSource;
  queuedAt?: Date;
  takenAt?: Date;
  v: { _id: string; username?: string; token: string };
  department?: string;
  ts: Date;
  _updatedAt: Date;
}

export interface ContactDoc {
  _id: string;
  name: string;
  phones?: { phoneNumber: string }[];
  emails?: { address: string }[];
  unknown: boolean;
  channels: {
    name: string;
    visitor: { visitorId: string; source: { type: string; id?: string } };
    blocked: boolean;
    verified: boolean;
    details: RoomSource;
  }[];
  createdAt: Date;
  _updatedAt: Date;
}

export interface DepartmentDoc {
  _id: string;
  name: string;
  description?: string;
  enabled: boolean;
  email: string;
  showOnRegistration: boolean;
  showOnOfflineForm: boolean;
  numAgents: number;
  fallbackForwardDepartment?: string;
  requestTagBeforeClosingChat?: boolean;
  chatClosingTags?: string[];
  /** Chats forwarded to it wait in its queue when nobody is online. */
  allowReceiveForwardOffline?: boolean;
  archived?: boolean;
  _updatedAt: Date;
}

export interface DepartmentAgentDoc {
  _id: string;
  departmentId: string;
  departmentEnabled: boolean;
  agentId: string;
  username: string;
  count: number;
  order: number;
}

export interface CustomFieldDoc {
  _id: string;
  label: string;
  scope: 'visitor' | 'room';
  visibility: 'visible' | 'hidden';
  regexp?: string;
}

export interface SettingDoc {
  _id: string;
  type: string;
  value: unknown;
  packageValue: unknown;
  public: boolean;
  i18nLabel: string;
}
