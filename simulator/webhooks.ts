import { request } from 'node:http';

import type { Town } from './town';

/** A text of a customer, as 360dialog posts it. */
export interface PostedText {
  wamid: string;
  from: string;
  name: string;
  /** Unix seconds. */
  timestamp: number;
  text: string;
}

/** 360dialog's webhooks posted by hand, to any server of the workspace. */
export class Webhooks {
  private readonly path: string;
  private readonly headers: Record<string, string>;

  constructor(private readonly town: Town) {
    const { url, headers } = town.people.production.webhook!;
    this.path = url.replace('https://chat.example.org', '');
    this.headers = { 'Content-Type': 'application/json', ...headers };
  }

  /** @returns the status, or 0 when no answer came */
  post(server: number, message: PostedText): Promise<number> {
    const { url } = this.town.rocketchat.instances[server]!;
    return new Promise((resolve) => {
      const outgoing = request(url + this.path, { method: 'POST', headers: this.headers }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      });
      outgoing.on('error', () => resolve(0)).end(JSON.stringify(this.payload(message)));
    });
  }

  private payload({ wamid, from, name, timestamp, text }: PostedText): object {
    const { displayNumber, phoneNumberId, wabaId } = this.town.people.production;
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: displayNumber, phone_number_id: phoneNumberId },
      contacts: [{ profile: { name }, wa_id: from }],
      messages: [{ from, id: wamid, timestamp: String(timestamp), type: 'text', text: { body: text } }],
    };
    const changes = [{ field: 'messages', value }];
    return { object: 'whatsapp_business_account', entry: [{ id: wabaId, changes }] };
  }
}
