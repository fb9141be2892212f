import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpoint, IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';

import type { BulkProgress, BulkWish } from '../domain/bulk';
import type { BulkAnswer, BulkRefusal } from '../services/bulk/request';
import type { Services, ServicesOf } from '../wiring';
import { readBulk, readRecipients } from './bulkBodies';
import { bulkErrorOf } from './bulkErrors';
import { endpoint, guarded } from './endpoint';
import { malformedError } from './officialAnswers';

type Order = Exclude<BulkWish, 'finish'>;
const ORDERS: readonly string[] = ['start', 'pause', 'resume', 'cancel'] satisfies Order[];

/**
 * For other systems: one template to many people, as a job.
 * `POST …/bulk` makes one, `POST …/bulk?id=` adds recipients, `POST …/bulk?id=&action=` starts, pauses, resumes or
 * cancels it, `GET …/bulk?id=` tells how it is getting on, `GET …/bulk?id=&format=csv` what became of whom, and
 * `GET …/bulk` lists all.
 */
export function bulkEndpoint(services: ServicesOf): IApiEndpoint {
  return endpoint('bulk', services, { get: guarded(tell), post: guarded(act) });
}

async function tell({ query }: IApiRequest, { bulk }: Services): Promise<IApiResponse> {
  const { id, format } = query as Record<string, string | undefined>;
  if (!id) {
    const all = await bulk.all();
    return { status: HttpStatusCode.OK, content: { success: true, jobs: all.map(shown) } };
  }
  if (format === 'csv') {
    const file = await bulk.results(id);
    return file === undefined ? refuse({ why: 'unknownJob' }) : csv(id, file);
  }
  const progress = await bulk.progress(id);
  return progress ? told(HttpStatusCode.OK, progress) : refuse({ why: 'unknownJob' });
}

async function act({ query, content }: IApiRequest, { bulk }: Services): Promise<IApiResponse> {
  const { id, action } = query as Record<string, string | undefined>;
  if (id && action) {
    return isOrder(action)
      ? answered(await bulk.order(id, action))
      : malformedError({ field: 'action', missing: false });
  }
  if (id) {
    const given = readRecipients(content);
    return 'body' in given ? answered(await bulk.append(id, given.body)) : malformedError(given);
  }
  const given = readBulk(content);
  return 'body' in given ? answered(await bulk.create(given.body)) : malformedError(given);
}

function isOrder(action: string): action is Order {
  return ORDERS.includes(action);
}

/** The work goes on behind the answer. */
function answered(answer: BulkAnswer): IApiResponse {
  return 'progress' in answer ? told(HttpStatusCode.ACCEPTED, answer.progress) : refuse(answer.refusal);
}

function told(status: HttpStatusCode, progress: BulkProgress): IApiResponse {
  return { status, headers: { 'Cache-Control': 'no-store' }, content: { success: true, ...shown(progress) } };
}

function shown({ job, state, recipients, accepted, failed, fates }: BulkProgress): object {
  return {
    id: job.id,
    state,
    template: job.template.name,
    language: job.template.language,
    recipients,
    accepted,
    failed,
    waiting: recipients - accepted - failed,
    ...fates,
    createdAt: new Date(job.createdAt).toISOString(),
  };
}

function csv(id: string, file: string): IApiResponse {
  return {
    status: HttpStatusCode.OK,
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="bulk-${id}.csv"`,
      'Cache-Control': 'no-store',
    },
    content: file,
  };
}

function refuse(refusal: BulkRefusal): IApiResponse {
  return bulkErrorOf(refusal);
}
