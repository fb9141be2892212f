import type {
  IConfigurationExtend,
  IEnvironmentRead,
  IEnvironmentWrite,
} from '@rocket.chat/apps-engine/definition/accessors';
import { AppStatusUtils, type AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IOutboundPhoneMessageProvider } from '@rocket.chat/apps-engine/definition/outboundCommunication';

import { hostLog } from './hostLog';

/** Id of the setting by which admins offer our templates to Rocket.Chat's wizard. */
export const OUTBOUND_SETTING = 'outbound_messages';

/** Milliseconds from the app's own start until the host has registered the provider, or refused it. */
const REGISTERED = 15_000;

/**
 * Offers a provider where the host knows providers and the admins want it. They are asked, as an app cannot see whether
 * the licence has outbound messages, and without them the host refuses the provider after the app's start, and with it
 * the whole app.
 */
export async function offerOutbound(
  configuration: IConfigurationExtend,
  environment: IEnvironmentRead,
  provider: IOutboundPhoneMessageProvider,
): Promise<void> {
  // Not in engines before 1.54.
  const { outboundCommunication } = configuration as Partial<IConfigurationExtend>;
  if (outboundCommunication && (await isWanted(environment))) {
    await outboundCommunication.registerPhoneProvider(provider);
  }
}

/**
 * Takes the offer back when the host has refused it, so that the app can be enabled after the server's next start.
 * @param tell the admins, where there is a way
 */
export function watchOutbound(
  statusOf: () => Promise<AppStatus>,
  environment: { read: IEnvironmentRead; write: IEnvironmentWrite },
  tell: () => Promise<void>,
): void {
  const look = async (): Promise<void> => {
    const isEnabled = AppStatusUtils.isEnabled(await statusOf());
    if (!isEnabled && (await isWanted(environment.read))) {
      await environment.write.getSettings().updateValue(OUTBOUND_SETTING, false);
      hostLog.warn('Outbound messages are switched off: the host did not accept the provider');
      await tell();
    }
  };
  const lookSafely = (): void => {
    look().catch((error: unknown) => {
      hostLog.error('Outbound messages could not be switched off', { reason: String(error) });
    });
  };
  setTimeout(lookSafely, REGISTERED);
}

/** Settings are unknown at the very first start. */
async function isWanted(environment: IEnvironmentRead): Promise<boolean> {
  try {
    return (await environment.getSettings().getValueById(OUTBOUND_SETTING)) === true;
  } catch {
    return false;
  }
}
