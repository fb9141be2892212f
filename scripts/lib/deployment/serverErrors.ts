import { DeployError } from './deployError';

/** An answer of Rocket.Chat's REST API. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

const LICENCE_ADVICE =
  'Since Rocket.Chat 7.0 private apps need a paid plan (Starter, Pro or Enterprise). ' +
  'See Administration > Subscription, or remove another private app if the plan limits their number.';

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Rocket.Chat puts its reason into one of several fields. */
function reasonOf({ status, body }: Answer): string {
  const messages = Array.isArray(body.messages)
    ? body.messages.filter((item) => typeof item === 'string')
    : [];
  return [messages.join(' '), text(body.error), text(body.message)].find(Boolean) ?? `HTTP ${status}`;
}

function tooManyRequests(): DeployError {
  return new DeployError('The workspace got too many requests.', 'Wait a minute, then try again.');
}

/** Says why a login failed. Sources: app/api/server/ApiClass.ts and app/2fa/server/code/index.ts of Rocket.Chat. */
export function loginError(answer: Answer, codeGiven: boolean): DeployError {
  const { status, body } = answer;
  const details = (body.details ?? {}) as { method?: unknown };
  if (body.error === 'totp-required') {
    const byMail = details.method === 'email';
    return new DeployError(
      'The account is protected by two-factor authentication.',
      byMail
        ? 'A code was sent to it by e-mail: run the command again with --code.'
        : 'Run the command again with --code and the current code of the authenticator app.',
    );
  }
  if (body.error === 'totp-invalid') {
    return new DeployError('The code is wrong or has expired.', 'Run the command again with a fresh --code.');
  }
  if (body.error === 'totp-max-attempts') {
    return new DeployError(
      'There were too many wrong codes.',
      'Wait until a new code is sent, then use that one.',
    );
  }
  if (status === 429) {
    return tooManyRequests();
  }
  if (status === 401) {
    // From 8.0 on a missing code is answered like a wrong password.
    const hint = codeGiven
      ? 'Check --code as well.'
      : 'If the account has two-factor authentication, add --code.';
    return new DeployError('User or password is wrong.', `Check --user and the password. ${hint}`);
  }
  return new DeployError(`The login failed: ${reasonOf(answer)}.`, "See the server's log for the reason.");
}

/**
 * Says why an app was not taken. Sources: ee/server/apps/communication/rest.ts, ee/app/license/server/canEnableApp.ts
 * of Rocket.Chat, server/errors/RequiredApiVersionError of the Apps-Engine.
 */
export function appError(answer: Answer): DeployError {
  const { status, body } = answer;
  const reason = reasonOf(answer);
  if (status === 401 && !reason.includes('permissions')) {
    return new DeployError('The token is not valid.', 'Check --user-id and --token, or log in with --user.');
  }
  if (status === 403 || reason.includes('does not have the permissions')) {
    return new DeployError(
      'The user may not manage apps.',
      'Use an account with the role admin (permission manage-apps).',
    );
  }
  if (status === 429) {
    return tooManyRequests();
  }
  if (status === 413 || reason.includes('error-file-too-large')) {
    return new DeployError(
      'The zip is larger than the workspace takes.',
      'Raise Administration > Settings > File Upload > Maximum File Upload Size, or the limit of the proxy in front.',
    );
  }
  switch (body.error) {
    case 'license-prevented':
    case 'Cannot_Update_Exempt_App':
      return new DeployError("The workspace's licence does not allow this private app.", LICENCE_ADVICE);
    case 'private_app_install_disabled':
      return new DeployError(
        'The workspace does not take private apps at all.',
        'Whoever runs the server has switched them off; ask them to allow private apps.',
      );
    case 'app_user_error':
      return new DeployError(
        `The app's user could not be made: ${reason}`,
        'A user of the same name (see the app\'s nameSlug, with ".bot") is in the way: rename or delete it.',
      );
  }
  const versions = /requires v(\S+) of the App API however your server comes with v([\d.]+\d)/.exec(reason);
  if (versions) {
    return serverTooOld(`its Apps-Engine is ${versions[2]}, the app needs ${versions[1]}`);
  }
  return new DeployError(`The workspace refused the app: ${reason}`, "See the server's log for details.");
}

export function serverTooOld(why: string): DeployError {
  return new DeployError(`The workspace is too old: ${why}.`, 'Update Rocket.Chat, then try again.');
}
