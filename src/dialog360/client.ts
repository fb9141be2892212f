import type { Numbers, WhatsAppApis } from '../services/ports';
import { healthApi } from './health';
import { Line } from './line';
import { mediaApi } from './media';
import { messagesApi } from './messages';
import { profileApi } from './profile';
import { templatesApi } from './templates';
import type { HttpPort } from './transport';
import { webhookApi } from './webhook';

/** 360dialog's API over the engine's HTTP accessor. Nothing outside this folder knows its URLs and its key header. */
export function createDialog360(http: HttpPort, numbers: Pick<Numbers, 'byId'>): WhatsAppApis {
  return (credentials) => {
    const line = new Line(http, credentials, numbers);
    return {
      ...messagesApi(line),
      ...mediaApi(line),
      ...healthApi(line),
      ...profileApi(line),
      ...webhookApi(line),
      ...templatesApi(line),
    };
  };
}
