import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';

/** What the servers of a workspace tell each other about apps. */
export type ClusterEvent =
  | { name: 'added' | 'updated' | 'removed'; appId: string }
  | { name: 'statusChanged'; appId: string; status: AppStatus }
  | { name: 'settingChanged'; appId: string; setting: ISetting };

export type Member = (event: ClusterEvent) => Promise<void>;

/**
 * The message broker of a cluster. Each member gets the events of the others, in their order and one after another;
 * who sends does not wait for that.
 */
export class Cluster {
  private readonly queues = new Map<Member, Promise<void>>();

  /** @returns a function that leaves the cluster. */
  join(member: Member): () => void {
    this.queues.set(member, Promise.resolve());
    return () => this.queues.delete(member);
  }

  broadcast(sender: Member, event: ClusterEvent): void {
    for (const [member, queue] of this.queues) {
      if (member !== sender) {
        this.queues.set(
          member,
          queue.then(() => member(structuredClone(event))),
        );
      }
    }
  }

  /** Resolves once every member is done with what was sent so far, and with what that led to. */
  async settled(): Promise<void> {
    const queues = [...this.queues.values()];
    await Promise.all(queues);
    if ([...this.queues.values()].some((queue) => !queues.includes(queue))) {
      await this.settled();
    }
  }
}
