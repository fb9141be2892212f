import type { VideoConferenceBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { Engine } from '../engine/load';

/** Video conferences are out of the simulator's scope: whoever needs them hears so. */
export function createVideoConferenceBridge(engine: Engine): VideoConferenceBridge {
  class VideoConference extends engine.bridges.VideoConferenceBridge {
    protected create = refuse;
    protected getById = refuse;
    protected update = refuse;
    protected registerProvider = refuse;

    /** Called for every app that goes; no provider was registered. */
    protected async unRegisterProvider(): Promise<void> {
      return undefined;
    }
  }

  return new VideoConference();
}

async function refuse(): Promise<never> {
  throw new Error('The simulated workspace has no video conferences.');
}
