import { text } from '../../domain/text';
import type { Told } from '../outbound/ports';
import type { Clock, Log, Notices } from '../ports';
import type { Omnichannel, Person, SetupReaders } from './ports';

interface WatchPorts {
  clock: Clock;
  log: Log;
  notices: Pick<Notices, 'toUser'>;
  readers: SetupReaders;
  told: Told;
  workspace: Pick<Omnichannel, 'pageUrl'>;
}

/**
 * Users are deleted, deactivated and lose their roles, and the host does not tell apps of all of that. When nobody is
 * left who reads the setup room, others are let in: what was told meanwhile stands there.
 */
export class SetupWatch {
  constructor(private readonly ports: WatchPorts) {}

  async review(): Promise<void> {
    const { log, readers, told } = this.ports;
    if ((await readers.isSomebodyThere()) || (await this.letIn(await readers.former()))) {
      return;
    }
    if (await told.first(`setup-room-search:${this.now().slice(0, 13)}`)) {
      const isRead = await this.letIn(await readers.others());
      if (!isRead) {
        log.warn('Nobody who manages numbers reads the setup room');
      }
    }
  }

  /** Once a day each: who leaves the room again does so on purpose. @returns whether anybody came in */
  private async letIn(people: Person[]): Promise<boolean> {
    const { notices, readers, told, workspace } = this.ports;
    let came = false;
    for (const person of people) {
      if (await told.first(`setup-room:${person.id}:${this.now().slice(0, 10)}`)) {
        const room = await readers.letIn(person);
        const url = await workspace.pageUrl(`group/${room}`);
        await notices.toUser(person.username, text('setup.letIn', { room, url }));
        came = true;
      }
    }
    return came;
  }

  private now(): string {
    return new Date(this.ports.clock.now()).toISOString();
  }
}
