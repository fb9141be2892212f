/** One line that shows people what a message says; `content` is the object under its type's key. */
export function preview(type: string, content: unknown): string {
  const fields = (content ?? {}) as Record<string, unknown>;
  switch (type) {
    case 'text':
      return textOf(fields.body);
    case 'image':
    case 'video':
    case 'audio':
    case 'sticker':
    case 'document':
      return [`[${type}]`, textOf(fields.filename), textOf(fields.caption)].filter(Boolean).join(' ');
    case 'location':
      return `[location] ${textOf(fields.name)} ${String(fields.latitude)}, ${String(fields.longitude)}`;
    case 'reaction':
      return `[reaction] ${textOf(fields.emoji) || 'removed'}`;
    case 'button':
      return `[tap] ${textOf(fields.text)}`;
    case 'interactive':
      return interactivePreview(fields);
    default:
      return `[${type}]`;
  }
}

function interactivePreview(fields: Record<string, unknown>): string {
  const reply = (fields.button_reply ?? fields.list_reply) as { title?: string } | undefined;
  const body = fields.body as { text?: string } | undefined;
  return reply ? `[tap] ${reply.title ?? ''}` : `[${textOf(fields.type)}] ${body?.text ?? ''}`.trim();
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
