import { type Request, Router } from 'express';

import type { TemplateRecord } from '../state/records';
import type { Templates } from '../templates';
import { numberOf, queryText } from './request';

/** 360dialog's older list of templates, read only here. Statuses are in lower case. */
export function oldTemplatesRouter(templates: Templates): Router {
  const router = Router();
  router.get('/v1/configs/templates', (request, response) => {
    const status = filters(request).status?.toLowerCase();
    const all = templates.list(numberOf(response)).map(oldForm);
    const matching = all.filter((template) => !status || template.status === status);
    const limit = Number(queryText(request, 'limit') ?? 1000);
    const offset = Number(queryText(request, 'offset') ?? 0);
    const page = matching.slice(offset, offset + limit);
    response.json({
      count: page.length,
      total: matching.length,
      limit,
      offset,
      sort: ['business_templates.name'],
      filters: filters(request),
      waba_templates: page,
    });
  });
  return router;
}

function oldForm({ wabaId, status, rejected_reason, ...template }: TemplateRecord) {
  return {
    ...template,
    external_id: template.id,
    namespace: `ns_${wabaId}`,
    status: status.toLowerCase(),
    rejected_reason: rejected_reason === 'NONE' ? null : rejected_reason,
  };
}

function filters(request: Request): { status?: string } {
  try {
    return JSON.parse(queryText(request, 'filters') ?? '{}') as { status?: string };
  } catch {
    return {};
  }
}
