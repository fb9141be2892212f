import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { type Dialog360, seed, startDialog360 } from './dialog360';
import type { Dialog360Options } from './dialog360/options';
import { Internet } from './internet';
import { type RocketChat, type StartOptions, startWorkspace } from './rocketchat';
import { WebClient } from './rocketchat/client/webClient';
import { memberPassword } from './rocketchat/workspace/seed';

export interface TownOptions extends Pick<
  StartOptions,
  'engineVersion' | 'instances' | 'schedulerTick' | 'siteUrl' | 'privateApps' | 'outboundMessages'
> {
  /** Where everything is kept; without a folder it is gone at the end. */
  folder?: string;
  /** Of the workspace; default any that is free. */
  port?: number;
  /** Of 360dialog; default any that is free. */
  dialog360Port?: number;
  /** How fast 360dialog delivers, repeats and reports. */
  pace?: Pick<Dialog360Options, 'delivery' | 'receipts' | 'rates'>;
}

/** The form's fields as an admin fills them in. */
export type ConnectValues = Partial<
  Record<
    'apiKey' | 'environment' | 'department' | 'welcomeMessage' | 'finishedMessage' | 'offlineMessage',
    string
  >
>;

const ADMIN = { username: 'admin', password: 'admin-secret' };
const SETUP_ROOM = 'omnichannel-whatsapp-setup';

/** A workspace, a 360dialog and the people around them. */
export class Town {
  private readonly clients = new Map<string, WebClient>();

  private constructor(
    readonly rocketchat: RocketChat,
    readonly dialog360: Dialog360,
    readonly people: ReturnType<typeof seed>,
    /** Which names lead where; a workspace may get another one. */
    readonly internet: Internet,
  ) {}

  static async open(options: TownOptions = {}): Promise<Town> {
    const { folder, port, dialog360Port, pace, ...workspace } = options;
    const internet = new Internet();
    if (folder) {
      await mkdir(join(folder, 'rocketchat'), { recursive: true });
    }
    const dialog360 = await startDialog360({
      internet,
      port: dialog360Port,
      ...pace,
      ...(folder && { folder: join(folder, 'dialog360') }),
    });
    try {
      const rocketchat = await startWorkspace({
        ...workspace,
        internet,
        ports: port === undefined ? [] : [port],
        ...(folder && { folder: join(folder, 'rocketchat') }),
      });
      return new Town(rocketchat, dialog360, seed(dialog360), internet);
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

  /** Opens the form as an admin does: by the bot's question, while it stands there, the steps and their button. */
  async openConnectForm(): Promise<WebClient> {
    const admin = await this.client(ADMIN.username);
    const room = await admin.waitForRoom(({ name }) => name === SETUP_ROOM);
    const question = await admin.waitForMessage(
      room._id,
      /Do you have an account|Log in to the 360dialog Hub/,
    );
    if (question.msg.includes('Do you have an account')) {
      await admin.clickBlock(question, 'setup-has-account');
    }
    await admin.clickBlock(
      await admin.waitForMessage(room._id, 'Log in to the 360dialog Hub'),
      'setup-connect',
    );
    await admin.waitForView('connect-number');
    return admin;
  }

  /** Connects the business number through the form, with the given texts; agrees to replace another system's webhook. */
  async connect(values: ConnectValues = {}): Promise<void> {
    const admin = await this.openConnectForm();
    const department = await this.departmentId('Support');
    await admin.submitView('connect-number', {
      apiKey: this.people.production.apiKey,
      department,
      ...values,
    });
    const question = admin.views.find(
      ({ id, errors }) => id === 'connect-number' && !Object.keys(errors).length,
    );
    if (question) {
      await admin.submitView(question.id);
    }
    const room = await admin.room(SETUP_ROOM);
    await admin.waitForMessage(room._id, 'Well done');
  }

  async departmentId(name: string): Promise<string> {
    const department = await this.rocketchat.store.departments.findOneAsync({ name });
    if (!department) {
      throw new Error(`There is no department ${name}.`);
    }
    return department._id;
  }

  isConnected(): boolean {
    return this.people.production.webhook?.url.startsWith('https://chat.example.org/') ?? false;
  }

  async close(): Promise<void> {
    for (const client of this.clients.values()) {
      client.close();
    }
    await this.rocketchat.stop();
    await this.dialog360.close();
  }
}
