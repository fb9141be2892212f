import type { ConversationRecords } from './rocketchat/records/conversations';
import type { Records } from './rocketchat/records/records';
import { ToldRecords } from './rocketchat/records/told';
import { WindowReminderRecords } from './rocketchat/records/windowReminders';
import type { Greeter } from './services/greeter';
import type { Counter } from './services/health/counter';
import type { Written } from './services/outbound/ports';
import type { Clock, Livechat, Log, Notices, Numbers, Settings } from './services/ports';
import { WindowExpiries } from './services/window/expiries';
import { WindowReminders } from './services/window/reminders';
import { WindowWatch } from './services/window/watch';

/** What watching the customer service windows needs of the rest of the house. */
export interface Around {
  clock: Clock;
  conversationRecords: ConversationRecords;
  counter: Counter;
  greeter: Greeter;
  livechat: Livechat;
  log: Log;
  notices: Notices;
  numbers: Numbers;
  records: Records;
  settings: Settings;
  written: Written;
}

/** Puts the parts together that look after windows before they end. */
export function wireWindows(around: Around): WindowWatch {
  const { clock, conversationRecords, greeter, livechat, log, notices, numbers, settings, written } = around;
  const reminders = new WindowReminders({
    clock,
    conversations: conversationRecords,
    greeter,
    livechat,
    log,
    notices,
    numbers,
    reminders: new WindowReminderRecords(around.records, clock),
    settings,
    written,
  });
  return new WindowWatch({
    clock,
    conversations: conversationRecords,
    ends: conversationRecords,
    expiries: new WindowExpiries(new ToldRecords(around.records, clock), livechat, around.counter),
    reminders,
    settings,
  });
}
