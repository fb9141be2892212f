import { wantsMetrics } from '../../src/endpoints/health/accept';
import { metrics } from '../../src/endpoints/health/metrics';
import { healthReport } from '../../src/endpoints/health/report';
import type { NumberStatus, Overview } from '../../src/services/health/status';
import { aNumber } from '../support/fakes';

const NOW = Date.UTC(2026, 10, 20, 12);

const QUIET: NumberStatus = {
  number: aNumber({ id: 'n1', displayNumber: '+4930901820' }),
  level: 'warning',
  traffic: { received: 0, sent: 0, errors: {} },
  waiting: { in: 0, out: 0, held: 0 },
};

const BUSY: NumberStatus = {
  number: aNumber({ id: 'n2', displayNumber: '+4930901821', verifiedName: 'Tea "House" \\ Co\nBerlin' }),
  level: 'critical',
  checkup: {
    numberId: 'n2',
    checkedAt: NOW - 60_000,
    firstCheckedAt: 0,
    health: { ability: 'LIMITED', quality: 'RED', messagingLimit: 'unlimited' },
    webhook: { state: 'taken', host: 'crm.example.net' },
  },
  templates: { syncedAt: NOW - 120_000, triedAt: NOW - 120_000 },
  traffic: {
    received: 7,
    sent: 5,
    errors: { '131047': 2, 'http-401': 1 },
    lastInboundAt: NOW - 5_000,
    lastOutboundAt: NOW - 6_500,
  },
  waiting: { in: 1, out: 2, held: 3, oldestAt: NOW - 90_000 },
};

const overview = (...numbers: NumberStatus[]): Overview => ({
  at: NOW,
  numbers,
  outboundMessages: 'registered',
});

