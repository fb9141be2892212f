import type { IUserRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

/** Our bot, `whatsapp.bot`. It stays the same as long as the app is installed, so it is asked for once. */
export class AppUser {
  private known?: IUser;

  constructor(private readonly users: IUserRead) {}

  async get(): Promise<IUser> {
    this.known ??= await this.users.getAppUser();
    if (!this.known) {
      throw new Error('The host does not name the user of the app');
    }
    return this.known;
  }
}
