import { parseArgs } from 'node:util';

import { DeployError } from './deployError';

export const USAGE = `npm run deploy -- --url https://chat.example.org --user admin [options]
npm run deploy -- --url https://chat.example.org --user-id <id> --token <token> [options]

  --url       the workspace
  --user      an administrator's username or e-mail address
  --password  asked for when left out; ROCKETCHAT_PASSWORD is read as well
  --code      the current code of two-factor authentication
  --user-id   with --token: a personal access token in place of a password
  --token     ROCKETCHAT_TOKEN is read as well
  --update    replace the version that is installed
  --file      the app's zip, by default the one that "npm run package" wrote
  --help      this text`;

export type Credentials =
  | { user: string; password: string | undefined; code: string | undefined }
  | { userId: string; token: string };

export interface DeployOptions {
  url: string;
  credentials: Credentials;
  update: boolean;
  file: string | undefined;
}

interface Flags {
  user?: string;
  password?: string;
  code?: string;
  token?: string;
  'user-id'?: string;
}

const CALL_FOR_HELP = 'Run "npm run deploy -- --help" to see the options.';

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: text,
        user: text,
        password: text,
        code: text,
        token: text,
        'user-id': text,
        file: text,
        update: flag,
        help: flag,
      },
    }).values;
  } catch (error) {
    throw new DeployError((error as Error).message, CALL_FOR_HELP);
  }
}

function workspaceUrl(text: string | undefined): string {
  if (!text) {
    throw new DeployError('The workspace is missing.', `Name it with --url. ${CALL_FOR_HELP}`);
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new DeployError(`"${text}" is not a web address.`, 'Give --url as https://chat.example.org.');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function credentials(flags: Flags, environment: NodeJS.ProcessEnv): Credentials {
  const { user, code, 'user-id': userId } = flags;
  const token = flags.token ?? environment.ROCKETCHAT_TOKEN;
  if (user && !userId) {
    return { user, password: flags.password ?? environment.ROCKETCHAT_PASSWORD, code };
  }
  if (!user && userId && token) {
    return { userId, token };
  }
  throw new DeployError(
    'It is not clear who deploys.',
    `Give either --user, or --user-id and --token. ${CALL_FOR_HELP}`,
  );
}

/**
 * Reads the command line; undefined when help was asked for.
 * @throws DeployError when something is missing or does not fit together
 */
export function readOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): DeployOptions | undefined {
  const { url, update, file, help, ...flags } = parse(args);
  if (help) {
    return undefined;
  }
  return { url: workspaceUrl(url), credentials: credentials(flags, environment), update, file };
}