describe('What monitoring gets', () => {
  it.each<[string | undefined, boolean]>([
    // Prometheus 2 and 3.
    ['application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1', true],
    ['application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1', true],
    ['text/plain', true],
    ['TEXT/PLAIN;Q=0.3', true],
    ['text/plain;q=0.4, application/json;q=0.5', false],
    ['application/json;q=0.5, text/plain', true],
    ['text/plain;q=0', false],
    ['application/json', false],
    ['*/*', false],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false],
    ['', false],
    [undefined, false],
    [';;q=,,', false],
  ])('is for Accept %j Prometheus text: %s', (accept, isText) => {
    expect(wantsMetrics(accept)).toBe(isText);
  });

  it('is JSON with everything that is known', () => {
    expect(healthReport(overview(QUIET, BUSY))).toEqual({
      status: 'critical',
      time: '2026-11-20T12:00:00.000Z',
      outboundMessages: 'registered',
      numbers: [
        expect.objectContaining({
          id: 'n1',
          status: 'warning',
          canSend: null,
          webhook: null,
          checkedAt: null,
          lastInboundAt: null,
        }) as unknown,
        {
          id: 'n2',
          number: '+4930901821',
          name: 'Tea "House" \\ Co\nBerlin',
          environment: 'production',
          status: 'critical',
          canSend: 'LIMITED',
          hindrances: [],
          quality: 'RED',
          messagingLimit: 'unlimited',
          webhook: { state: 'taken', host: 'crm.example.net' },
          failure: null,
          templatesSyncedAt: '2026-11-20T11:58:00.000Z',
          checkedAt: '2026-11-20T11:59:00.000Z',
          lastInboundAt: '2026-11-20T11:59:55.000Z',
          lastOutboundAt: '2026-11-20T11:59:53.500Z',
          last24Hours: { received: 7, sent: 5, errors: { '131047': 2, 'http-401': 1 } },
          waiting: { in: 1, out: 2, held: 3, oldestSeconds: 90 },
        },
      ],
    });
  });

  it('is well without any number', () => {
    expect(healthReport(overview())).toMatchObject({ status: 'ok', numbers: [] });
    expect(metrics(overview())).not.toMatch(/^whatsapp_number/m);
  });

  it('names no key, secret or text', () => {
    const written = JSON.stringify(healthReport(overview(BUSY))) + metrics(overview(BUSY));
    expect(written).not.toContain(BUSY.number.apiKey);
    expect(written).not.toContain(BUSY.number.webhookSecret);
  });

  describe('in the text format of Prometheus', () => {
    const lines = metrics(overview(QUIET, BUSY)).split('\n');

    it('has each metric in one group, with HELP and TYPE before its samples', () => {
      const seen = new Set<string>();
      let metric = '';
      for (const line of lines.slice(0, -1)) {
        const [, comment, name] = /^# (HELP|TYPE) (\w+) /.exec(line) ?? [];
        if (comment === 'HELP') {
          expect(seen).not.toContain(name);
          seen.add(name!);
          metric = name!;
        }
        expect(comment ? name : /^(\w+)\{/.exec(line)?.[1]).toBe(metric);
      }
      expect(seen.size).toBeGreaterThan(10);
      expect(lines.at(-1)).toBe('');
    });

    it('writes samples by the grammar', () => {
      const label = /[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*"/;
      const sample = new RegExp(`^[a-z_0-9]+\\{${label.source}(?:,${label.source})*\\} (?:\\+Inf|[0-9.]+)$`);
      for (const line of lines.filter((one) => one !== '' && !one.startsWith('#'))) {
        expect(line).toMatch(sample);
      }
    });

    it.each([
      'whatsapp_number_info{id="n2",number="+4930901821",name="Tea \\"House\\" \\\\ Co\\nBerlin",environment="production"} 1',
      'whatsapp_number_up{id="n1",number="+4930901820"} 1',
      'whatsapp_number_up{id="n2",number="+4930901821"} 0',
      'whatsapp_number_can_send{id="n2",number="+4930901821",state="LIMITED"} 1',
      'whatsapp_number_can_send{id="n2",number="+4930901821",state="BLOCKED"} 0',
      'whatsapp_number_quality{id="n2",number="+4930901821",rating="RED"} 1',
      'whatsapp_number_messaging_limit{id="n2",number="+4930901821"} +Inf',
      'whatsapp_webhook_ours{id="n2",number="+4930901821"} 0',
      `whatsapp_last_outbound_timestamp_seconds{id="n2",number="+4930901821"} ${(NOW - 6_500) / 1000}`,
      `whatsapp_last_template_sync_timestamp_seconds{id="n2",number="+4930901821"} ${(NOW - 120_000) / 1000}`,
      'whatsapp_messages_24h{id="n2",number="+4930901821",direction="in"} 7',
      'whatsapp_errors_24h{id="n2",number="+4930901821",code="131047"} 2',
      'whatsapp_waiting{id="n2",number="+4930901821",queue="held"} 3',
      'whatsapp_oldest_waiting_seconds{id="n2",number="+4930901821"} 90',
      'whatsapp_outbound_messages{state="registered"} 1',
      'whatsapp_outbound_messages{state="refused"} 0',
    ])('says %s', (line) => {
      expect(lines).toContain(line);
    });

    it('keeps to the grammar with fifty numbers of long names', () => {
      const many = Array.from({ length: 50 }, (_, index) => ({
        ...BUSY,
        number: { ...BUSY.number, id: `n${index}`, verifiedName: 'Tea "House" \\\n{x="1"} '.repeat(40) },
      }));
      const written = metrics(overview(...many)).split('\n');
      const sample =
        /^[a-z_0-9]+\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z]+="(?:[^"\\\n]|\\["\\n])*")*\} (?:\+Inf|\d+(?:\.\d+)?)$/;
      const samples = written.filter((line) => line !== '' && !line.startsWith('#'));
      expect(samples.filter((line) => !sample.test(line))).toEqual([]);
      expect(new Set(samples.map((line) => line.slice(0, line.lastIndexOf('}')))).size).toBe(samples.length);
      expect(written.filter((line) => line.startsWith('# TYPE whatsapp_number_up '))).toHaveLength(1);
    });

    it('leaves out what is not known', () => {
      const ofQuiet = lines.filter((line) => line.includes('id="n1"'));
      expect(ofQuiet.some((line) => /webhook_ours|can_send|timestamp/.test(line))).toBe(false);
    });
  });
});
