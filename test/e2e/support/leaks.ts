import type { Town } from '../../../simulator/town';

/** Shorter texts, such as "OK", stand in ordinary log lines by chance. */
const TELLING_LENGTH = 8;

/** How the engine prints a call that it could not answer, since the app's process was gone by then. */
const ENGINES_CALL = /^\[engine error\] \[[^\]]+\] Error executing handler/;

/**
 * What should not stand in a log but does: API keys, webhook secrets, message texts and phone numbers, in whatever the
 * app and its runtime wrote. Left out is what the engine itself writes with all that comes along, of which
 * `docs/security.md` tells: requests to app endpoints and uses of commands in the app's log, and calls that were cut
 * off by the end of the app's process.
 */
export async function leaks(town: Town): Promise<string[]> {
  const written = await everythingWritten(town);
  const secrets = await everythingPrivate(town);
  return [...secrets].flatMap((secret) =>
    written.filter((line) => line.includes(secret)).map((line) => `${secret} in: ${line.slice(0, 300)}`),
  );
}

async function everythingWritten({ rocketchat }: Town): Promise<string[]> {
  const lines = rocketchat.instances.flatMap(({ log }) => log.lines);
  const logs = await rocketchat.store.appLogs.findAsync({});
  const entries = logs.flatMap(({ entry }) => entry.entries as { args: unknown[] }[]);
  return [
    ...lines.filter((line) => !ENGINES_CALL.test(line)),
    ...entries.filter((entry) => !isHostsRequestLog(entry)).map((entry) => JSON.stringify(entry)),
  ];
}

function isHostsRequestLog({ args }: { args: unknown[] }): boolean {
  const [first] = args;
  const said = typeof first === 'object' && first !== null && 'msg' in first ? first.msg : first;
  return typeof said === 'string' && said.endsWith('is being executed...');
}

async function everythingPrivate({ rocketchat, dialog360 }: Town): Promise<Set<string>> {
  const records = await rocketchat.store.appPersistence.findAsync({});
  const webhookSecrets = records.map(({ data }) => data.webhookSecret);
  const keys = dialog360.numbers.map(({ apiKey }) => apiKey);
  const phones = dialog360.phones.map(({ record }) => record.waId);
  const messages = await rocketchat.store.messages.findAsync({ t: { $exists: false } });
  const texts = messages
    .filter(({ u }) => u.username !== 'whatsapp.bot')
    .map(({ msg }) => msg)
    .filter((msg) => msg.length >= TELLING_LENGTH);
  const all: unknown[] = [...webhookSecrets, ...keys, ...phones, ...texts];
  return new Set(all.filter((secret): secret is string => typeof secret === 'string' && secret !== ''));
}
