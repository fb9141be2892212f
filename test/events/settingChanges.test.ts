import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';

import { SettingChanges } from '../../src/events/settingChanges';
import { settings as page } from '../../src/settings/settings';
import type { Services } from '../../src/wiring';
import { RecordingLog } from '../support/fakes';

class Told {
  readonly words: unknown[] = [];
  readonly log = new RecordingLog();
  broken = false;

  readonly services = {
    log: this.log,
    notices: {
      toAdmins: (sentence: unknown) => {
        if (this.broken) {
          return Promise.reject(new Error('No room'));
        }
        this.words.push(sentence);
        return Promise.resolve();
      },
    },
  } as unknown as Services;
}

function settingOf(id: string, value: unknown): ISetting {
  return { ...page.find((setting) => setting.id === id)!, value };
}

function change(id: string, before: unknown, after: unknown) {
  return { oldSetting: settingOf(id, before), newSetting: settingOf(id, after) };
}

test.each([
  ['no_agent_policy', 'hold', 'offline_message_only'],
  ['file_uploads_enabled', true, false],
  ['retention_days', 30, 60],
  ['undeliverable_message_notification', '', 'Not delivered:'],
  ['outbound_messages', false, true],
])('%s changes from %j to %j, and nothing is said', async (id, before, after) => {
  const told = new Told();
  const changes = new SettingChanges(() => told.services);
  expect((await changes.decide(change(id, before, after))).value).toBe(after);
  expect(told.words).toEqual([]);
});

test.each([
  ['no_agent_policy', 'hold', 'shout', 'settings.choice'],
  ['filter_message_status', 'All', '', 'settings.choice'],
  ['file_uploads_enabled', true, 'false', 'settings.choice'],
  ['retention_days', 30, 2, 'settings.between'],
  ['api_token', 'a-token-that-is-long', 'short', 'settings.token'],
])('%s stays %j instead of %j, and the admins hear why', async (id, before, after, reason) => {
  const told = new Told();
  const changes = new SettingChanges(() => told.services);
  expect((await changes.decide(change(id, before, after))).value).toBe(before);
  expect(told.words).toEqual([
    {
      key: 'settings.refused',
      params: { setting: { key: `setting_${id}` }, reason: expect.objectContaining({ key: reason }) },
    },
  ]);
});

test('another server, which gets what the first one decided, says nothing, even of a former value that is wrong', async () => {
  const told = new Told();
  const changes = new SettingChanges(() => told.services);
  expect((await changes.decide(change('retention_days', 2, 2))).value).toBe(2);
  expect(told.words).toEqual([]);
});

test('what is refused before the app can post is told once, as soon as it can', async () => {
  const told = new Told();
  const wired: Services[] = [];
  const changes = new SettingChanges(() => wired[0]);
  expect((await changes.decide(change('retention_days', 30, 2))).value).toBe(30);
  wired.push(told.services);
  await Promise.all([changes.tell(), changes.tell()]);
  expect(told.words).toHaveLength(1);
});

test('the former value stays even if the admins cannot be told', async () => {
  const told = new Told();
  told.broken = true;
  const changes = new SettingChanges(() => told.services);
  expect((await changes.decide(change('retention_days', 30, 2))).value).toBe(30);
  expect(JSON.stringify(told.log)).toContain('No room');
});
