import { ABILITIES, OUTBOUND_OFFER_STATES, QUALITIES } from '../../domain/health';
import type { NumberStatus, Overview } from '../../services/health/status';

/** Prometheus: text-based format, version 0.0.4. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const SECOND = 1_000;

interface Sample {
  labels?: Record<string, string>;
  value: number;
}

interface Metric {
  name: string;
  help: string;
  /**
   * @param now Unix milliseconds
   * @returns without the labels that name the number
   */
  samples(status: NumberStatus, now: number): Sample[];
}

/** All are gauges: counts are of the last 24 hours and fall as well. */
const METRICS: readonly Metric[] = [
  {
    name: 'whatsapp_number_info',
    help: 'A connected WhatsApp number.',
    samples: ({ number: { verifiedName = '', environment } }) => [
      { labels: { name: verifiedName, environment }, value: 1 },
    ],
  },
  {
    name: 'whatsapp_number_up',
    help: 'Whether messages can be expected to get through, as far as is known.',
    samples: ({ level }) => [{ value: level === 'critical' ? 0 : 1 }],
  },
  {
    name: 'whatsapp_number_can_send',
    help: "WhatsApp's word for whether the number may send: 1 for the state that it is in.",
    samples: ({ checkup }) => states('state', ABILITIES, checkup?.health?.ability),
  },
  {
    name: 'whatsapp_number_quality',
    help: "WhatsApp's quality rating: 1 for the rating that the number has.",
    samples: ({ checkup }) => states('rating', QUALITIES, checkup?.health?.quality),
  },
  {
    name: 'whatsapp_number_messaging_limit',
    help: 'Customers whom the business may write to first, in 24 hours.',
    samples: ({ checkup }) => {
      const limit = checkup?.health?.messagingLimit;
      return known(limit === 'unlimited' ? Infinity : limit);
    },
  },
  {
    name: 'whatsapp_webhook_ours',
    help: "Whether the number's webhook leads to this workspace.",
    samples: ({ checkup }) => (checkup?.webhook ? [{ value: checkup.webhook.state === 'ours' ? 1 : 0 }] : []),
  },
  {
    name: 'whatsapp_last_check_timestamp_seconds',
    help: 'When 360dialog was asked last.',
    samples: ({ checkup }) => moment(checkup?.checkedAt),
  },
  {
    name: 'whatsapp_last_template_sync_timestamp_seconds',
    help: 'When the list of templates was fetched last.',
    samples: ({ templates }) => moment(templates?.syncedAt),
  },
  {
    name: 'whatsapp_last_inbound_timestamp_seconds',
    help: 'When a customer wrote last.',
    samples: ({ traffic }) => moment(traffic.lastInboundAt),
  },
  {
    name: 'whatsapp_last_outbound_timestamp_seconds',
    help: 'When a message to a customer was accepted last.',
    samples: ({ traffic }) => moment(traffic.lastOutboundAt),
  },
  {
    name: 'whatsapp_messages_24h',
    help: 'Messages of the last 24 hours.',
    samples: ({ traffic }) => [
      { labels: { direction: 'in' }, value: traffic.received },
      { labels: { direction: 'out' }, value: traffic.sent },
    ],
  },
  {
    name: 'whatsapp_errors_24h',
    help: 'Messages of the last 24 hours that failed, by the code of the failure.',
    samples: ({ traffic }) =>
      Object.entries(traffic.errors).map(([code, value]) => ({ labels: { code }, value })),
  },
  {
    name: 'whatsapp_waiting',
    help: 'Messages that wait: to be handled (in, out), or for an agent to be there (held).',
    samples: ({ waiting }) =>
      (['in', 'out', 'held'] as const).map((queue) => ({ labels: { queue }, value: waiting[queue] })),
  },
  {
    name: 'whatsapp_oldest_waiting_seconds',
    help: 'How long the oldest message has been waiting to be handled.',
    samples: ({ waiting }, now) => [
      { value: waiting.oldestAt === undefined ? 0 : Math.max(0, (now - waiting.oldestAt) / SECOND) },
    ],
  },
];

/** The state as Prometheus reads it. Of phone numbers it names our own alone. */
export function metrics({ at, numbers, outboundMessages }: Overview): string {
  const ofNumbers = METRICS.flatMap((metric) =>
    group(
      metric,
      numbers.flatMap((status) => metric.samples(status, at).map((sample) => ofNumber(status, sample))),
    ),
  );
  const offer = group(
    {
      name: 'whatsapp_outbound_messages',
      help: "Whether Rocket.Chat's wizard for outbound messages has our templates: 1 for the state that it is in.",
    },
    states('state', OUTBOUND_OFFER_STATES, outboundMessages),
  );
  return `${[...ofNumbers, ...offer].join('\n')}\n`;
}

function group({ name, help }: Pick<Metric, 'name' | 'help'>, samples: Sample[]): string[] {
  const lines = samples.map((sample) => line(name, sample));
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines];
}

function ofNumber({ number }: NumberStatus, { labels, value }: Sample): Sample {
  return { labels: { id: number.id, number: number.displayNumber, ...labels }, value };
}

function line(name: string, { labels = {}, value }: Sample): string {
  const written = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}{${written.join(',')}} ${value === Infinity ? '+Inf' : value}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function states(label: string, possible: readonly string[], actual: string | undefined): Sample[] {
  return actual === undefined
    ? []
    : possible.map((state) => ({ labels: { [label]: state }, value: state === actual ? 1 : 0 }));
}

function moment(time: number | undefined): Sample[] {
  return known(time === undefined ? undefined : time / SECOND);
}

function known(value: number | undefined): Sample[] {
  return value === undefined ? [] : [{ value }];
}
