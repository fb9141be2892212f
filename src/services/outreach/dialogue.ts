import { randomBytes } from 'node:crypto';

import { failed, type Failure, type Result } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { AttachedFile, Route } from '../../domain/outreach';
import type { Template, TemplateValues } from '../../domain/template';
import { text, type Text } from '../../domain/text';
import { displayPhone } from '../../whatsapp/phone';
import { withCards } from '../../whatsapp/template/cards';
import { compileTemplate } from '../../whatsapp/template/compile';
import { asksForCatalog, CATALOG_ID } from '../../whatsapp/template/inputs';
import { previewTemplate } from '../../whatsapp/template/preview';
import { whyNotSendable } from '../../whatsapp/template/sendable';
import { validateTemplate, type TemplateErrors } from '../../whatsapp/template/validate';
import { wordsOf } from '../../whatsapp/template/values';
import type { ConversationService } from '../conversations';
import type { Clock, Contacts, Conversations, Notices, Numbers } from '../ports';
import { showTemplate } from '../shown/template';
import type { TemplateList } from '../templates/ports';
import type { TemplateService } from '../templates/templates';
import { nameFacts } from './defaults';
import type { OutreachService, Sent } from './outreach';
import type { Catalogs, Draft, Drafts, Facts, RecentFile, RoomFiles } from './ports';

/** How long 360dialog is waited for, milliseconds: the client wants an answer within five seconds. */
const PATIENCE = 2_000;

/** A user who sends templates. */
export interface Author {
  id: string;
  username: string;
  name: string;
}

interface DialoguePorts {
  catalogs: Catalogs;
  clock: Clock;
  contacts: Contacts;
  conversationRecords: Conversations;
  conversations: Pick<ConversationService, 'find' | 'openRoomOf'>;
  drafts: Drafts;
  files: RoomFiles;
  notices: Notices;
  numbers: Numbers;
  outreach: Pick<OutreachService, 'send'>;
  templates: Pick<TemplateService, 'of'>;
}

/** The steps from the wish to send a template to its sending. */
export class TemplateDialogue {
  constructor(private readonly ports: DialoguePorts) {}

  /** A draft for the person of a room; undefined when its number is not connected any more. */
  async forRoom(
    author: Author,
    room: { roomId: string; numberId: string; contactId: string },
    { facts, departmentId }: { facts: Facts; departmentId?: string },
  ): Promise<Draft | undefined> {
    const { contacts, conversationRecords, numbers } = this.ports;
    const number = await numbers.byId(room.numberId);
    const contact = await contacts.byId(room.contactId);
    const conversation = await conversationRecords.find(room.contactId, room.numberId);
    const to = conversation?.replyTo ?? contact;
    if (!number || !contact || !to) {
      return undefined;
    }
    const draft = this.empty(author, 'choice');
    // The room may be closed: then the template stands at the top of the next one.
    const open = await this.ports.conversations.openRoomOf(conversation);
    return this.saved({
      ...draft,
      ...(open && { roomId: open.id, isHere: open.id === room.roomId }),
      numberId: number.id,
      to,
      recipient: contact.visitorName ?? contact.name ?? phoneOf(to),
      facts: {
        ...facts,
        ...draft.facts,
        ...(to.waId && { phone: displayPhone(to.waId) }),
        ...nameFacts(contact.visitorName ?? contact.name),
      },
      files: await this.filesFor(author, room.roomId),
      ...(departmentId && { departmentId }),
    });
  }

  /** A draft for somebody who is still to be named. */
  async forAnybody(author: Author): Promise<Draft> {
    return this.saved({ ...this.empty(author, 'recipient'), files: await this.filesFor(author) });
  }

  /** @returns undefined when the draft is gone, or somebody else's */
  async find(id: string, userId: string): Promise<Draft | undefined> {
    const draft = await this.ports.drafts.find(id);
    return draft?.userId === userId ? draft : undefined;
  }

  /**
   * Names the person. Where there is an open room, the template will stand in it.
   * @param department gets the answer while the author is away
   */
  async address(
    draft: Draft,
    number: ConnectedNumber,
    waId: string,
    department: { id: string; name: string } | undefined,
  ): Promise<Draft> {
    const known = await this.ports.conversations.find(number, { waId });
    const room = await this.ports.conversations.openRoomOf(known?.conversation);
    const name = known?.contact.visitorName ?? known?.contact.name;
    const phone = displayPhone(waId);
    return this.saved({
      ...draft,
      step: 'choice',
      numberId: number.id,
      to: { waId },
      recipient: name ? `${name} (${phone})` : phone,
      facts: {
        ...draft.facts,
        phone,
        ...(department && { department: department.name }),
        ...nameFacts(name),
      },
      departmentId: department?.id,
      ...(room && { roomId: room.id, files: [...draft.files, ...(await this.filesOf(room.id))] }),
    });
  }

