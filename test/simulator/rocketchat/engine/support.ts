import type { Engine } from '../../../../simulator/rocketchat/engine/load';

/** Lets the engine's bridges through to the host's without an app that was granted anything. */
export function grant(engine: Engine, ...permissions: string[]): void {
  engine.AppManager.Instance = {
    getPermissionsById: () => permissions.map((name) => ({ name })),
  } as unknown as Engine['AppManager']['Instance'];
}
