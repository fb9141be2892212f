import type { ConnectedNumber } from '../domain/number';
import type { Text } from '../domain/text';
import type { Services } from '../wiring';
import { connectedCard, disconnectedCard, showCard } from './cards';

/**
 * Brings the card of a number in the setup room up to date, or posts its first one.
 * @param changedBy name of whoever changed it last
 */
export async function showNumber(
  services: Services,
  number: ConnectedNumber,
  changedBy?: string,
): Promise<void> {
  const { numberCards, readiness, workspace } = services;
  const departmentName = number.departmentId && (await workspace.departmentName(number.departmentId));
  const gaps = await readiness.gaps(number.departmentId);
  const earlier = await numberCards.messageOf(number.id);
  const shown = await showCard(
    services,
    (say) => connectedCard(say, { number, departmentName }, { gaps, changedBy }),
    earlier,
  );
  if (shown !== earlier) {
    await numberCards.save(number.id, shown);
  }
}

/** The news comes as a message of its own as well: the card may stand far above. */
export async function showDisconnected(
  services: Services,
  { id }: ConnectedNumber,
  outcome: Text,
): Promise<void> {
  const { languages, numberCards, notices, setupRoom } = services;
  const messageId = await numberCards.messageOf(id);
  if (messageId) {
    const { text, blocks } = disconnectedCard(await languages.ofWorkspace(), outcome);
    await setupRoom.replace(messageId, text, blocks);
  }
  await numberCards.remove(id);
  await notices.toSetupRoom(outcome);
}
