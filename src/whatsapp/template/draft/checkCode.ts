import { LIMITS } from '../../../domain/limits';
import type { AndroidApp } from '../../../domain/template';
import type { TemplateDraft } from '../../../domain/templateDraft';
import { text, type Text } from '../../../domain/text';
import { compact } from '../../compact';
import type { DraftErrors } from './errors';

/** At least two segments, each of which begins with a letter. Meta: templates/authentication-templates. */
const PACKAGE = /^[a-z]\w*(\.[a-z]\w*)+$/i;
const HASH = /^[a-z0-9+/=]{11}$/i;

/** How a verification code is handed over. */
export function checkCode({ code }: TemplateDraft): DraftErrors {
  const { leastMinutes, mostMinutes } = LIMITS.template.code;
  const { method = 'COPY_CODE', expiresAfter = leastMinutes, apps = [] } = code ?? {};
  const inRange =
    Number.isInteger(expiresAfter) && expiresAfter >= leastMinutes && expiresAfter <= mostMinutes;
  return compact<DraftErrors>({
    codeMinutes: inRange ? undefined : text('draft.codeMinutes', { least: leastMinutes, most: mostMinutes }),
    codeApps: checkApps(apps, method !== 'COPY_CODE'),
  });
}

function checkApps(apps: readonly AndroidApp[], areNeeded: boolean): Text | undefined {
  const { apps: most, packageLength } = LIMITS.template.code;
  if (!areNeeded) {
    return apps.length > 0 ? text('draft.codeAppsUnused') : undefined;
  }
  const areApps = apps.every(
    ({ packageName, signatureHash }) =>
      PACKAGE.test(packageName) && packageName.length <= packageLength && HASH.test(signatureHash),
  );
  return apps.length > 0 && apps.length <= most && areApps ? undefined : text('draft.codeApps', { most });
}
