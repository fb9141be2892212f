import type { ChatMessage, TemplateRecord } from '../state/records';
import type { InteractiveContent } from '../validation/interactive';
import type { FilledComponent, TemplateContent } from '../validation/template';
import type { Content } from './content';

/**
 * What the customer sends by tapping a title.
 * @param messages those of the chat, oldest first; the latest that offers the title is answered.
 * @param template finds the template behind a message, which holds the titles of its buttons.
 * @throws Error when nothing with that title was offered.
 */
export function tapOn(
  title: string,
  messages: ChatMessage[],
  template: (content: TemplateContent) => TemplateRecord | undefined,
): Content {
  for (const message of [...messages].reverse()) {
    const reply = replyTo(message, title, template);
    if (reply) {
      return { ...reply, answers: message.wamid };
    }
  }
  throw new Error(`Nothing named “${title}” was offered in this chat.`);
}

function replyTo(
  { type, content }: ChatMessage,
  title: string,
  template: (content: TemplateContent) => TemplateRecord | undefined,
): Content | undefined {
  if (type === 'interactive') {
    return interactiveReply(content as InteractiveContent, title);
  }
  if (type === 'template') {
    const filled = content as TemplateContent;
    return templateReply(filled, template(filled), title);
  }
  return undefined;
}

function interactiveReply(content: InteractiveContent, title: string): Content | undefined {
  if (content.type === 'button') {
    const button = content.action.buttons.find(({ reply }) => reply.title === title);
    return button && { type: 'interactive', body: { type: 'button_reply', button_reply: button.reply } };
  }
  if (content.type === 'list') {
    const row = content.action.sections.flatMap(({ rows }) => rows).find((known) => known.title === title);
    return row && { type: 'interactive', body: { type: 'list_reply', list_reply: row } };
  }
  return undefined;
}

function templateReply(
  filled: TemplateContent,
  template: TemplateRecord | undefined,
  title: string,
): Content | undefined {
  const buttons = template?.components.find(({ type }) => type === 'BUTTONS')?.buttons ?? [];
  const index = buttons.findIndex(({ type, text }) => type === 'QUICK_REPLY' && text === title);
  if (index < 0) {
    return undefined;
  }
  const isThisButton = (component: FilledComponent) =>
    component.type === 'button' && Number(component.index) === index;
  const payload = filled.components?.find(isThisButton)?.parameters?.[0]?.payload;
  return { type: 'button', body: { text: title, payload: typeof payload === 'string' ? payload : title } };
}
