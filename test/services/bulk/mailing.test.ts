import type { BulkJob, BulkResult, BulkState } from '../../../src/domain/bulk';
import { failed, ok, type Result } from '../../../src/domain/failure';
import { Mailing, type MailingPorts } from '../../../src/services/bulk/mailing';
import { failures } from '../../../src/services/outbound/failures';
import { aFailure, aNumber, ManualClock } from '../../support/fakes';

const job: BulkJob = {
  id: 'job',
  numberId: 'number-1',
  template: { name: 't', language: 'en' },
  filling: { components: [] },
  fingerprint: '',
  createdAt: 0,
};

/** Takes what is sent, unless a test says otherwise of a recipient. */
class Fakes {
  readonly sent: string[] = [];
  readonly kept: (BulkResult | null)[] = [];
  readonly answers = new Map<string, Result<string>>();
  /** What other processes have sent, by recipient. */
  readonly elsewhere = new Map<string, { fate: 'sent' | 'unknown' | 'dropped'; wamid?: string }>();
  state: BulkState | undefined = 'running';

  ports(): MailingPorts {
    const prepared = {
      template: { name: 't', language: 'en', components: [] },
      category: 'UTILITY',
      words: '',
    };
    return {
      clock: new ManualClock(),
      jobs: {
        results: () => Promise.resolve(this.kept),
        keep: (_job, _page, results) => {
          this.kept.splice(0, this.kept.length, ...results);
          return Promise.resolve();
        },
      },
      notices: {
        say: () => Promise.resolve((sentence) => (typeof sentence === 'string' ? sentence : sentence.key)),
      },
      numbers: { byId: () => Promise.resolve(aNumber()) },
      outbox: {
        isKnown: (key) => Promise.resolve(this.elsewhere.has(key)),
        outcome: (key) => Promise.resolve(this.elsewhere.get(key)),
      },
      outreach: {
        send: ({ id = '', to: { waId = '' } }) => {
          const isNew = !this.elsewhere.has(`outreach/${id}#0`);
          if (isNew) {
            this.sent.push(waId);
          }
          const outcome = Promise.resolve(this.answers.get(waId) ?? ok(`wamid.${waId}`));
          return Promise.resolve(ok({ id, isNew, outcome }));
        },
      },
      preparing: { find: () => Promise.resolve(ok(undefined)), fill: () => Promise.resolve(ok(prepared)) },
    };
  }

  async send(...recipients: string[]) {
    const mailing = await Mailing.begin(this.ports(), job, () => Promise.resolve(this.state));
    const outcome = await mailing.send(
      'page',
      recipients.map((to) => ({ to })),
    );
    return { ...outcome, ...(mailing.because && { because: mailing.because }) };
  }
}

describe('a page of a bulk job', () => {
  test('has a result for each recipient', async () => {
    const fakes = new Fakes();
    fakes.answers.set('2', failed(aFailure({ code: 131026 })));
    await expect(fakes.send('1', '2')).resolves.toEqual({
      results: [
        { to: '1', wamid: 'wamid.1' },
        { to: '2', code: 131026, reason: 'failure.other' },
      ],
    });
  });

  test('sends again nothing that another process has sent, and tells its fate', async () => {
    const fakes = new Fakes();
    fakes.elsewhere.set('outreach/job-page-0#0', { fate: 'sent', wamid: 'wamid.before' });
    fakes.elsewhere.set('outreach/job-page-1#0', { fate: 'unknown' });
    fakes.elsewhere.set('outreach/job-page-2#0', { fate: 'dropped' });
    await expect(fakes.send('1', '2', '3', '4')).resolves.toEqual({
      results: [
        { to: '1', wamid: 'wamid.before' },
        { to: '2', code: 'uncertain', reason: 'failure.uncertain' },
        { to: '3', code: 'not-sent', reason: 'bulk.notSent' },
        { to: '4', wamid: 'wamid.4' },
      ],
    });
    expect(fakes.sent).toEqual(['4']);
  });

  const stopping = [
    { what: 'trouble of the number', failure: aFailure({ code: 'unauthorized', scope: 'channel' }) },
    { what: 'a template that was paused', failure: aFailure({ code: 132015 }) },
  ];

  test.each(stopping)('is left for $what, and gone on with later', async ({ failure }) => {
    const fakes = new Fakes();
    const all = Array.from({ length: 60 }, (_, index) => `${index}`);
    fakes.answers.set('5', failed(failure));
    const outcome = await fakes.send(...all);
    expect(outcome).toEqual({ left: true, because: failure });
    expect(fakes.sent.length).toBeLessThan(60);
    fakes.answers.clear();
    const later = await fakes.send(...all);
    expect(new Set(fakes.sent).size).toBe(60);
    expect(fakes.sent).toHaveLength(60);
    expect('results' in later && later.results.filter(({ wamid }) => wamid)).toHaveLength(59);
  });

  test('is left when the job is paused', async () => {
    const fakes = new Fakes();
    fakes.state = undefined;
    await expect(fakes.send('1', '2')).resolves.toEqual({ left: true });
    expect(fakes.sent).toEqual([]);
  });

  test('of a cancelled job sends nothing more, and keeps what was sent', async () => {
    const fakes = new Fakes();
    fakes.state = 'cancelling';
    fakes.elsewhere.set('outreach/job-page-1#0', { fate: 'sent', wamid: 'wamid.before' });
    await expect(fakes.send('1', '2')).resolves.toEqual({
      results: [
        { to: '1', code: 'cancelled', reason: 'bulk.cancelled' },
        { to: '2', wamid: 'wamid.before' },
      ],
    });
    expect(fakes.sent).toEqual([]);
  });

  test('waits for what this process does not get to know', async () => {
    const fakes = new Fakes();
    fakes.answers.set('1', failed(failures.elsewhere()));
    fakes.elsewhere.set('outreach/job-page-0#0', { fate: 'sent', wamid: 'wamid.late' });
    await expect(fakes.send('1')).resolves.toEqual({ results: [{ to: '1', wamid: 'wamid.late' }] });
  });
});
