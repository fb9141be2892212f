import type { UiBlock } from '../../../simulator/rocketchat/client/blocks';
import type { OpenView } from '../../../simulator/rocketchat/client/views';
import type { WebClient } from '../../../simulator/rocketchat/client/webClient';
import { eventually } from './room';

/** The dialogue's view, whose id is another one each time. */
export const dialogue = (client: WebClient): OpenView =>
  client.views.find(({ id }) => id.startsWith('send-template:'))!;

export const texts = (client: WebClient): string =>
  dialogue(client)
    .view.blocks.map((block) => (block['text'] as { text?: string } | undefined)?.text ?? '')
    .join('\n');

const block = (client: WebClient, start: string): UiBlock =>
  dialogue(client).view.blocks.find(({ blockId }) => blockId?.startsWith(start))!;

export function templates(client: WebClient): { value: string; text: { text: string } }[] {
  return (block(client, 'template/')?.element?.options ?? []) as never;
}

export async function opened(client: WebClient): Promise<void> {
  await eventually('the dialogue', () => dialogue(client) !== undefined);
}

/** Presses the view's button. Fields are named by the end of their ids, which begin with that of the template. */
export async function submit(client: WebClient, values: Record<string, string> = {}): Promise<void> {
  const { id, view } = dialogue(client);
  const byId = Object.entries(values).map(([end, value]) => {
    const field = view.blocks.find(({ blockId }) => blockId === end || blockId?.endsWith(`/${end}`));
    return [field?.blockId ?? end, value] as const;
  });
  await client.submitView(id, Object.fromEntries(byId));
}

/** Looks again until the templates are there: the first time, they may take longer than a client waits. */
export async function chooseable(client: WebClient): Promise<void> {
  await eventually('the templates', async () => {
    if (templates(client).length === 0) {
      await client.clickBlock(dialogue(client), 'send-template-other');
    }
    return templates(client).length > 0;
  });
}

export async function choose(client: WebClient, label: string): Promise<void> {
  const choice = templates(client).find(({ text }) => text.text === label);
  expect(templates(client).map(({ text }) => text.text)).toContain(label);
  await submit(client, { [block(client, 'template/').blockId!]: choice!.value });
}

/** Opens the dialogue for a phone number, as far as the choice of a template. */
export async function begin(
  client: WebClient,
  phone: string,
  fields: Record<string, string> = {},
): Promise<void> {
  const { _id } = await client.waitForRoom(({ name }) => name === 'general');
  await client.runCommand(_id, `/whatsapp send-template ${phone}`);
  await opened(client);
  await submit(client, fields);
  await (dialogue(client).errors['recipientPhone'] ?? chooseable(client));
}

/** Sends a template without blanks to a phone number, from beginning to end. */
export async function sendTo(
  client: WebClient,
  phone: string,
  label: string,
  fields: Record<string, string> = {},
): Promise<void> {
  await begin(client, phone, fields);
  await choose(client, label);
  await submit(client);
  expect(dialogue(client).view.submit ?? undefined).toBeUndefined();
  await client.closeView(dialogue(client).id);
}
