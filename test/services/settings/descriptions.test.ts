import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { SETTING } from '../../../src/rocketchat/settings';
import type { AppSettings } from '../../../src/services/ports';
import { CHECKS } from '../../../src/services/settings/checks';
import { read, ROOT } from '../../support/pages';

/** A value that no check takes, and what the description names besides the numbers of the refusal. */
const LIMITED: Partial<Record<keyof AppSettings, [wrong: unknown, named: string[]]>> = {
  maximumFileUploadSize: [-2, ['-1', '0']],
  acceptedMediaTypes: ['pictures', ['image/*']],
  agentPrefixFormat: ['nothing', []],
  listOptionLabel: ['', ['1']],
  windowReminderMinutes: [-1, []],
  templateRefreshMinutes: [-1, []],
  silenceAlarmHours: [-1, []],
  retentionDays: [-1, []],
  statusEndpointUrl: ['nowhere', ['https://', 'http://']],
  webhookBaseUrl: ['nowhere', ['https://', '?', '#']],
  apiToken: ['short', []],
};

const LANGUAGES = readdirSync(join(ROOT, 'i18n')).map((file): [string, Record<string, string>] => [
  file,
  JSON.parse(read(`i18n/${file}`)) as Record<string, string>,
]);

describe.each(LANGUAGES)('The settings page in %s', (_, words) => {
  it('describes every setting that has limits', () => {
    expect(Object.keys(LIMITED).sort()).toEqual(Object.keys(CHECKS).sort());
  });

  it.each(Object.entries(LIMITED))('names what is checked of %s', (name, [wrong, named]) => {
    const setting = name as keyof AppSettings;
    const refusal = CHECKS[setting]!(wrong);
    const limits = Object.values(refusal?.params ?? {}).map(String);
    expect(limits.length + named.length).toBeGreaterThan(0);
    const description = words[`setting_${SETTING[setting]}_description`]!;
    // Numbers as a whole, so that 20 is not found in 3200.
    const told: string[] = description.match(/-?\d+/g) ?? [];
    const isTold = (limit: string): boolean =>
      /^-?\d+$/.test(limit) ? told.includes(limit) : description.includes(limit);
    expect([...limits, ...named].filter((limit) => !isTold(limit))).toEqual([]);
  });
});
