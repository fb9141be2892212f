// Raw documents about apps, as `documents.ts` has those of the workspace.

/** An installed app: the engine's storage item plus its zip. */
export interface AppDoc {
  _id: string;
  appId: string;
  item: Record<string, unknown>;
  /** The zip, base64. */
  zip: string;
}

export interface AppLogDoc {
  _id: string;
  appId: string;
  entry: Record<string, unknown>;
  createdAt: Date;
}

export interface AppPersistenceDoc {
  _id?: string;
  appId: string;
  associations: { model: string; id: string }[];
  data: Record<string, unknown>;
}

export interface AppJobDoc {
  _id: string;
  /** `{processorId}_{appId}`. */
  name: string;
  type: 'once' | 'recurring';
  data: Record<string, unknown>;
  nextRunAt: Date | null;
  interval?: string | number;
  lockedAt?: Date | null;
  lastRunAt?: Date;
  failedAt?: Date;
  failReason?: string;
}
