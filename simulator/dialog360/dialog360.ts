import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Router } from 'express';

import { createServer, HOSTS } from './api/server';
import type { Faults } from './faults';
import { newApiKey, newNumericId, newUserId, newWamid } from './ids';
import type { Attempt } from './messaging/messaging';
import { NotFoundError } from './not-found';
import { businessAppEcho, type EchoContent } from './phones/changes';
import { Phone } from './phones/phone';
import type { DeliveryRecord, NumberRecord, PhoneRecord } from './state/records';
import { Templates } from './templates';
import type { World } from './world';

/** The sandbox's number, which all its users share. */
const SANDBOX = {
  displayNumber: '551146733492',
  phoneNumberId: '100777777777777',
  wabaId: '200777777777777',
};
/** Nobody listens here, so connections are refused. */
const DEAD_PORT = 1;

export type NewNumber = Partial<
  Pick<
    NumberRecord,
    'apiKey' | 'displayNumber' | 'phoneNumberId' | 'wabaId' | 'verifiedName' | 'coexistence' | 'webhook'
  >
> & {
  /** Sandbox: the WhatsApp id of the phone that is linked with it; makes the number a sandbox number. */
  sandboxFor?: string;
};

export type NewPhone = Pick<PhoneRecord, 'waId' | 'name'> &
  Partial<Omit<PhoneRecord, 'id' | 'waId' | 'name'>>;

/**
 * A running 360dialog with Meta's cloud and the phones behind it. The same that the control API offers over HTTP
 * can be done here directly.
 */
export class Dialog360 {
  readonly templates: Templates;
  private server?: Server;

  constructor(private readonly world: World) {
    this.templates = new Templates(world);
    world.faults.changed = () => this.connect();
  }

  get faults(): Faults {
    return this.world.faults;
  }

  /** Log of webhooks, oldest first, with each attempt and its answer. */
  get deliveries(): readonly DeliveryRecord[] {
    return this.world.state.deliveries;
  }

  /** What businesses asked to be sent, oldest first, refused or not. */
  get attempts(): readonly Attempt[] {
    return this.world.messaging.attempts;
  }

  get port(): number {
    return (this.server?.address() as AddressInfo | null)?.port ?? 0;
  }

  /** Address of the control API. */
  get controlUrl(): string {
    return `http://127.0.0.1:${this.port}/control/v1`;
  }

  get numbers(): NumberRecord[] {
    return [...this.world.state.numbers.values()];
  }

  get phones(): Phone[] {
    return [...this.world.state.phones.values()].map((record) => new Phone(this.world, record));
  }

  /** @throws NotFoundError when there is no such number. `reference`: our id, phone_number_id, or digits. */
  number(reference: string): NumberRecord {
    const number = this.world.state.findNumber(reference);
    if (!number) {
      throw new NotFoundError('business number', reference);
    }
    return number;
  }

  /** @throws NotFoundError when nobody has this WhatsApp id. */
  phone(waId: string): Phone {
    const record = this.world.state.phoneByDigits(waId.replace('+', ''));
    if (!record) {
      throw new NotFoundError('phone', waId);
    }
    return new Phone(this.world, record);
  }

  createNumber({ sandboxFor, ...given }: NewNumber = {}): NumberRecord {
    const linkedPhoneId = sandboxFor === undefined ? undefined : this.phone(sandboxFor).record.id;
    const identity = linkedPhoneId === undefined ? { ...newIdentity(), ...given } : SANDBOX;
    const number: NumberRecord = {
      apiKey: newApiKey(),
      verifiedName: 'Invented Business',
      coexistence: false,
      ...given,
      ...identity,
      id: linkedPhoneId === undefined ? identity.phoneNumberId : `sandbox-${linkedPhoneId}`,
      environment: linkedPhoneId ? 'sandbox' : 'production',
      linkedPhoneId,
      account: 'active',
      canSend: 'AVAILABLE',
      qualityRating: 'GREEN',
      profile: {},
      accepted: 0,
      blockedPhoneIds: [],
    };
    this.world.state.numbers.set(number.id, number);
    this.world.state.changed();
    return number;
  }

  /** Changes what the provider or Meta decides about a number, e.g. its account state. */
  updateNumber(
    reference: string,
    changes: Partial<
      Pick<NumberRecord, 'account' | 'canSend' | 'qualityRating' | 'coexistence' | 'verifiedName'>
    >,
  ): NumberRecord {
    const number = Object.assign(this.number(reference), changes);
    this.world.state.changed();
    return number;
  }

