import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IVisitor } from '@rocket.chat/apps-engine/definition/livechat';

import type { VisitorProfile } from '../services/ports';

/** Fields of the visitor that are filled where an admin has defined them (Omnichannel ▸ Custom fields, for visitors). */
const CUSTOM_FIELDS = { whatsappId: 'whatsAppId', whatsappUsername: 'username' } as const;

/** The host's visitors, who stand for the persons on WhatsApp. */
export class Visitors {
  constructor(
    private readonly read: IRead,
    private readonly modify: IModify,
  ) {}

  async register({
    token,
    departmentId,
    ...profile
  }: VisitorProfile & { token: string; departmentId?: string }): Promise<{
    id: string;
    token: string;
    name?: string;
  }> {
    const known = await this.resolve(profile);
    const { name, ...rest } = visitorOf(profile);
    const visitor = await this.save({
      ...rest,
      token: known?.token ?? token,
      ...(name && !hasName(known) ? { name } : {}),
      ...(departmentId ? { department: departmentId } : {}),
    });
    await this.name(visitor, profile);
    // Our own name for a visitor who has another one: what `update` must not take for a name that we gave.
    return { id: visitor.id!, token: visitor.token, name: name ?? visitor.name };
  }

  async update(token: string, profile: VisitorProfile, lastName?: string): Promise<string | undefined> {
    const visitor = await this.read.getLivechatReader().getLivechatVisitorByToken(token);
    if (!visitor) {
      return undefined;
    }
    const wasRenamed = lastName !== undefined && visitor.name !== lastName;
    const { name, ...rest } = visitorOf(profile);
    const saved = await this.save({ ...rest, token, ...(name && !wasRenamed ? { name } : {}) });
    await this.name(saved, profile);
    return wasRenamed ? lastName : saved.name;
  }

  /** Hosts from 8.4 on know visitors by ids of other systems; older ones do not know the call. */
  private async resolve(profile: VisitorProfile): Promise<IVisitor | undefined> {
    try {
      const { phone } = profile;
      return await this.modify
        .getCreator()
        .getLivechatCreator()
        .resolveVisitor(externalId(profile), phone ? { phone } : undefined);
    } catch {
      return undefined;
    }
  }

  /** Tells the host what else this visitor is called. */
  private async name(visitor: IVisitor, profile: VisitorProfile): Promise<void> {
    const updater = this.modify.getUpdater().getLivechatUpdater();
    if (visitor.id) {
      await updater.updateVisitorExternalId(visitor.id, externalId(profile)).catch(() => undefined);
    }
    for (const [key, field] of Object.entries(CUSTOM_FIELDS)) {
      const value = profile[field];
      if (value) {
        // The host refuses fields that nobody has defined.
        await updater.setCustomFields(visitor.token, key, value, true).catch(() => undefined);
      }
    }
  }

  private async save(fields: Partial<IVisitor>): Promise<IVisitor> {
    const visitor = await this.modify
      .getCreator()
      .getLivechatCreator()
      // The host gives a visitor without a username the next `guest-N`.
      .createAndReturnVisitor(fields as IVisitor);
    if (!visitor?.id) {
      throw new Error('The host did not create a visitor');
    }
    return visitor;
  }
}

/** Without a name the host calls visitors as their usernames are, `guest-N`. */
function hasName(visitor: IVisitor | undefined): boolean {
  return Boolean(visitor?.name) && visitor?.name !== visitor?.username;
}

function visitorOf({ name, phone }: VisitorProfile): Partial<IVisitor> {
  return { ...(name ? { name } : {}), ...(phone ? { phone: [{ phoneNumber: phone }] } : {}) };
}

function externalId({ whatsAppId, username }: VisitorProfile): {
  entityId: string;
  metadata?: Record<string, string>;
} {
  return { entityId: whatsAppId, ...(username ? { metadata: { username } } : {}) };
}
