import type { Clock } from '../../services/ports';
import type { Reminder, Reminders } from '../../services/window/ports';
import type { Records } from './records';
import { WorkLog } from './workLog';

export class WindowReminderRecords implements Reminders {
  private readonly log: WorkLog<Reminder>;

  constructor(records: Records, clock: Clock) {
    this.log = new WorkLog(records, clock, 'window-reminder');
  }

  claim(reminder: Reminder): Promise<boolean> {
    return this.log.claim(reminder);
  }

  done(reminder: Reminder): Promise<void> {
    return this.log.done(reminder, {});
  }

  postpone(reminder: Reminder, milliseconds: number): Promise<void> {
    return this.log.postpone(reminder, milliseconds);
  }

  abandoned(): Promise<Reminder[]> {
    return this.log.abandoned();
  }
}
