import { join } from 'node:path';

import { type Dialog360, seed, startDialog360 } from '../dialog360';
import { Internet } from '../internet';
import { type RocketChat, startWorkspace } from '../rocketchat';
import { WebClient } from '../rocketchat/client/webClient';
import { memberPassword } from '../rocketchat/workspace/seed';

export interface TownOptions {
  /** Where everything is kept; without a folder it is gone at the end. */
  folder?: string;
  /** Of the workspace; default any that is free. */
  port?: number;
  /** Of 360dialog; default any that is free. */
  dialog360Port?: number;
}

const ADMIN = { username: 'admin', password: 'admin-secret' };
const SETUP_ROOM = 'omnichannel-whatsapp-setup';

/** A workspace, a 360dialog and the people around them. */
export class Town {
  private readonly clients = new Map<string, WebClient>();

  private constructor(
    readonly rocketchat: RocketChat,
    readonly dialog360: Dialog360,
    readonly people: ReturnType<typeof seed>,
  ) {}

  static async open({ folder, port, dialog360Port }: TownOptions): Promise<Town> {
    const internet = new Internet();
    const dialog360 = await startDialog360({
      ...{ internet, port: dialog360Port },
      ...(folder && { folder: join(folder, 'dialog360') }),
    });
    try {
      const rocketchat = await startWorkspace({
        ...{ internet, ports: port === undefined ? [] : [port] },
        ...(folder && { folder: join(folder, 'rocketchat') }),
      });
      return new Town(rocketchat, dialog360, seed(dialog360));
    } catch (error) {
      await dialog360.close();
      throw error;
    }
  }

  /** The browser tab of a user, opened when it is first asked for. */
  async client(username: string): Promise<WebClient> {
    const password = username === ADMIN.username ? ADMIN.password : memberPassword;
    const open = this.clients.get(username);
    const client = open ?? (await WebClient.login(this.rocketchat.instance.url, username, password));
    this.clients.set(username, client);
    return client;
  }

  /** Connects the business number as an admin does: by the bot's question, the steps and the form. */
  async connect(): Promise<void> {
    const admin = await this.client(ADMIN.username);
    const room = await admin.waitForRoom(({ name }) => name === SETUP_ROOM);
    await admin.clickBlock(
      await admin.waitForMessage(room._id, 'Do you have an account'),
      'setup-has-account',
    );
    await admin.clickBlock(
      await admin.waitForMessage(room._id, 'Log in to the 360dialog Hub'),
      'setup-connect',
    );
    await admin.waitForView('connect-number');
    const department = await this.rocketchat.store.departments.findOneAsync({ name: 'Support' });
    await admin.submitView('connect-number', {
      apiKey: this.people.production.apiKey,
      department: department?._id,
      welcomeMessage: 'Welcome to Teehaus Morgenrot! Somebody will be with you in a moment.',
      finishedMessage: 'Thank you for writing. Goodbye!',
      offlineMessage: 'Nobody is at the counter right now. We will answer as soon as we are back.',
    });
    await admin.waitForMessage(room._id, 'Well done');
  }

  isConnected(): boolean {
    const { hostname } = new URL(this.siteUrl);
    const url = this.people.production.webhook?.url;
    return url !== undefined && new URL(url).hostname === hostname;
  }

  get siteUrl(): string {
    return 'https://chat.example.org';
  }

  async close(): Promise<void> {
    for (const client of this.clients.values()) {
      client.close();
    }
    await this.rocketchat.stop();
    await this.dialog360.close();
  }
}
