import { nameOf } from '../domain/number';
import { text } from '../domain/text';
import { SETTING } from '../rocketchat/settings';
import type { Services } from '../wiring';

/** Webhooks go back to where they led; those that cannot are named to the admins, as nobody else will. */
export async function uninstalled({ disconnection, notices }: Services): Promise<void> {
  for (const { number, restored } of await disconnection.releaseAll()) {
    if (!restored) {
      await notices.toAdmins(text('uninstall.webhookLeft', { number: nameOf(number) }));
    }
  }
}

/** An admin changed a setting on this server. Not awaited: the settings page should not wait for 360dialog. */
export function settingUpdated({ healthCheck, log, settings }: Services, id: string): void {
  settings.forget();
  if (id === SETTING.webhookBaseUrl) {
    healthCheck.run().catch((error: unknown) => {
      log.error('The numbers could not be checked', { reason: String(error) });
    });
  }
}

/** A department was removed or disabled. */
export async function departmentGone({ numberDepartments }: Services, { id }: { id: string }): Promise<void> {
  await numberDepartments.gone(id);
}
