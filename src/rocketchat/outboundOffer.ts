import type {
  IConfigurationExtend,
  IEnvironmentRead,
  IEnvironmentWrite,
} from '@rocket.chat/apps-engine/definition/accessors';
import { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IOutboundPhoneMessageProvider } from '@rocket.chat/apps-engine/definition/outboundCommunication';

import type { OutboundOfferState } from '../domain/health';
import { hostLog } from './hostLog';

/** Id of the setting by which admins withdraw our templates from Rocket.Chat's wizard. */
export const OUTBOUND_SETTING = 'outbound_messages';

/** Milliseconds from the app's own start until the host has registered the provider, or refused it. */
const REGISTERED = 15_000;

/**
 * Offers a provider of outbound messages to the host at the app's start, which is the only moment when the host takes
 * one. Servers from 7.10 on take it whatever their plan, which decides on the wizard alone. One that refuses it refuses
 * the start of the whole app with it: then the offer is taken back for the next start.
 */
export class OutboundOffer {
  private made: 'offered' | 'off' | 'unavailable' = 'off';

  constructor(private readonly statusOf: () => Promise<AppStatus>) {}

  async make(
    configuration: IConfigurationExtend,
    environment: IEnvironmentRead,
    provider: IOutboundPhoneMessageProvider,
  ): Promise<void> {
    // Not in engines before 1.54.
    const { outboundCommunication } = configuration as Partial<IConfigurationExtend>;
    if (!outboundCommunication) {
      this.made = 'unavailable';
    } else if (await isWanted(environment)) {
      await outboundCommunication.registerPhoneProvider(provider);
      this.made = 'offered';
    } else {
      this.made = 'off';
    }
  }

  /** What came of it on this server. */
  async state(): Promise<OutboundOfferState> {
    if (this.made !== 'offered') {
      return this.made;
    }
    // A host that refuses the provider leaves the app halfway, neither enabled nor disabled.
    return (await this.statusOf()) === AppStatus.INITIALIZED ? 'refused' : 'registered';
  }

  /**
   * Takes the offer back when the host has refused it, so that the app can be enabled after the server's next start.
   * @param tell the admins, where there is a way
   */
  watch(environment: { read: IEnvironmentRead; write: IEnvironmentWrite }, tell: () => Promise<void>): void {
    const look = async (): Promise<void> => {
      if ((await this.state()) === 'refused' && (await isWanted(environment.read))) {
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
}

async function isWanted(environment: IEnvironmentRead): Promise<boolean> {
  try {
    return (await environment.getSettings().getValueById(OUTBOUND_SETTING)) === true;
  } catch {
    // The host throws for settings that it does not know yet; on is the default.
    return true;
  }
}
