import { TemplateDefinition, WhatsAppClient } from '@kapso/whatsapp-cloud-api';

import type { WireDraft } from '../../src/whatsapp/template/draft/write';

/**
 * What somebody else's client of the Cloud API posts to create a template of ours: a field that it does not know is
 * missing there.
 * @throws when the template breaks that client's schemas, e.g. a carousel of one card
 */
export async function asAnotherClientCreates(draft: WireDraft): Promise<unknown> {
  let posted: unknown;
  const client = new WhatsAppClient({
    accessToken: 'token',
    fetch: (_url, request) => {
      posted = JSON.parse(request?.body as string);
      return Promise.resolve(Response.json({ id: '1' }));
    },
  });
  const definition = TemplateDefinition.buildTemplateDefinition(camelCased(draft) as never);
  await client.templates.create({ businessAccountId: '1', ...definition });
  return posted;
}

/** That client takes its fields in another spelling. */
function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(camelCased);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const fields = Object.entries(value).map(([key, field]) => [
    key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
    camelCased(field),
  ]);
  return Object.fromEntries(fields) as unknown;
}
