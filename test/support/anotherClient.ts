import { buildTemplatePayload, WhatsAppClient } from '@kapso/whatsapp-cloud-api';

import type { WirePayload } from '../../src/whatsapp/wire/outgoing';

/** Fields that all messages have in common, as the other client names them. */
type Frame = {
  phoneNumberId: string;
  recipientType: 'individual' | 'group';
  contextMessageId?: string;
  bizOpaqueCallbackData?: string;
} & ({ to: string } | { recipient: string });

/**
 * What somebody else's client of the Cloud API posts when it is asked for the message of a payload of ours: a field
 * that it does not know is missing there, and one that it names differently stands elsewhere.
 * @throws when the message breaks that client's schemas, e.g. a title that is too long
 */
export async function asAnotherClientWrites(payload: WirePayload): Promise<unknown> {
  let posted: unknown;
  const client = new WhatsAppClient({
    accessToken: 'token',
    fetch: (_url, request) => {
      posted = JSON.parse(request?.body as string, indexAsText);
      return Promise.resolve(Response.json({ messages: [] }));
    },
  });
  await send(client.messages, payload, frameOf(payload));
  return posted;
}

/** WhatsApp takes the places of a template's buttons as numbers, which that client writes, and as text. */
function indexAsText(key: string, value: unknown): unknown {
  return key === 'index' ? String(value) : value;
}

function frameOf(payload: WirePayload): Frame {
  return {
    phoneNumberId: '1',
    recipientType: payload.recipient_type,
    ...('to' in payload ? { to: payload.to } : { recipient: payload.recipient }),
    ...(payload.context && { contextMessageId: payload.context.message_id }),
    ...(payload.biz_opaque_callback_data && { bizOpaqueCallbackData: payload.biz_opaque_callback_data }),
  };
}

async function send(
  client: WhatsAppClient['messages'],
  payload: WirePayload,
  frame: Frame,
): Promise<unknown> {
  switch (payload.type) {
    case 'text':
      return client.sendText({
        ...frame,
        body: payload.text.body,
        previewUrl: payload.text.preview_url,
      });
    case 'image':
      return client.sendImage({ ...frame, image: payload.image! });
    case 'video':
      return client.sendVideo({ ...frame, video: payload.video! });
    case 'audio':
      return client.sendAudio({ ...frame, audio: payload.audio! });
    case 'document':
      return client.sendDocument({ ...frame, document: payload.document! });
    case 'reaction':
      return client.sendReaction({
        ...frame,
        reaction: { messageId: payload.reaction.message_id, emoji: payload.reaction.emoji },
      });
    case 'interactive':
      return sendInteractive(client, payload.interactive, frame);
    case 'template':
      return client.sendTemplate({ ...frame, template: checkedTemplate(payload.template) });
    default:
      throw new Error(`No counterpart is known for the message type ${JSON.stringify(payload)}`);
  }
}

async function sendInteractive(
  client: WhatsAppClient['messages'],
  interactive: Extract<WirePayload, { type: 'interactive' }>['interactive'],
  frame: Frame,
): Promise<unknown> {
  const bodyText = interactive.body.text;
  switch (interactive.type) {
    case 'button': {
      const buttons = interactive.action.buttons.map(({ reply }) => reply);
      return client.sendInteractiveButtons({ ...frame, bodyText, buttons });
    }
    case 'list': {
      const { button, sections } = interactive.action;
      return client.sendInteractiveList({ ...frame, bodyText, buttonText: button, sections });
    }
    case 'cta_url': {
      const { display_text: displayText, url } = interactive.action.parameters;
      return client.sendInteractiveCtaUrl({ ...frame, bodyText, parameters: { displayText, url } });
    }
  }
}

type Template = Extract<WirePayload, { type: 'template' }>['template'];
type CheckedTemplate = Parameters<WhatsAppClient['messages']['sendTemplate']>[0]['template'];
type Components = Parameters<typeof buildTemplatePayload>[0]['components'];

/** The client's own sending takes any component; its builder looks into those that it knows, and refuses others. */
function checkedTemplate({ name, language, components }: Template): CheckedTemplate {
  if (!components) {
    return { name, language };
  }
  const built = buildTemplatePayload({ name, language: language.code, components: components as Components });
  return built as CheckedTemplate;
}
