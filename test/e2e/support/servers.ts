import { waitFor } from '../../../simulator/rocketchat/client/wait';
import type { Town } from '../../../simulator/town';

/** Waits until each of two servers has looked for the other since both said that they are there. */
export async function acquainted(town: Town): Promise<void> {
  const seen = async (): Promise<number[]> => {
    const records = await town.rocketchat.store.appPersistence.findAsync({});
    return records.map(({ data }) => data).flatMap(({ server, at }) => (server ? [at as number] : []));
  };
  const both = await waitFor(
    'both servers',
    async () => {
      const times = await seen();
      return times.length === 2 ? times : undefined;
    },
    async () => `There were ${(await seen()).length}`,
  );
  await waitFor(
    'both servers to have looked again',
    async () => (await seen()).every((at) => at > Math.max(...both)) || undefined,
    () => 'They had not',
  );
}
