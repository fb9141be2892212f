import type { StreamEvent } from '../streams';
import { ActionManager, type ServerInteraction, type Toast } from './actionManager';
import { type ActionButton, hiddenBecause, type Rights } from './actionButtons';
import { actionableElements, checkChoice, enter, type UiBlock } from './blocks';
import { ChatClient, type Me, type Message } from './chatClient';
import { listen } from './pushes';
import { RestClient, RestError, type Session } from './rest';
import { realTimer, type Timer } from './timer';
import { type OpenView, Views } from './views';
import { DEFAULT_WAIT_MS, waitFor } from './wait';

/** A message that only this user sees, until the page is loaded anew. */
export interface Notice {
  /** Absent where the client itself says it. */
  _id?: string;
  rid: string;
  msg: string;
  [field: string]: unknown;
}

export interface WebClientOptions {
  /** The client's clock: five seconds for an interaction and its trigger id. */
  timer?: Timer;
}

interface Command {
  command: string;
  appId?: string;
  permission?: string;
}

/**
 * One browser tab of one user: everything a person can do in Rocket.Chat's web client that concerns apps, by its
 * rules, over HTTP alone. Close it when done: it listens to the server's pushes.
 */
export class WebClient extends ChatClient {
  /** Ephemeral messages so far. */
  readonly notices: Notice[] = [];
  private readonly shown = new Views();
  private readonly actions: ActionManager;
  private readonly listening = new AbortController();

  private constructor(rest: RestClient, me: Me, options: WebClientOptions) {
    super(rest, me);
    const send = (appId: string, body: object): Promise<ServerInteraction | undefined> =>
      rest.post(`/api/apps/ui.interaction/${appId}`, body);
    this.actions = new ActionManager(this.shown, send, options.timer ?? realTimer);
  }

  /** @param baseUrl of the server, e.g. `http://127.0.0.1:3000` */
  static async login(
    baseUrl: string,
    username: string,
    password: string,
    options: WebClientOptions = {},
  ): Promise<WebClient> {
    const { data } = await new RestClient(baseUrl).post<{ data: Session & { me: Me } }>('/api/v1/login', {
      user: username,
      password,
    });
    const client = new WebClient(new RestClient(baseUrl, data), data.me, options);
    const stream = `${baseUrl}/sim/v1/streams/${data.userId}`;
    await listen(stream, (event) => client.take(event), client.listening.signal);
    return client;
  }

  close(): void {
    this.listening.abort();
  }

  get toasts(): readonly Toast[] {
    return this.actions.toasts;
  }

  /** Interactions that failed without the user seeing why. */
  get failures(): readonly unknown[] {
    return this.actions.failures;
  }

  /** Actions of this tab that a server was asked to answer so far. */
  get asked(): number {
    return this.actions.asked;
  }

  /** Actions of this tab that a server may still answer: not yet answered, and not older than five seconds. */
  get awaited(): number {
    return this.actions.awaited;
  }

  get views(): OpenView[] {
    return this.shown.all;
  }

  /** @throws Error naming what is open instead */
  view(id: string): OpenView {
    const view = this.shown.get(id);
    if (!view) {
      throw new Error(`There is no view «${id}» open. ${this.onScreen()}`);
    }
    return view;
  }

  async waitForView(id: string, timeoutMs = DEFAULT_WAIT_MS): Promise<OpenView> {
    return waitFor(
      `the view «${id}»`,
      () => this.shown.get(id),
      () => this.onScreen(),
      timeoutMs,
    );
  }

  async waitForNotice(match: string | RegExp, timeoutMs = DEFAULT_WAIT_MS): Promise<Notice> {
    const fits = ({ msg }: Notice): boolean =>
      typeof match === 'string' ? msg.includes(match) : match.test(msg);
    return waitFor(
      `a notice ${String(match)}`,
      () => this.notices.find(fits),
      () => this.onScreen(),
      timeoutMs,
    );
  }

