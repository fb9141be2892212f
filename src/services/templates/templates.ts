import { failed, ok, type Result } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import type { Template } from '../../domain/template';
import type { Clock, Log, Numbers, Settings, WhatsAppApis } from '../ports';
import type { TemplateList, TemplateStore } from './ports';
import type { Reviews } from './reviews';

const MINUTE = 60_000;

/** While WhatsApp reviews a template, which takes minutes mostly, its list is asked for so often. */
const REVIEW_WAIT = 3 * MINUTE;

/** What tells us at a send that our list is out of date. Meta: missing, paused, disabled. */
const OUTDATED_CODES: readonly unknown[] = [132001, 132015, 132016];

/** What the service stands on. */
interface TemplatePorts {
  apis: WhatsAppApis;
  clock: Clock;
  log: Log;
  numbers: Numbers;
  reviews: Pick<Reviews, 'look' | 'isAwaiting'>;
  settings: Settings;
  store: TemplateStore;
}

/**
 * The templates of our numbers. They are kept in records, as 360dialog allows few questions; a list that cannot be
 * refreshed stays as it was, with its age and the reason.
 */
export class TemplateService {
  private readonly running = new Map<string, Promise<Result<void>>>();
  private readonly again = new Set<string>();

  constructor(private readonly ports: TemplatePorts) {}

  /** What is known; asks 360dialog only for a number whose templates were never asked for. */
  async of(number: ConnectedNumber): Promise<TemplateList> {
    const known = await this.ports.store.read(number.id);
    if (known) {
      return known;
    }
    await this.refresh(number);
    return (await this.ports.store.read(number.id)) ?? { templates: [], triedAt: this.ports.clock.now() };
  }

  /** What is known of a number's templates, without asking 360dialog. */
  known(numberId: string): Promise<TemplateList | undefined> {
    return this.ports.store.read(numberId);
  }

  /** One language of a template, from what is known. */
  async find(number: ConnectedNumber, name: string, language: string): Promise<Template | undefined> {
    const { templates } = await this.of(number);
    return templates.find((template) => template.name === name && template.language === language);
  }

  /** Asks 360dialog now. Who asks while an answer is under way gets that answer. */
  refresh(number: ConnectedNumber): Promise<Result<void>> {
    const running = this.running.get(number.id);
    if (running) {
      return running;
    }
    const started = this.fetch(number).finally(() => {
      this.running.delete(number.id);
      if (this.again.delete(number.id)) {
        this.refreshSoon(number.id);
      }
    });
    this.running.set(number.id, started);
    return started;
  }

  /** Something has changed at WhatsApp. Nobody waits; what changes while an answer is under way is asked for again. */
  refreshSoon(numberId: string): void {
    if (this.running.has(numberId)) {
      this.again.add(numberId);
      return;
    }
    void this.refreshById(numberId);
  }

  /** To be told of every message that failed. */
  sendFailed(numberId: string, code: number | string): void {
    if (OUTDATED_CODES.includes(code)) {
      this.refreshSoon(numberId);
    }
  }

  /** Asks for the templates of every number whose list is as old as the settings allow. */
  async refreshDue(): Promise<void> {
    const { templateRefreshMinutes } = await this.ports.settings.get();
    if (templateRefreshMinutes <= 0) {
      return;
    }
    const wait = (await this.ports.reviews.isAwaiting()) ? REVIEW_WAIT : Infinity;
    const due = Math.min(templateRefreshMinutes * MINUTE, wait);
    for (const number of await this.ports.numbers.all()) {
      const sync = await this.ports.store.sync(number.id);
      if (!sync || sync.triedAt + due <= this.ports.clock.now()) {
        await this.refreshById(number.id);
      }
    }
  }

  private async refreshById(numberId: string): Promise<void> {
    try {
      const number = await this.ports.numbers.byId(numberId);
      if (number) {
        await this.refresh(number);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.ports.log.error('Templates could not be refreshed', { number: numberId, reason });
    }
  }

  private async fetch(number: ConnectedNumber): Promise<Result<void>> {
    const fetched = await this.ports.apis(number).templates();
    const now = this.ports.clock.now();
    if (!fetched.ok) {
      const { code, human, log } = fetched.failure;
      this.ports.log.warn('Templates could not be refreshed', { number: number.id, code, reason: log });
      await this.ports.store.failed(number.id, human, now);
      return failed(fetched.failure);
    }
    // A number that was disconnected meanwhile must leave nothing behind.
    if (await this.ports.numbers.byId(number.id, { fresh: true })) {
      await this.ports.store.replace(number.id, fetched.value, now);
      await this.ports.reviews.look(number.id, fetched.value);
    }
    return ok(undefined);
  }
}
