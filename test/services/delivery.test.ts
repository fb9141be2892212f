import { furthest, type DeliveryStatus, type DeliveryUpdate } from '../../src/domain/delivery';
import { DeliveryRecords } from '../../src/rocketchat/records/deliveries';
import { LinkRecords } from '../../src/rocketchat/records/links';
import { OutboxRecords } from '../../src/rocketchat/records/outbox';
import { Records } from '../../src/rocketchat/records/records';
import { DeliveryService } from '../../src/services/delivery';
import { FakePersistence } from '../support/fakePersistence';
import { ManualClock, RecordingNotices } from '../support/fakes';

describe('furthest', () => {
  it.each<[DeliveryStatus[], DeliveryStatus | undefined]>([
    [[], undefined],
    [['sent'], 'sent'],
    [['read', 'delivered', 'sent'], 'read'],
    [['sent', 'failed'], 'failed'],
    [['failed', 'delivered'], 'delivered'],
    [['accepted', 'played', 'read'], 'played'],
  ])('of %j is %s', (statuses, expected) => {
    expect(furthest(statuses)).toBe(expected);
  });
});

describe('DeliveryService', () => {
  const clock = new ManualClock();
  let database: FakePersistence;
  let notices: RecordingNotices;
  let service: DeliveryService;

  beforeEach(() => {
    database = new FakePersistence();
    notices = new RecordingNotices();
    const records = new Records(...database.asAccessors());
    service = new DeliveryService(
      new DeliveryRecords(records, clock),
      new LinkRecords(records, clock),
      notices,
    );
  });

  const update = (overrides: Partial<DeliveryUpdate>): DeliveryUpdate => ({
    ...{ event: 'status', wamid: 'wamid.OUT', status: 'sent', at: 0 },
    ...overrides,
  });

  it('leaves no record of messages that were sent elsewhere', async () => {
    await service.update(update({ status: 'failed', errors: [{ code: 131026, details: '' }] }));
    expect(database.docs).toEqual([]);
    expect(notices.failures).toEqual([]);
  });

  it('tells the agent of a failure, with the code', async () => {
    await service.update(
      update({ status: 'failed', callbackData: 'room-1/m1#0', errors: [{ code: 131047, details: '24 h' }] }),
    );
    expect(notices.failures).toMatchObject([
      { roomId: 'room-1', messageId: 'm1', failure: { code: 131047 } },
    ]);
  });

  it('finds the message by its wamid when the status carries no callback data', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const records = new Records(...database.asAccessors());
    const entry = {
      ...{ key: 'room-1/m1#0', messageId: 'm1', roomId: 'room-1', numberId: 'n', contactId: 'c' },
      part: { kind: 'text', body: 'Hello' } as const,
    };
    await new OutboxRecords(records, clock).sent(entry, 'wamid.OUT');
    await service.update(update({ status: 'failed' }));
    expect(notices.failures).toMatchObject([{ roomId: 'room-1', messageId: 'm1' }]);
    jest.useRealTimers();
  });

  it('does not report a failure of a message that arrived on another device', async () => {
    await service.update(update({ status: 'delivered', callbackData: 'room-1/m1#0' }));
    await service.update(update({ status: 'failed', callbackData: 'room-1/m1#0' }));
    expect(notices.failures).toEqual([]);
  });
});
