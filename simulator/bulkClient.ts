import type { Town } from './town';

export interface BulkStatus {
  id: string;
  state: string;
  recipients: number;
  accepted: number;
  failed: number;
  waiting: number;
  delivered: number;
  read: number;
  failedLater: number;
}

/** A message that reached a phone. */
export interface Arrival {
  to: string;
  words: string;
  /** Unix milliseconds, when 360dialog took it. */
  at: number;
}

/** How often it is looked whether a job has got somewhere, and for how long at most, milliseconds. */
const BETWEEN_LOOKS = 1_000;
const LONGEST = 10 * 60_000;

/** Another system that sends to many people over the app's endpoint. */
export class BulkClient {
  constructor(
    private readonly town: Town,
    private readonly appId: string,
    private readonly token: string,
  ) {}

  /** @param server which of the town's servers is asked */
  async post(server: number, query: string, body: object = {}): Promise<BulkStatus> {
    const response = await this.request(server, query, {
      method: 'POST',
      headers: { ...this.authorization, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as BulkStatus & { error?: string };
    if (!response.ok) {
      throw new Error(`${response.status} ${answer.error ?? ''}`);
    }
    return answer;
  }

  async status(server: number, id: string): Promise<BulkStatus> {
    const response = await this.request(server, `?id=${id}`, { headers: this.authorization });
    return (await response.json()) as BulkStatus;
  }

  /** Asks the second server, not more often than a program would. */
  async reaches(id: string, holds: (status: BulkStatus) => boolean): Promise<void> {
    const deadline = Date.now() + LONGEST;
    for (let status = await this.status(1, id); !holds(status); status = await this.status(1, id)) {
      if (Date.now() > deadline) {
        throw new Error(`The job did not get there: ${JSON.stringify(status)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
    }
  }

  /** The rows of the results, without their heading. */
  async results(server: number, id: string): Promise<string[][]> {
    const response = await this.request(server, `?id=${id}&format=csv`, { headers: this.authorization });
    const [, ...rows] = (await response.text()).trim().split('\r\n');
    return rows.map((row) => row.split(','));
  }

  /** Makes so many phones, and returns their numbers. */
  recipients(count: number): string[] {
    return Array.from({ length: count }, (_, index) => {
      const waId = `49170${String(1_000_000 + index)}`;
      this.town.dialog360.createPhone({ waId, name: `Recipient ${index}` });
      return waId;
    });
  }

  /** What reached the phones so far, the first one first. */
  arrivals(recipients: readonly string[]): Arrival[] {
    const number = this.town.people.production.displayNumber;
    const all = recipients.flatMap((to) =>
      this.town.dialog360
        .phone(to)
        .chat(number)
        .map(({ preview, at }) => ({ to, words: preview, at })),
    );
    return all.sort((a, b) => a.at - b.at);
  }

  private get authorization(): Record<string, string> {
    return { Authorization: `Bearer ${this.token}` };
  }

  private request(server: number, query: string, init: RequestInit): Promise<Response> {
    const { url } = this.town.rocketchat.instances[server]!;
    return fetch(`${url}/api/apps/public/${this.appId}/bulk${query}`, init);
  }
}

/** The most that came within any second, of what is in order. */
export function mostInASecond(arrivals: readonly { at: number }[]): number {
  let first = 0;
  let most = 0;
  arrivals.forEach(({ at }, last) => {
    while (arrivals[first]!.at <= at - 1_000) {
      first++;
    }
    most = Math.max(most, last - first + 1);
  });
  return most;
}
