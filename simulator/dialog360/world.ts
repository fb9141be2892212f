import { EventEmitter } from 'node:events';

import type { Internet } from '../internet';
import { Clock } from './clock';
import { Faults } from './faults';
import { MediaLibrary } from './media/library';
import { MediaCheck } from './messaging/media-check';
import { Messaging } from './messaging/messaging';
import { RateLimits } from './messaging/rate-limits';
import { Statuses } from './messaging/statuses';
import { type Dialog360Options, type Dialog360Settings, settingsOf } from './options';
import { FilesInMemory, Folder } from './state/folder';
import { State } from './state/state';
import { Tasks } from './tasks';
import { Deliveries } from './webhooks/deliveries';
import { Outbox } from './webhooks/outbox';
import { WebhookSender } from './webhooks/sender';

/** The parts of one simulated provider, wired to each other. */
export interface World {
  settings: Dialog360Settings;
  internet: Internet;
  clock: Clock;
  tasks: Tasks;
  state: State;
  faults: Faults;
  limits: RateLimits;
  media: MediaLibrary;
  outbox: Outbox;
  deliveries: Deliveries;
  statuses: Statuses;
  messaging: Messaging;
  /** Emits `delivered` with each message that a phone gets. */
  arrivals: EventEmitter;
  folder?: Folder;
}

export function createWorld(options: Dialog360Options): World {
  const { internet, clock = new Clock() } = options;
  const settings = settingsOf(options);
  const state = new State();
  const folder = options.folder === undefined ? undefined : new Folder(options.folder, state, clock);
  const tasks = new Tasks();
  const faults = new Faults();
  const arrivals = new EventEmitter().setMaxListeners(0);
  const limits = new RateLimits(settings.rates, clock);
  const media = new MediaLibrary(state, folder ?? new FilesInMemory(), clock);
  const sender = new WebhookSender(internet, clock, settings.delivery.deadlineMs, tasks.signal);
  const deliveries = new Deliveries(state, sender, tasks, clock, settings.delivery);
  const outbox = new Outbox(deliveries, faults, tasks);
  const statuses = new Statuses(state, clock, tasks, outbox, faults, settings.receipts, arrivals);
  const mediaCheck = new MediaCheck(media, internet);
  const messaging = new Messaging(state, clock, faults, limits, mediaCheck, statuses, tasks);
  folder?.load();
  return {
    settings,
    internet,
    clock,
    tasks,
    state,
    faults,
    limits,
    media,
    outbox,
    deliveries,
    statuses,
    messaging,
    arrivals,
    folder,
  };
}
