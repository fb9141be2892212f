import type { AppZip } from './appZip';
import { DeployError } from './deployError';
import type { DeployOptions } from './options';
import { serverTooOld } from './serverErrors';
import { type InstalledApp, Workspace } from './workspace';

/** The first Rocket.Chat with the Apps-Engine that app.json asks for (`^1.53.0`). Rocket.Chat: packages/apps-engine. */
const OLDEST_SERVER = { major: 7, minor: 8 };

const LOGS = "See the app's logs in the workspace: Administration > Workspace > Apps.";

function checkVersion(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST_SERVER.major || (major === OLDEST_SERVER.major && minor < OLDEST_SERVER.minor)) {
    throw serverTooOld(`it is ${version}, the app needs ${OLDEST_SERVER.major}.${OLDEST_SERVER.minor}`);
  }
}

function isEnabled({ status }: InstalledApp): boolean {
  return status === 'auto_enabled' || status === 'manually_enabled';
}

/** An app that may not be enabled is installed all the same, and the answer does not tell why; enabling it does. */
async function enable(workspace: Workspace, { manifest: { id, name, version } }: AppZip): Promise<void> {
  const failed = `${name} ${version} is installed, but cannot be enabled.`;
  await workspace.enable(id).catch((error: unknown) => {
    throw error instanceof DeployError ? new DeployError(`${failed} ${error.reason}`, error.advice) : error;
  });
  const app = await workspace.installedApp(id);
  if (!app || !isEnabled(app)) {
    throw new DeployError(`${failed} Its status is ${app?.status ?? 'unknown'}.`, LOGS);
  }
}

async function install(workspace: Workspace, zip: AppZip): Promise<string> {
  const { name, version } = zip.manifest;
  if (!isEnabled(await workspace.install(zip))) {
    await enable(workspace, zip);
  }
  return `${name} ${version} is installed and enabled.`;
}

async function update(workspace: Workspace, zip: AppZip, before: InstalledApp): Promise<string> {
  const { name, version } = zip.manifest;
  const app = await workspace.update(zip);
  if (isEnabled(before) && !isEnabled(app)) {
    throw new DeployError(
      `${name} was updated from ${before.version} to ${version}, but its status is ${app.status} now.`,
      LOGS,
    );
  }
  return `${name} is updated from ${before.version} to ${version}${isEnabled(app) ? '' : ', and disabled as before'}.`;
}

async function bring(workspace: Workspace, zip: AppZip, mayUpdate: boolean): Promise<string> {
  const { name, id } = zip.manifest;
  const installed = await workspace.installedApp(id);
  if (!installed) {
    return install(workspace, zip);
  }
  if (!mayUpdate) {
    throw new DeployError(
      `${name} ${installed.version} is installed already.`,
      'Run the command again with --update to replace it; numbers, settings and conversations are kept.',
    );
  }
  return update(workspace, zip, installed);
}

/**
 * Installs or updates the app, and says what was done.
 * @param askPassword called when the options hold no password
 * @throws DeployError with what went wrong and what to do
 */
export async function deploy(
  { url, credentials, update }: DeployOptions,
  zip: AppZip,
  askPassword: (user: string) => Promise<string>,
): Promise<string> {
  const workspace = new Workspace(url);
  checkVersion(await workspace.version());
  if ('token' in credentials) {
    workspace.useToken(credentials.userId, credentials.token);
    return bring(workspace, zip, update);
  }
  const { user, password, code } = credentials;
  await workspace.logIn(user, password ?? (await askPassword(user)), code);
  try {
    return await bring(workspace, zip, update);
  } finally {
    // The session would stay open otherwise; that it cannot be closed is no reason to fail.
    await workspace.logOut().catch(() => undefined);
  }
}
