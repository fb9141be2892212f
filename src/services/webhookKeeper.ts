import { failed, ok, type Failure, type Result } from '../domain/failure';
import type { WebhookFinding } from '../domain/health';
import type { ConnectedNumber, Webhook } from '../domain/number';
import { text, type Text } from '../domain/text';
import type { Log, WhatsAppApi, Workspace } from './ports';

export const WEBHOOK_SECRET_HEADER = 'X-Webhook-Secret';

export interface FoundWebhook {
  finding: WebhookFinding;
  /** The whole of it, which may hold a secret of somebody else. */
  current: Webhook;
}

/** The webhook of a number at 360dialog: taken over, and given back to whoever had it. */
export class WebhookKeeper {
  constructor(
    private readonly workspace: Workspace,
    private readonly log: Log,
  ) {}

  /** Why 360dialog could not deliver to this workspace, if so. */
  async whyUnreachable(): Promise<Text | undefined> {
    return whyUnreachable(await this.workspace.webhookUrl('check'));
  }

  /** Sets our webhook and reads it back, since another tool may set it as well. */
  async take(number: ConnectedNumber, api: WhatsAppApi): Promise<Result<void>> {
    const ours: Webhook = {
      url: await this.workspace.webhookUrl(number.id),
      headers: { [WEBHOOK_SECRET_HEADER]: number.webhookSecret },
    };
    const set = await api.setWebhook(ours);
    if (!set.ok) {
      return set;
    }
    const read = await api.webhook();
    if (!read.ok) {
      return read;
    }
    return read.value.url === ours.url && secretOf(read.value) === number.webhookSecret
      ? ok(undefined)
      : failed(notKept());
  }

  /**
   * Leads the number's webhook where it led before. Where that was nowhere, an empty URL is tried: 360dialog does not
   * tell how to leave a number without a webhook.
   * @returns whether it leads there now
   */
  async giveBack(previous: Webhook | undefined, api: WhatsAppApi): Promise<boolean> {
    if (!previous?.url) {
      return this.clear(api);
    }
    const restored = await api.setWebhook(previous);
    if (!restored.ok) {
      this.log.warn('The earlier webhook of a number could not be restored', {
        reason: restored.failure.log,
      });
    }
    return restored.ok;
  }

  private async clear(api: WhatsAppApi): Promise<boolean> {
    const cleared = await api.setWebhook({ url: '', headers: {} });
    const read = cleared.ok ? await api.webhook() : cleared;
    return read.ok && read.value.url === '';
  }

  /** Whether a webhook leads to another system; one of a number that was connected here before does not. */
  async leadsElsewhere({ url }: Webhook): Promise<boolean> {
    const [there, here] = [parse(url), parse(await this.workspace.webhookUrl(''))];
    return url !== '' && (there?.origin !== here?.origin || there?.pathname !== here?.pathname);
  }

  /** Where the number's webhook leads now. */
  async find(number: ConnectedNumber, api: WhatsAppApi): Promise<Result<FoundWebhook>> {
    const current = await api.webhook();
    if (!current.ok) {
      return current;
    }
    const finding = findingOf(current.value, number, await this.workspace.webhookUrl(number.id));
    return ok({ finding, current: current.value });
  }
}

function findingOf(current: Webhook, number: ConnectedNumber, ours: string): WebhookFinding {
  if (!current.url) {
    return { state: 'empty' };
  }
  const hasSecret = secretOf(current) === number.webhookSecret;
  if (current.url === ours) {
    return { state: hasSecret ? 'ours' : 'damaged' };
  }
  const [there, here] = [parse(current.url), parse(ours)];
  const host = there?.host ?? '';
  // Nobody else knows our path and our secret.
  const isSamePath = there && here && there.pathname + there.search === here.pathname + here.search;
  return { state: isSamePath && hasSecret ? 'moved' : 'taken', host };
}

/** Header names come back in any case. */
function secretOf({ headers }: Webhook): string | undefined {
  const wanted = WEBHOOK_SECRET_HEADER.toLowerCase();
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** 360dialog delivers to public https hosts on the default port, without an underscore in the name. */
function whyUnreachable(webhookUrl: string): Text | undefined {
  const url = parse(webhookUrl);
  const shown = { url: url?.origin ?? webhookUrl };
  if (url?.protocol !== 'https:' || url.port) {
    return text('connect.urlNotHttps', shown);
  }
  if (url.hostname.includes('_') || isPrivate(url.hostname)) {
    return text('connect.urlPrivate', shown);
  }
  return undefined;
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

function isPrivate(hostname: string): boolean {
  return (
    !hostname.includes('.') ||
    /\.(localhost|local|internal|lan)$/.test(hostname) ||
    /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(hostname)
  );
}

function notKept(): Failure {
  return {
    code: 'webhook-not-kept',
    scope: 'channel',
    retryable: false,
    human: text('connect.webhookNotKept'),
    log: '360dialog does not hold the webhook that was set',
  };
}
