import type { Environment } from '../domain/number';
import type { Credentials, Numbers } from '../services/ports';
import type { Answer } from './answer';
import { baseUrl } from './hosts';
import { Transport, type HttpPort } from './transport';

/** The way to 360dialog with the credentials of one number. */
export class Line {
  readonly environment: Environment;
  readonly base: string;
  readonly transport: Transport;

  constructor(http: HttpPort, { id, apiKey, environment }: Credentials, numbers: Pick<Numbers, 'byId'>) {
    this.environment = environment;
    this.base = baseUrl(environment);
    this.transport = new Transport(http, apiKey, async () => {
      const number = id === undefined ? undefined : await numbers.byId(id, { fresh: true });
      return number?.environment === environment ? number.apiKey : undefined;
    });
  }

  /** The sandbox has a part of the paths only. */
  isMissingInSandbox(answer: Answer): boolean {
    return this.environment === 'sandbox' && answer.status === 404;
  }
}
