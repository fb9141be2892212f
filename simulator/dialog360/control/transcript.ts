import type { ChatMessage } from '../state/records';

/** A message of a chat as people read it. */
export function transcriptLine(message: ChatMessage): Record<string, unknown> {
  const { wamid, direction, at, type, preview, quoted, mediaId, statuses, reactions, revoked } = message;
  return {
    wamid,
    from: direction === 'inbound' ? 'customer' : 'business',
    at: new Date(at),
    type,
    text: preview,
    ticks: ticks(message),
    ...(quoted ? { quoted } : {}),
    ...(mediaId ? { media: `/control/v1/media/${mediaId}` } : {}),
    ...(Object.keys(reactions).length > 0 ? { reactions } : {}),
    ...(revoked ? { revoked } : {}),
    statuses,
  };
}

function ticks({ statuses }: ChatMessage): string {
  const names = statuses.map(({ status }) => status);
  const failed = statuses.find(({ status }) => status === 'failed');
  if (failed) {
    return `✗ ${failed.code ?? ''}`.trim();
  }
  if (names.includes('read') || names.includes('played')) {
    return '✓✓ read';
  }
  return names.includes('delivered') ? '✓✓' : names.includes('sent') ? '✓' : '';
}
