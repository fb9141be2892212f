import { join } from 'node:path';

import Datastore from '@seald-io/nedb';

import type * as app from './appDocuments';
import type * as doc from './documents';

/** Comes before the collections: a class's fields are made before its own constructor has set anything. */
class Database {
  constructor(readonly folder?: string) {}

  protected collection<T extends object>(name: string): Datastore<T> {
    return new Datastore<T>(
      this.folder ? { filename: join(this.folder, `${name}.db`) } : { inMemoryOnly: true },
    );
  }
}

/**
 * The workspace's database: one collection for each Mongo collection of a Rocket.Chat server that the
 * simulator needs, under the server's own names. In memory, or below a folder so that a restart keeps everything.
 */
export class Store extends Database {
  readonly users = this.collection<doc.UserDoc>('users');
  readonly roles = this.collection<doc.RoleDoc>('rocketchat_roles');
  readonly rooms = this.collection<doc.RoomDoc>('rocketchat_room');
  readonly subscriptions = this.collection<doc.SubscriptionDoc>('rocketchat_subscription');
  readonly messages = this.collection<doc.MessageDoc>('rocketchat_message');
  readonly uploads = this.collection<doc.UploadDoc>('rocketchat_uploads');
  readonly visitors = this.collection<doc.VisitorDoc>('rocketchat_livechat_visitor');
  readonly inquiries = this.collection<doc.InquiryDoc>('rocketchat_livechat_inquiry');
  readonly contacts = this.collection<doc.ContactDoc>('rocketchat_livechat_contact');
  readonly departments = this.collection<doc.DepartmentDoc>('rocketchat_livechat_department');
  readonly departmentAgents = this.collection<doc.DepartmentAgentDoc>(
    'rocketchat_livechat_department_agents',
  );
  readonly customFields = this.collection<doc.CustomFieldDoc>('rocketchat_livechat_custom_field');
  readonly settings = this.collection<doc.SettingDoc>('rocketchat_settings');
  readonly apps = this.collection<app.AppDoc>('rocketchat_apps');
  readonly appLogs = this.collection<app.AppLogDoc>('rocketchat_apps_logs');
  readonly appPersistence = this.collection<app.AppPersistenceDoc>('rocketchat_apps_persistence');
  readonly appJobs = this.collection<app.AppJobDoc>('rocketchat_apps_scheduler');

  private readonly collections: Datastore<object>[] = Object.values(this).filter(
    (value): value is Datastore<object> => value instanceof Datastore,
  );

  static async open(folder?: string): Promise<Store> {
    const store = new Store(folder);
    await Promise.all(store.collections.map((collection) => collection.loadDatabaseAsync()));
    return store;
  }

  /** Rewrites the files without their superseded lines; in memory there is nothing to do. */
  async close(): Promise<void> {
    if (this.folder) {
      await Promise.all(this.collections.map((collection) => collection.compactDatafileAsync()));
    }
  }
}
