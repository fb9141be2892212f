import { type Request, Router } from 'express';
import * as v from 'valibot';

import { completed, inCapitals } from '../messaging/listed-template';
import { checkDraft } from '../messaging/template-draft';
import type { NumberRecord, TemplateRecord } from '../state/records';
import type { Templates } from '../templates';
import { checked, text } from '../validation/issues';
import { graphError, missingObject } from './errors';
import { numberOf, pick, queryFields, queryText } from './request';
import type { Uploads } from './uploads';

/** In any case, as types and formats. */
const category = v.pipe(text(20), v.toUpperCase(), v.picklist(['MARKETING', 'UTILITY', 'AUTHENTICATION']));
const component = v.looseObject({ type: text(40) });
const components = v.pipe(v.array(component), v.minLength(1));
const draft = v.looseObject({
  name: v.pipe(
    text(512),
    v.check((name) => /^[a-z0-9_]+$/.test(name), 'Names have a-z, 0-9 and _ only.'),
  ),
  language: text(10),
  category,
  parameter_format: v.optional(v.picklist(['POSITIONAL', 'NAMED'])),
  components,
});
const edit = v.looseObject({
  category: v.optional(category),
  components: v.optional(components),
});

/** Graph: what a list holds when no fields are asked for. */
const DEFAULT_FIELDS = ['name', 'parameter_format', 'components', 'language', 'status', 'category'];
const DEFAULT_LIMIT = 25;

/** Templates in Graph's style. */
export function templatesRouter(templates: Templates, uploads: Uploads): Router {
  const router = Router();
  const isHandle = (handle: string): boolean => uploads.has(handle);

  router.get('/message_templates', (request, response) => {
    const all = filtered(templates.list(numberOf(response)), request);
    const limit = Math.max(1, Number(queryText(request, 'limit') ?? DEFAULT_LIMIT) || DEFAULT_LIMIT);
    const start = cursorPosition(queryText(request, 'after'));
    const page = all.slice(start, start + limit);
    const hasNext = start + limit < all.length;
    response.json({
      data: page.map((template) => shown(template, queryFields(request))),
      ...(page.length > 0 ? { paging: paging(start, start + page.length, hasNext) } : {}),
    });
  });

  router.get('/message_templates/:id', (request, response) => {
    response.json(shown(find(templates, numberOf(response), request.params.id), queryFields(request)));
  });

  router.post('/message_templates', (request, response) => {
    const { name, language, parameter_format, ...given } = checked(draft, request.body, 'template');
    const { category } = given;
    const parts = inCapitals(given.components);
    checkDraft({ category, components: parts }, isHandle);
    const made = templates.create(numberOf(response), {
      name,
      language,
      category,
      ...(parameter_format ? { parameter_format } : {}),
      components: completed(category, parts),
    });
    response.json({ id: made.id, status: made.status, category: made.category });
  });

  router.post('/message_templates/:id', (request, response) => {
    const { components: given, ...changes } = checked(edit, request.body, 'template');
    const known = find(templates, numberOf(response), request.params.id);
    const category = changes.category ?? known.category;
    const parts = given && inCapitals(given);
    if (parts) {
      checkDraft({ category, components: parts }, isHandle);
    }
    templates.edit(known, { category, ...(parts ? { components: completed(category, parts) } : {}) });
    response.json({ success: true });
  });

  router.delete('/message_templates', (request, response) => {
    const ids = [queryText(request, 'hsm_id'), ...listed(queryText(request, 'hsm_ids'))].filter(Boolean);
    const name = queryText(request, 'name');
    const doomed = templates
      .list(numberOf(response))
      .filter((template) => (ids.length > 0 ? ids.includes(template.id) : template.name === name));
    if (doomed.length === 0) {
      throw graphError(100, 'Message template was not found.', { subcode: 2593002 });
    }
    templates.remove(doomed);
    response.json({ success: true });
  });

  return router;
}

function filtered(templates: TemplateRecord[], request: Request): TemplateRecord[] {
  const name = queryText(request, 'name');
  const wanted = { status: queryText(request, 'status'), language: queryText(request, 'language') };
  return templates.filter(
    (template) =>
      (!name || template.name.includes(name)) &&
      (!wanted.status || template.status === wanted.status) &&
      (!wanted.language || template.language === wanted.language),
  );
}

function shown(template: TemplateRecord, fields: string[]): Record<string, unknown> {
  return pick(template, ['id', ...(fields.length > 0 ? fields : DEFAULT_FIELDS)]);
}

function find(templates: Templates, number: NumberRecord, id: string): TemplateRecord {
  const template = templates.list(number).find((known) => known.id === id);
  if (!template) {
    throw missingObject(id);
  }
  return template;
}

function paging(start: number, end: number, hasNext: boolean): Record<string, unknown> {
  const after = cursor(end);
  return {
    cursors: { before: cursor(start), after },
    // Graph's own host: who follows it verbatim leaves 360dialog.
    ...(hasNext ? { next: `https://graph.facebook.com/message_templates?after=${after}` } : {}),
  };
}

function cursor(position: number): string {
  return Buffer.from(`at${position}`).toString('base64url');
}

function cursorPosition(text: string | undefined): number {
  const position = /^at(\d+)$/.exec(Buffer.from(text ?? '', 'base64url').toString())?.[1];
  return Number(position ?? 0);
}

function listed(text: string | undefined): string[] {
  return (text ?? '')
    .replace(/[[\]"\s]/g, '')
    .split(',')
    .filter(Boolean);
}
