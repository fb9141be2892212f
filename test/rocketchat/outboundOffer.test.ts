import { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type {
  IConfigurationExtend,
  IEnvironmentRead,
  IEnvironmentWrite,
} from '@rocket.chat/apps-engine/definition/accessors';
import type { IOutboundPhoneMessageProvider } from '@rocket.chat/apps-engine/definition/outboundCommunication';

import { OUTBOUND_SETTING, OutboundOffer } from '../../src/rocketchat/outboundOffer';

const PROVIDER = { type: 'phone' } as IOutboundPhoneMessageProvider;

/** A host with or without a place for providers, whose setting stands as given. */
class Host {
  readonly providers: IOutboundPhoneMessageProvider[] = [];
  status = AppStatus.INITIALIZED;
  readonly read: IEnvironmentRead;
  readonly write: IEnvironmentWrite;
  readonly configuration: IConfigurationExtend;

  constructor(
    public isOn: boolean,
    knowsProviders = true,
  ) {
    const valueOf = (id: string) => Promise.resolve(id === OUTBOUND_SETTING && this.isOn);
    const update = (_id: string, value: boolean) => Promise.resolve(void (this.isOn = value));
    const register = (provider: IOutboundPhoneMessageProvider) =>
      Promise.resolve(void this.providers.push(provider));
    this.read = { getSettings: () => ({ getValueById: valueOf }) } as unknown as IEnvironmentRead;
    this.write = { getSettings: () => ({ updateValue: update }) } as unknown as IEnvironmentWrite;
    this.configuration = {
      ...(knowsProviders && { outboundCommunication: { registerPhoneProvider: register } }),
    } as unknown as IConfigurationExtend;
  }
}

async function made(host: Host): Promise<OutboundOffer> {
  const offer = new OutboundOffer(() => Promise.resolve(host.status));
  await offer.make(host.configuration, host.read, PROVIDER);
  return offer;
}

describe('The offer to the wizard for outbound messages', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each<[string, { isOn: boolean; knows: boolean }, string, number]>([
    ['made where it is wanted', { isOn: true, knows: true }, 'registered', 1],
    ['not made where it is off', { isOn: false, knows: true }, 'off', 0],
    ['not made where the host knows none', { isOn: true, knows: false }, 'unavailable', 0],
  ])('is %s', async (_, { isOn, knows }, state, count) => {
    const host = new Host(isOn, knows);
    const offer = await made(host);
    host.status = AppStatus.MANUALLY_ENABLED;
    expect(await offer.state()).toBe(state);
    expect(host.providers).toHaveLength(count);
  });

  it('is withdrawn, and told of, when the host does not enable the app with it', async () => {
    const host = new Host(true);
    const offer = await made(host);
    const tell = jest.fn(() => Promise.resolve());
    const logged = jest.spyOn(console, 'error').mockReturnValue();
    offer.watch(host, tell);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(logged).toHaveBeenCalledTimes(1);
    logged.mockRestore();
    expect(await offer.state()).toBe('refused');
    expect(host.isOn).toBe(false);
    expect(tell).toHaveBeenCalledTimes(1);

    // At the next start of the server.
    expect(await (await made(host)).state()).toBe('off');
    expect(host.providers).toHaveLength(1);
  });

  it.each([
    ['the app is enabled', true, AppStatus.MANUALLY_ENABLED],
    ['an admin has disabled the app since', true, AppStatus.MANUALLY_DISABLED],
    ['it was not made', false, AppStatus.INITIALIZED],
  ])('changes nothing where %s', async (_, isOn, status) => {
    const host = new Host(isOn);
    const offer = await made(host);
    host.status = status;
    const tell = jest.fn(() => Promise.resolve());
    offer.watch(host, tell);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(host.isOn).toBe(isOn);
    expect(tell).not.toHaveBeenCalled();
  });
});
