import { Cluster, type ClusterEvent } from '../../../../simulator/rocketchat/apps/cluster';

const added: ClusterEvent = { name: 'added', appId: 'app-1' };
const removed: ClusterEvent = { name: 'removed', appId: 'app-1' };

describe('Cluster', () => {
  test('tells the other members, in order, one event after another', async () => {
    const cluster = new Cluster();
    const seen: string[] = [];
    const sender = async (): Promise<void> => void seen.push('sender');
    cluster.join(sender);
    cluster.join(async ({ name }) => {
      seen.push(`begin ${name}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(`end ${name}`);
    });
    cluster.broadcast(sender, added);
    cluster.broadcast(sender, removed);
    expect(seen).toEqual([]);
    await cluster.settled();
    expect(seen).toEqual(['begin added', 'end added', 'begin removed', 'end removed']);
  });

  test('is settled only when what an event led to is done as well', async () => {
    const cluster = new Cluster();
    const seen: string[] = [];
    const first = async ({ name }: ClusterEvent): Promise<void> => void seen.push(name);
    const second = async (): Promise<void> => cluster.broadcast(second, removed);
    cluster.join(first);
    cluster.join(second);
    cluster.broadcast(first, added);
    await cluster.settled();
    expect(seen).toEqual(['removed']);
  });

  test('tells nothing to those who left', async () => {
    const cluster = new Cluster();
    const member = jest.fn(async () => undefined);
    const leave = cluster.join(member);
    leave();
    cluster.broadcast(async () => undefined, added);
    await cluster.settled();
    expect(member).not.toHaveBeenCalled();
  });
});
