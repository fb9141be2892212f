import { mayDo, stateOf, turnOf, type BulkOrder, type BulkWish } from '../../../src/domain/bulk';
import { resultFile } from '../../../src/services/bulk/file';

const orders = (...wishes: BulkWish[]): BulkOrder[] =>
  wishes.map((wish, at) => ({ wish, at, ...(wish !== 'pause' && wish !== 'finish' && { turn: `t${at}` }) }));

describe('where a bulk job stands', () => {
  const table: { wishes: BulkWish[]; state: string; turn?: string }[] = [
    { wishes: [], state: 'collecting' },
    { wishes: ['start'], state: 'running', turn: 't0' },
    { wishes: ['start', 'pause'], state: 'paused', turn: 't0' },
    { wishes: ['start', 'pause', 'resume'], state: 'running', turn: 't2' },
    { wishes: ['start', 'finish'], state: 'finished', turn: 't0' },
    { wishes: ['start', 'cancel'], state: 'cancelling', turn: 't1' },
    { wishes: ['start', 'cancel', 'pause'], state: 'cancelling', turn: 't1' },
    { wishes: ['start', 'cancel', 'finish'], state: 'cancelled', turn: 't1' },
    { wishes: ['cancel', 'finish'], state: 'cancelled', turn: 't0' },
  ];

  test.each(table)('after $wishes: $state', ({ wishes, state, turn }) => {
    expect(stateOf(orders(...wishes))).toBe(state);
    expect(stateOf(orders(...wishes).reverse())).toBe(state);
    expect(turnOf(orders(...wishes))).toBe(turn);
  });

  test('nothing can be done with what has ended', () => {
    for (const wish of ['start', 'pause', 'resume', 'cancel'] as const) {
      expect(mayDo(wish, 'finished')).toBe(false);
      expect(mayDo(wish, 'cancelled')).toBe(false);
    }
    expect(mayDo('resume', 'paused')).toBe(true);
    expect(mayDo('resume', 'running')).toBe(false);
  });
});

describe('the file of results', () => {
  test('has a line for each recipient, and nothing that a spreadsheet would run', () => {
    const file = resultFile([
      {
        to: '4915123456789',
        wamid: 'wamid.A',
        status: 'read',
        deliveredAt: Date.UTC(2026, 10, 20, 10, 0, 1),
        readAt: Date.UTC(2026, 10, 20, 10, 5, 0),
      },
      { to: '=1+1', code: 'invalid-number', reason: 'This is no number, "sorry"' },
    ]);
    expect(file).toBe(
      '\uFEFFphone,result,whatsapp_message_id,code,reason,status,delivered_at,read_at,failed_at\r\n' +
        '4915123456789,accepted,wamid.A,,,read,2026-11-20T10:00:01.000Z,2026-11-20T10:05:00.000Z,\r\n' +
        '\'=1+1,failed,,invalid-number,"This is no number, ""sorry""",,,,\r\n',
    );
  });
});
