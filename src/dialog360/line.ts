import type { ConnectedNumber, Environment } from '../domain/number';
import type { Answer } from './answer';
import { baseUrl } from './hosts';
import { Transport, type HttpPort } from './transport';

export type Credentials = Pick<ConnectedNumber, 'apiKey' | 'environment'>;

/** The way to 360dialog with the credentials of one number. */
export class Line {
  readonly environment: Environment;
  readonly base: string;
  readonly transport: Transport;

  constructor(http: HttpPort, { apiKey, environment }: Credentials) {
    this.environment = environment;
    this.base = baseUrl(environment);
    this.transport = new Transport(http, apiKey);
  }

  /** The sandbox has a part of the paths only. */
  isMissingInSandbox(answer: Answer): boolean {
    return this.environment === 'sandbox' && answer.status === 404;
  }
}
