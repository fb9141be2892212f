import type { Template } from '../../domain/template';
import { text, type Text } from '../../domain/text';

/** Meta's words of statuses that have words of ours, in lists and as reasons. */
export const TEMPLATE_STATUSES: readonly string[] = [
  'APPROVED',
  'PENDING',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'PENDING_DELETION',
  'DELETED',
  'LIMIT_EXCEEDED',
  'ARCHIVED',
];

/** Why a template cannot be sent from here, for a person; undefined when it can. */
export function whyNotSendable({ status, unknown }: Template): Text | undefined {
  if (status !== 'APPROVED') {
    return text(`template.unsendable.${TEMPLATE_STATUSES.includes(status) ? status : 'status'}`, { status });
  }
  const kinds = unknown.map((kind) => kind.replaceAll('_', ' ').toLowerCase()).join(', ');
  return kinds ? text('template.unsendable.unknown', { kinds }) : undefined;
}
