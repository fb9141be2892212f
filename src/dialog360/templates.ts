import * as v from 'valibot';
import { failed, ok, type Result } from '../domain/failure';
import type { Template } from '../domain/template';
import type { TemplateDraft } from '../domain/templateDraft';
import type { TemplateApi } from '../services/templates/ports';
import { readTemplate } from '../whatsapp/template/read';
import { writeDraft } from '../whatsapp/template/draft/write';
import { lenient, wireText } from '../whatsapp/wire/fields';
import { isSuccess, type Answer } from './answer';
import { failureOfAnswer } from './errors';
import { failures } from './failures';
import type { Line } from './line';
import { readAnswer } from './readAnswer';
import { uploadResumable } from './resumableUpload';

const FIELDS = 'id,name,language,status,category,components,parameter_format,rejected_reason,quality_score';
/** Templates asked for at a time, in Graph's style and in the older one. */
const PAGE = { graph: 100, older: 1000 } as const;
/** More than the 6000 languages of templates that a verified business can have. Meta: templates/overview. */
const MAX_PAGES = 100;

const graphPageSchema = v.object({
  data: v.array(v.unknown()),
  paging: lenient(
    v.object({ cursors: lenient(v.object({ after: lenient(wireText) })), next: lenient(wireText) }),
  ),
});

const createdSchema = v.object({ id: wireText });

const olderPageSchema = v.object({ waba_templates: v.array(v.unknown()) });

/** Pages of a list: what stands on one, and where the next one is; an empty cursor is the beginning. */
interface Pages {
  path(cursor: string): string;
  read(answer: Result<Answer>, cursor: string): Result<{ items: unknown[]; next?: string }>;
}

/** The current way. The address of the next page names Graph's own host, which must not see the key. */
const graphPages: Pages = {
  path: (cursor) =>
    `/message_templates?fields=${FIELDS}&limit=${PAGE.graph}${cursor && `&after=${encodeURIComponent(cursor)}`}`,
  read(answer) {
    const page = readAnswer(graphPageSchema, answer);
    if (!page.ok) {
      return page;
    }
    const { data, paging } = page.value;
    return ok({ items: data, next: paging?.next === undefined ? undefined : paging.cursors?.after });
  },
};

/** What 360dialog had before, and still has for some. */
const olderPages: Pages = {
  path: (cursor) => `/v1/configs/templates?limit=${PAGE.older}&offset=${cursor || 0}&sort=name`,
  read(answer, cursor) {
    const page = readAnswer(olderPageSchema, answer);
    if (!page.ok) {
      return page;
    }
    const items = page.value.waba_templates;
    const next = items.length < PAGE.older ? undefined : String(Number(cursor) + items.length);
    return ok({ items, next });
  },
};

export function templatesApi(line: Line): TemplateApi {
  return {
    /** Asks in the older way where the current one is not known. What is no template is left out. */
    async templates(): Promise<Result<Template[]>> {
      const current = await all(line, graphPages);
      if (current !== 'unknown path') {
        return current;
      }
      const older = await all(line, olderPages);
      return older === 'unknown path' ? failed(noTemplates(line)) : older;
    },

    uploadSample(file): Promise<Result<string>> {
      return uploadResumable(line, file, failures.sandboxTemplates);
    },

    async createTemplate(draft: TemplateDraft): Promise<Result<string>> {
      const answer = await line.transport.post(`${line.base}/message_templates`, { json: writeDraft(draft) });
      const created = readAnswer(createdSchema, answer);
      return created.ok ? ok(created.value.id) : created;
    },

    async editTemplate(id, draft, { keepsCategory }): Promise<Result<void>> {
      const { category, components } = writeDraft(draft);
      const json = { ...(!keepsCategory && { category }), components };
      const url = `${line.base}/message_templates/${encodeURIComponent(id)}`;
      return done(await line.transport.post(url, { json }));
    },

    /** By id and name: the name alone would delete every language. */
    async deleteTemplate({ id, name }): Promise<Result<void>> {
      const query = `hsm_id=${encodeURIComponent(id)}&name=${encodeURIComponent(name)}`;
      return done(await line.transport.delete(`${line.base}/message_templates?${query}`));
    },
  };
}

function done(answer: Result<Answer>): Result<void> {
  if (!answer.ok) {
    return answer;
  }
  return isSuccess(answer.value) ? ok(undefined) : failed(failureOfAnswer(answer.value));
}

async function all(line: Line, pages: Pages): Promise<Result<Template[]> | 'unknown path'> {
  const templates: Template[] = [];
  let cursor = '';
  for (let count = 0; count < MAX_PAGES; count++) {
    const answer = await line.transport.get(line.base + pages.path(cursor));
    if (answer.ok && (answer.value.status === 404 || answer.value.status === 405)) {
      return 'unknown path';
    }
    const page = pages.read(answer, cursor);
    if (!page.ok) {
      return page;
    }
    templates.push(...page.value.items.flatMap((item) => readTemplate(item) ?? []));
    const { next } = page.value;
    if (next === undefined || next === cursor) {
      break;
    }
    cursor = next;
  }
  return ok(templates);
}

function noTemplates({ environment }: Line) {
  return environment === 'sandbox' ? failures.sandboxTemplates() : failures.unexpectedAnswer();
}