  async saved(draft: Draft): Promise<Draft> {
    await this.ports.drafts.save(draft);
    return draft;
  }

  /** @returns undefined while they are being fetched, which may take longer than a client waits */
  async templates(draft: Draft): Promise<Pick<TemplateList, 'templates' | 'problem'> | undefined> {
    const number = await this.numberOf(draft);
    return number
      ? Promise.race([this.ports.templates.of(number), this.patience()])
      : { templates: [], problem: text('edit.gone') };
  }

  /** The template that was chosen, with its further cards, or why it cannot be sent any more. */
  async chosen(draft: Draft): Promise<{ template: Template } | { problem: Text }> {
    const known = await this.templates(draft);
    const template = known?.templates.find(({ id }) => id === draft.templateId);
    const gone = known?.templates.length === 0 ? known.problem : undefined;
    const problem = template ? whyNotSendable(template) : gone;
    return template && !problem
      ? { template: withCards(template, template.cards.length + (draft.moreCards ?? 0)) }
      : { problem: problem ?? text('send.templateGone') };
  }

  /** What was entered the last time and is mostly the same. */
  async lastValues({ numberId }: Draft, template: Template): Promise<TemplateValues> {
    const isAsked = numberId !== undefined && asksForCatalog(template);
    const catalog = isAsked ? await this.ports.catalogs.lastOf(numberId) : undefined;
    return catalog === undefined ? {} : { [CATALOG_ID]: catalog };
  }

  check(template: Template, values: TemplateValues): TemplateErrors {
    return validateTemplate(template, values, this.ports.clock.now());
  }

  /**
   * Sends a draft; the same values once, however often it is asked for. What WhatsApp refuses at once is told here,
   * what it refuses later at the message, or to the sender.
   */
  async send(draft: Draft, template: Template, author: Author): Promise<Result<Sent>> {
    const number = await this.numberOf(draft);
    const { to, values, departmentId } = draft;
    if (!number || !to) {
      return failed(gone());
    }
    const route: Route = { agentId: author.id, ...(departmentId && { departmentId }) };
    const sent = await this.ports.outreach.send({
      id: `${draft.id}-${draft.revision}`,
      number,
      to,
      template: compileTemplate(template, values),
      category: template.category,
      words: showTemplate(previewTemplate(template, values), await this.ports.notices.say()),
      files: draft.files.filter(({ placeholder }) => isUsed(values, placeholder)),
      route,
      sender: author,
      urgency: 'reply',
    });
    if (!sent.ok) {
      return sent;
    }
    const outcome = sent.value.isNew ? await Promise.race([sent.value.outcome, this.patience()]) : undefined;
    if (outcome?.ok === false && !outcome.failure.uncertain) {
      return outcome;
    }
    if (asksForCatalog(template)) {
      await this.ports.catalogs.remember(number.id, wordsOf(values[CATALOG_ID]));
    }
    return sent;
  }

  private patience(): Promise<undefined> {
    return this.ports.clock.sleep(PATIENCE).then(() => undefined);
  }

  private async numberOf({ numberId }: Draft): Promise<ConnectedNumber | undefined> {
    return numberId === undefined ? undefined : this.ports.numbers.byId(numberId);
  }

  /** Whatever an agent puts into a customer's room goes to the customer; to the bot it goes without. */
  private async filesFor({ username }: Author, roomId?: string): Promise<Draft['files']> {
    const [given, ofRoom] = await Promise.all([
      this.ports.files.sentToBot(username),
      roomId ? this.filesOf(roomId) : [],
    ]);
    return [...given.map(attachable), ...ofRoom];
  }

  private async filesOf(roomId: string): Promise<Draft['files']> {
    const files = await this.ports.files.recent(roomId);
    return files.map(attachable);
  }

  private empty(author: Author, step: Draft['step']): Draft {
    return {
      id: randomBytes(9).toString('hex'),
      userId: author.id,
      step,
      recipient: '',
      facts: { agent: author.name || author.username },
      search: '',
      page: 0,
      values: {},
      files: [],
      revision: 0,
      begunAt: this.ports.clock.now(),
    };
  }
}

function attachable({ id, name, mimeType }: RecentFile): AttachedFile {
  return { placeholder: `room-file:${id}`, fileId: id, filename: name, mimeType };
}

function isUsed(values: TemplateValues, placeholder: string): boolean {
  return Object.values(values).some(
    (value) => typeof value === 'object' && 'mediaId' in value && value.mediaId === placeholder,
  );
}

function phoneOf({ waId, userId = '' }: { waId?: string; userId?: string }): string {
  return waId ? displayPhone(waId) : userId;
}

function gone(): Failure {
  return {
    code: 'disconnected',
    scope: 'message',
    retryable: false,
    human: text('failure.disconnected'),
    log: 'The number of a draft is not connected any more',
  };
}
