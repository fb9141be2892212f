import { nameOf } from '../../domain/number';
import { text, type Text } from '../../domain/text';
import type { Locks, NoticeAction, Notices, Numbers } from '../ports';
import type { Topic, Trouble, Troubles } from './ports';

/** Troubles of numbers: told to the admins once, and once more when they are over, whichever server meets them. */
export class Alarms {
  constructor(
    private readonly troubles: Troubles,
    private readonly numbers: Numbers,
    private readonly locks: Locks,
    private readonly notices: Notices,
  ) {}

  /** @param sentence gets the number's name as `{number}` */
  async raise(trouble: Trouble, sentence: Text, action?: NoticeAction): Promise<void> {
    const { numberId, topic } = trouble;
    if (isSame(await this.troubles.of(numberId, topic), trouble)) {
      return;
    }
    await this.alone(trouble, async () => {
      const known = await this.troubles.of(numberId, topic, { fresh: true });
      if (known?.code !== trouble.code) {
        await this.notices.toAdmins(await this.named(sentence, numberId), action);
      }
      await this.troubles.save(trouble);
    });
  }

  /**
   * Something became another way, which is neither trouble nor the end of it: told once, on whichever server.
   * @param change its code says what it is now
   * @param sentence gets the number's name as `{number}`
   */
  async note(change: Trouble, sentence: Text, { isWorse }: { isWorse: boolean }): Promise<void> {
    const { numberId, topic, code } = change;
    await this.alone(change, async () => {
      const known = await this.troubles.of(numberId, topic, { fresh: true });
      if (known?.code !== code) {
        const named = await this.named(sentence, numberId);
        await (isWorse ? this.notices.toAdmins(named) : this.notices.toSetupRoom(named));
        await this.troubles.save(change);
      }
    });
  }

  /**
   * @param byCheck true ends only what a check has met
   * @param sentence gets the number's name as `{number}`; without one the trouble ends quietly
   */
  async end({ numberId, topic, byCheck = false }: Omit<Trouble, 'code'>, sentence?: Text): Promise<void> {
    const mayEnd = (known: Trouble | undefined): boolean =>
      known !== undefined && (!byCheck || known.byCheck === true);
    if (!mayEnd(await this.troubles.of(numberId, topic))) {
      return;
    }
    await this.alone({ numberId, topic }, async () => {
      if (mayEnd(await this.troubles.of(numberId, topic, { fresh: true }))) {
        await this.troubles.end(numberId, topic);
        await (sentence && this.notices.toSetupRoom(await this.named(sentence, numberId)));
      }
    });
  }

  private async named({ key, params }: Text, numberId: string): Promise<Text> {
    return text(key, { ...params, number: nameOf(await this.numbers.byId(numberId)) });
  }

  private alone(
    { numberId, topic }: { numberId: string; topic: Topic },
    task: () => Promise<void>,
  ): Promise<void> {
    return this.locks.hold(`trouble:${numberId}:${topic}`, task);
  }
}

/** A check that meets what sending met before adds that it did. */
function isSame(known: Trouble | undefined, { code, byCheck = false }: Trouble): boolean {
  return known?.code === code && (!byCheck || known.byCheck === true);
}