  /** Makes a new key: the old one is void, and so is the webhook (integrators report it; 360dialog doesn't say). */
  regenerateKey(reference: string): string {
    const number = this.number(reference);
    number.apiKey = newApiKey();
    number.webhook = undefined;
    this.world.state.changed();
    return number.apiKey;
  }

  createPhone(given: NewPhone): Phone {
    const record: PhoneRecord = {
      userId: newUserId('DE'),
      hidesNumber: false,
      online: true,
      autoRead: false,
      readReceipts: true,
      ...given,
      id: newNumericId(),
    };
    this.world.state.phones.set(record.id, record);
    this.world.state.changed();
    return new Phone(this.world, record);
  }

  /** Somebody answers from the WhatsApp Business app of a coexistence number. @returns the id of the message */
  echo(reference: string, waId: string, text: string): string {
    return this.echoOf(reference, waId, { type: 'text', text: { body: text } });
  }

  /** Somebody edits there what was written there. */
  editEcho(reference: string, waId: string, wamid: string, text: string): void {
    const message = { type: 'text' as const, text: { body: text } };
    this.echoOf(reference, waId, { type: 'edit', edit: { original_message_id: wamid, message } });
  }

  /** Somebody deletes there for everyone what was written there. */
  revokeEcho(reference: string, waId: string, wamid: string): void {
    this.echoOf(reference, waId, { type: 'revoke', revoke: { original_message_id: wamid } });
  }

  /** Sends any other event to a number's webhook, e.g. `account_update`. Resolves after the first attempt. */
  emit(reference: string, field: string, value: Record<string, unknown>): Promise<void> {
    return this.world.outbox.emit(this.number(reference), { field, value });
  }

  /** Bytes of a medium, whoever sent it. */
  mediaBytes(id: string): { bytes: Buffer; mimeType: string } | undefined {
    const media = this.world.state.media.get(id);
    const bytes = media && this.world.media.bytes(id);
    return bytes && { bytes, mimeType: media.mimeType };
  }

  /** Lets time pass without waiting: windows close, addresses of media expire, limits recover. */
  advanceTime(ms: number): void {
    this.world.clock.advance(ms);
    this.world.state.changed();
  }

  now(): number {
    return this.world.clock.now();
  }

  /** Tries failed webhooks again at once, without their pause. */
  retryNow(): void {
    this.world.deliveries.retryNow();
  }

  /** Resolves when no webhook, receipt or retry is under way or waiting any more. */
  settled(): Promise<void> {
    return this.world.tasks.settled();
  }

  /** Starts to listen, with `control` on loopback names. Undelivered webhooks and receipts of an earlier run go on. */
  async listen(port: number, control: Router): Promise<void> {
    const app = createServer(this.world, this.templates, control);
    await new Promise<void>((resolve, reject) => {
      this.server = app.listen(port, '127.0.0.1', resolve).on('error', reject);
      // Connections that nobody uses stay open: only faults break requests off.
      this.server.keepAliveTimeout = 0;
    });
    this.connect();
    this.world.deliveries.resume();
    this.world.statuses.resume();
  }

  /** Ends the server, every request and all timers; with a folder, state is on disk afterwards. */
  async close(): Promise<void> {
    this.disconnect();
    this.server?.closeAllConnections();
    await new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(undefined)));
    await this.world.tasks.close();
    this.world.folder?.save();
  }

  /** Makes the host names lead here, or to a dead port while connections are refused. */
  private echoOf(reference: string, waId: string, content: EchoContent): string {
    const number = this.number(reference);
    const { record } = this.phone(waId);
    const id = newWamid();
    const change = businessAppEcho(number, record, { ...content, id }, this.world.clock.now());
    void this.world.outbox.emit(number, change);
    return id;
  }

  private connect(): void {
    const isRefusing = this.world.faults
      .list()
      .some((fault) => fault.kind === 'outage' && fault.mode === 'refused');
    this.disconnect();
    if (this.server) {
      HOSTS.forEach((host) => this.world.internet.register(host, isRefusing ? DEAD_PORT : this.port));
    }
  }

  private disconnect(): void {
    for (const host of HOSTS) {
      this.world.internet.unregister(host, this.port);
      this.world.internet.unregister(host, DEAD_PORT);
    }
  }
}

function newIdentity() {
  return {
    displayNumber: `4930901${newNumericId(5)}`,
    phoneNumberId: newNumericId(),
    wabaId: newNumericId(),
  };
}
