import type { BulkResult } from '../../../src/domain/bulk';
import { placeOf, recipientId } from '../../../src/domain/bulkPlace';
import type { DeliveryUpdate } from '../../../src/domain/delivery';
import { countOf, follow } from '../../../src/services/bulk/fates';
import { outreachKey } from '../../../src/services/outreach/keys';

const jobId = '0b7e6a1e-64fd-4d57-a1a8-9d3c1a1f2b3c';
const pageId = 'abcdefabcdefabcdefabcdef-0';

/** A status of the recipient at that place of the page. */
function status(index: number, update: Partial<DeliveryUpdate>): DeliveryUpdate {
  const callbackData = outreachKey(recipientId({ jobId, pageId, index }));
  return { event: 'status', wamid: `wamid.${index}`, status: 'sent', at: 1_000, callbackData, ...update };
}

const followed = (results: (BulkResult | null)[], ...updates: DeliveryUpdate[]) =>
  follow(results, updates, (sentence) => (typeof sentence === 'string' ? sentence : sentence.key));

describe('what became of a recipient', () => {
  const accepted: BulkResult = { to: '1', wamid: 'wamid.0' };
  const uncertain: BulkResult = { to: '1', code: 'uncertain', reason: 'nobody knows' };
  const table: { what: string; result: BulkResult; updates: DeliveryUpdate[]; expected: object }[] = [
    { what: 'of whom nothing was told', result: accepted, updates: [], expected: accepted },
    {
      what: 'who got it',
      result: accepted,
      updates: [status(0, {}), status(0, { status: 'delivered', at: 2_000 })],
      expected: { ...accepted, status: 'delivered', deliveredAt: 2_000 },
    },
    {
      what: 'who read it, which comes without delivered',
      result: accepted,
      updates: [status(0, { status: 'read', at: 3_000 })],
      expected: { ...accepted, status: 'read', deliveredAt: 3_000, readAt: 3_000 },
    },
    {
      what: 'whose statuses came in the wrong order, and twice',
      result: accepted,
      updates: [
        status(0, { status: 'read', at: 3_000 }),
        status(0, { status: 'delivered', at: 2_000 }),
        status(0, { status: 'delivered', at: 2_000 }),
      ],
      expected: { ...accepted, status: 'read', deliveredAt: 2_000, readAt: 3_000 },
    },
    {
      what: 'for whom it failed later',
      result: accepted,
      updates: [
        status(0, {}),
        status(0, { status: 'failed', at: 4_000, errors: [{ code: 131049, details: '' }] }),
      ],
      expected: {
        ...accepted,
        code: 131049,
        reason: 'failure.held-back',
        status: 'failed',
        failedAt: 4_000,
      },
    },
    {
      what: 'who got it in spite of a failure',
      result: accepted,
      updates: [status(0, { status: 'failed' }), status(0, { status: 'delivered', at: 2_000 })],
      expected: { ...accepted, status: 'delivered', deliveredAt: 2_000 },
    },
    {
      what: 'of whom nobody knew, until a status proved it',
      result: uncertain,
      updates: [status(0, {})],
      expected: { to: '1', wamid: 'wamid.0', status: 'sent' },
    },
    {
      what: 'whose status names the message alone',
      result: accepted,
      updates: [status(0, { callbackData: undefined, status: 'delivered', at: 2_000 })],
      expected: { ...accepted, status: 'delivered', deliveredAt: 2_000 },
    },
    {
      what: 'beside whom somebody else got it',
      result: uncertain,
      updates: [status(1, { status: 'delivered' }), status(7, { callbackData: undefined })],
      expected: uncertain,
    },
  ];

  test.each(table)('$what', ({ result, updates, expected }) => {
    expect(followed([result], ...updates)).toEqual([expected]);
  });

  test('is told of those whose turn came', () => {
    const results = [null, { to: '2', wamid: 'wamid.1' }];
    expect(followed(results, status(1, {}))).toEqual([{ to: '2', wamid: 'wamid.1', status: 'sent' }]);
  });

  test('is counted, each in all that applies', () => {
    const results: BulkResult[] = [0, 1, 2, 3].map((index) => ({ to: `${index}`, wamid: `wamid.${index}` }));
    const page = followed(
      [...results, { to: '4', code: 'duplicate', reason: '' }],
      status(0, { status: 'delivered' }),
      status(1, { status: 'read' }),
      status(2, { status: 'failed' }),
    );
    expect(countOf(page, 7)).toEqual({
      accepted: 4,
      failed: 1,
      delivered: 2,
      read: 1,
      failedLater: 1,
      countedAt: 7,
      isFinal: false,
    });
    expect(countOf(page.slice(1, 3), 7)).toMatchObject({ isFinal: true });
  });
});

describe('the place of a recipient', () => {
  test.each([jobId, '0123456789abcdef01234567'])('stands in the id, also in a job called %s', (job) => {
    const place = { jobId: job, pageId: 'abcdefabcdefabcdefabcdef-12', index: 99 };
    expect(placeOf(recipientId(place))).toEqual(place);
  });

  test.each(['0123456789abcdef01', 'draft1234-2', ''])('is nowhere for %p', (id) => {
    expect(placeOf(id)).toBeUndefined();
  });
});
