/** A request that the server refused, with its answer. */
export class RestError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    request: string,
  ) {
    super(`${request} was answered ${status}: ${JSON.stringify(body)}`);
  }
}

/** Who the requests come from: the two headers of Rocket.Chat's REST API. */
export interface Session {
  userId: string;
  authToken: string;
}

type Query = Record<string, string | undefined>;

/** Rocket.Chat's REST API over HTTP, with what Node and browsers have alike. */
export class RestClient {
  constructor(
    readonly baseUrl: string,
    private readonly session?: Session,
  ) {}

  async get<T>(path: string, query: Query = {}): Promise<T> {
    const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const search = given.length > 0 ? `?${new URLSearchParams(given).toString()}` : '';
    return (await this.send('GET', `${path}${search}`)) as T;
  }

  async post<T>(path: string, body: object = {}): Promise<T> {
    return (await this.send('POST', path, JSON.stringify(body), { 'content-type': 'application/json' })) as T;
  }

  async postForm<T>(path: string, form: FormData): Promise<T> {
    return (await this.send('POST', path, form)) as T;
  }

  /** @returns the parsed answer, undefined for an empty one. @throws RestError unless the status is 2xx */
  private async send(
    method: string,
    path: string,
    body?: string | FormData,
    headers: Record<string, string> = {},
  ): Promise<unknown> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: { ...headers, ...this.credentials() },
      ...(body !== undefined && { body }),
    });
    const answer = parsed(await response.text());
    if (!response.ok) {
      throw new RestError(response.status, answer, `${method} ${path}`);
    }
    return answer;
  }

  private credentials(): Record<string, string> {
    return this.session ? { 'x-user-id': this.session.userId, 'x-auth-token': this.session.authToken } : {};
  }
}

function parsed(text: string): unknown {
  if (text === '') {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
