import type { EmailBridge } from '@rocket.chat/apps-engine/server/bridges';

import type { Engine } from '../engine/load';

export function createEmailBridge(engine: Engine): EmailBridge {
  class Email extends engine.bridges.EmailBridge {
    protected async sendEmail(): Promise<void> {
      throw new Error('The simulated workspace has no mail server.');
    }
  }

  return new Email();
}
