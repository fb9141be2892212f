import type { UserDoc } from '../documents';
import type { Store } from '../store';
import { ServerError } from './errors';
import { hashPassword, hashToken, passwordMatches, type Password } from './passwords';
import { randomId } from './randomId';
import type { Roles } from './roles';
import { withoutUndefined } from './withoutUndefined';

export interface NewUser {
  _id?: string;
  username: string;
  name?: string;
  password?: string;
  type?: UserDoc['type'];
  roles?: string[];
  email?: string;
  language?: string;
  appId?: string;
  status?: UserDoc['status'];
}

/** Meteor's length of a login token. */
const tokenLength = 43;

export class Users {
  constructor(
    private readonly store: Store,
    private readonly roles: Roles,
  ) {}

  /** @throws ServerError `error-field-unavailable` when the username is taken */
  async create(user: NewUser): Promise<UserDoc> {
    if (await this.byUsername(user.username)) {
      throw new ServerError('error-field-unavailable', `${user.username} is already in use :(`);
    }
    const now = new Date();
    return this.store.users.insertAsync<UserDoc>(
      withoutUndefined({
        _id: user._id ?? randomId(),
        username: user.username,
        name: user.name ?? user.username,
        type: user.type ?? 'user',
        active: true,
        roles: user.roles ?? ['user'],
        emails: user.email ? [{ address: user.email, verified: true }] : undefined,
        status: user.status ?? 'offline',
        language: user.language,
        appId: user.appId,
        services: user.password ? { password: { scrypt: await hashPassword(user.password) } } : undefined,
        createdAt: now,
        _updatedAt: now,
      }),
    );
  }

  async byId(id: string): Promise<UserDoc | null> {
    return this.store.users.findOneAsync({ _id: id });
  }

  /** Usernames differ by more than upper and lower case. */
  async byUsername(username: string): Promise<UserDoc | null> {
    const exactly = username.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return this.store.users.findOneAsync({ username: new RegExp(`^${exactly}$`, 'i') });
  }

  /** The user that speaks for an app. */
  async byAppId(appId: string): Promise<UserDoc | null> {
    return this.store.users.findOneAsync({ appId, type: 'app' });
  }

  async all(): Promise<UserDoc[]> {
    return this.store.users.findAsync({}).sort({ username: 1 });
  }

  /** @throws ServerError `error-invalid-user` */
  async update(id: string, fields: Partial<UserDoc>): Promise<UserDoc> {
    const { affectedDocuments } = await this.store.users.updateAsync<UserDoc, { returnUpdatedDocs: true }>(
      { _id: id },
      { $set: { ...withoutUndefined(fields), _updatedAt: new Date() } },
      { returnUpdatedDocs: true },
    );
    if (!affectedDocuments) {
      throw new ServerError('error-invalid-user', 'Invalid user');
    }
    return affectedDocuments;
  }

  /** Removes the user with its memberships and duties; what it wrote stays. */
  async remove(id: string): Promise<boolean> {
    await this.store.subscriptions.removeAsync({ 'u._id': id }, { multi: true });
    await this.store.departmentAgents.removeAsync({ agentId: id }, { multi: true });
    return (await this.store.users.removeAsync({ _id: id }, {})) > 0;
  }

  /** @throws ServerError `error-invalid-role` */
  async addRole(id: string, role: string): Promise<void> {
    if (!(await this.roles.byId(role))) {
      throw new ServerError('error-invalid-role', 'Invalid role');
    }
    await this.store.users.updateAsync(
      { _id: id },
      { $addToSet: { roles: role }, $set: { _updatedAt: new Date() } },
    );
  }

  async removeRole(id: string, role: string): Promise<void> {
    await this.store.users.updateAsync(
      { _id: id },
      { $pull: { roles: role }, $set: { _updatedAt: new Date() } },
    );
  }

  hasRole(user: UserDoc, role: string): boolean {
    return user.roles.includes(role);
  }

  /** By the user's own roles; those that it has in a room count in `Rooms.permits`. */
  hasPermission(user: UserDoc, permission: string): boolean {
    return this.roles.grant(user.roles, permission);
  }

  async setPassword(id: string, password: string): Promise<void> {
    const scrypt = await hashPassword(password);
    await this.store.users.updateAsync({ _id: id }, { $set: { 'services.password': { scrypt } } });
  }

  async verifyPassword(user: UserDoc, password: Password): Promise<boolean> {
    const hash = user.services?.password?.scrypt;
    return !!hash && passwordMatches(hash, password);
  }

  /** @returns a new login token; only its hash is kept. */
  async issueToken(id: string): Promise<string> {
    const token = randomId(tokenLength);
    const login = { hashedToken: hashToken(token), when: new Date() };
    await this.store.users.updateAsync({ _id: id }, { $push: { 'services.resume': login } });
    return token;
  }

  async byToken(id: string, token: string): Promise<UserDoc | null> {
    return this.store.users.findOneAsync({ _id: id, 'services.resume.hashedToken': hashToken(token) });
  }

  async revokeToken(id: string, token: string): Promise<void> {
    await this.store.users.updateAsync(
      { _id: id },
      { $pull: { 'services.resume': { hashedToken: hashToken(token) } } },
    );
  }
}
