import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';

import type { Facts } from '../services/outreach/ports';

/** What a room's fields and its department say, for the blanks of templates. */
export function roomFacts(room: IRoom): Facts {
  const { department, visitor } = room as Partial<ILivechatRoom>;
  const fields = { ...visitor?.livechatData, ...room.customFields } as Record<string, unknown>;
  const facts: Facts = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' && !name.startsWith('whatsapp')) {
      facts[name.toLowerCase()] = value;
    }
  }
  return department?.name ? { ...facts, department: department.name } : facts;
}

export function departmentOf(room: IRoom): string | undefined {
  return (room as Partial<ILivechatRoom>).department?.id;
}