  /**
   * Enters a slash command. Unknown commands, missing permissions and failures become notices, as for a person.
   * Only the client looks at a command's permission: the server runs what it is asked to run.
   * @param line e.g. `/whatsapp connect`
   */
  async runCommand(roomId: string, line: string, tmid?: string): Promise<void> {
    const [, name = '', params = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
    const { commands } = await this.rest.get<{ commands: Command[] }>('/api/v1/commands.list', {
      count: '0',
    });
    const command = commands.find((one) => one.command === name.toLowerCase());
    if (!command) {
      this.notices.push({ rid: roomId, msg: `No such command: /${name}` });
      return;
    }
    const { permission, appId } = command;
    if (permission && !(await this.rights()).permissions.includes(permission)) {
      this.notices.push({ rid: roomId, msg: `You don't have the permission to run /${name}` });
      return;
    }
    const triggerId = this.actions.newTriggerId(appId);
    const body = { command: command.command, params, roomId, triggerId, ...(tmid && { tmid }) };
    try {
      await this.rest.post('/api/v1/commands.run', body);
    } catch (error) {
      if (!(error instanceof RestError)) {
        throw error;
      }
      this.notices.push({ rid: roomId, msg: `Something went wrong with /${name}` });
    }
  }

  /**
   * Uses a button or menu of a message or of an open view.
   * @param value as chosen; left out, the value that the element itself has
   */
  async clickBlock(target: Message | Notice | OpenView, actionId: string, value?: unknown): Promise<void> {
    const blocks = ('view' in target ? (target as OpenView).view.blocks : (target.blocks ?? [])) as UiBlock[];
    const block = blocks.find((one) =>
      actionableElements(one).some((element) => element.actionId === actionId),
    );
    const element = block && actionableElements(block).find((one) => one.actionId === actionId);
    if (!block || !element) {
      const ids = blocks.flatMap(actionableElements).map((one) => `«${one.actionId ?? ''}»`);
      throw new Error(`There is nothing «${actionId}» to click, only ${ids.join(', ') || 'text'}`);
    }
    const { blockId } = block;
    const chosen = value ?? element.value;
    checkChoice(element, chosen);
    const common = { type: 'blockAction', actionId, payload: { blockId, value: chosen } } as const;
    if (isView(target)) {
      target.enter({ [actionId]: { value: chosen, blockId } });
      await this.actions.interact(target.view.appId, {
        ...common,
        container: { type: 'view', id: target.id },
      });
      return;
    }
    const { rid, _id } = target;
    const appId = element.appId ?? block.appId ?? 'core';
    const container = { type: 'message', id: _id };
    await this.actions.interact(appId, { ...common, container, rid, mid: _id });
  }

  /**
   * Uses a button that an app added to the client.
   * @param place the room; with a message, its menu; `text` is what stands in the composer
   * @throws Error when the client doesn't show that button to this user there
   */
  async clickActionButton(
    actionId: string,
    place: { roomId?: string; message?: Message; tmid?: string; text?: string },
  ): Promise<void> {
    const { message, text } = place;
    const rid = message?.rid ?? place.roomId;
    const tmid = message?.tmid ?? place.tmid;
    const room = rid ? await this.room(rid) : undefined;
    const rights = await this.rights();
    const buttons = await this.rest.get<ActionButton[]>('/api/apps/actionButtons');
    const named = buttons.filter((button) => button.actionId === actionId);
    const reasons = named.map((button) => hiddenBecause(button, { room, onMessage: !!message }, rights));
    const button = named[reasons.indexOf(undefined)];
    if (!button) {
      const known = buttons.map((one) => one.actionId).join(', ') || 'none';
      throw new Error(`No button «${actionId}» here: ${reasons[0] ?? `apps offer ${known}`}`);
    }
    const { appId, context } = button;
    await this.actions.interact(appId, {
      type: 'actionButton',
      actionId,
      payload: { context, ...(context === 'messageBoxAction' && text && { message: text }) },
      ...(rid && { rid }),
      ...(message && { mid: message._id }),
      ...(tmid && { tmid }),
    });
  }

  /**
   * Fills in a view and presses its submit button.
   * @param values by block id; what isn't given keeps its initial or earlier value
   */
  async submitView(id: string, values: Record<string, unknown> = {}): Promise<void> {
    const view = this.view(id);
    if (!view.view.submit) {
      throw new Error(`The view «${id}» has no submit button`);
    }
    for (const [blockId, value] of Object.entries(values)) {
      view.enter(enter(view.view.blocks, blockId, value));
    }
    this.leaveContextualBar(view);
    const payload = { view: { ...view.view, state: view.state } };
    await this.actions.interact(view.view.appId, { type: 'viewSubmit', viewId: id, payload });
  }

  /** @param isCleared true for the cross, false for the view's own cancel button */
  async closeView(id: string, isCleared = true): Promise<void> {
    const view = this.view(id);
    this.leaveContextualBar(view);
    const payload = { viewId: id, view: { ...view.view, state: view.state }, isCleared };
    await this.actions.interact(view.view.appId, { type: 'viewClosed', payload });
  }

  /** The web client shuts a contextual bar before it sends: errors and updates for it come to nothing. */
  private leaveContextualBar(view: OpenView): void {
    if (view.surface === 'contextualBar') {
      this.shown.close(view.id);
    }
  }

  private take(event: StreamEvent): void {
    if (event.type === 'ephemeral') {
      this.notices.push(event.message);
    }
    if (event.type === 'uiInteraction') {
      this.actions.receive(event.interaction);
    }
  }

  private async rights(): Promise<Rights> {
    const { roles } = this.me;
    const { update } = await this.rest.get<{ update: { _id: string; roles: string[] }[] }>(
      '/api/v1/permissions.listAll',
    );
    const granted = update.filter((permission) => permission.roles.some((role) => roles.includes(role)));
    return { roles, permissions: granted.map(({ _id }) => _id) };
  }

  private onScreen(): string {
    const views = this.views.map(({ id }) => `«${id}»`).join(', ') || 'no view';
    const said = this.notices.slice(-3).map(({ msg }) => `«${msg}»`);
    const toasts = this.toasts.map(({ message }) => `«${message}»`);
    const failed = this.failures.map(String);
    return `Open: ${views}. Last notices: ${said.join(', ') || 'none'}. Toasts: ${toasts.join(', ') || 'none'}. Failures: ${failed.join(', ') || 'none'}.`;
  }
}

function isView(target: Message | Notice | OpenView): target is OpenView {
  return 'surface' in target;
}
