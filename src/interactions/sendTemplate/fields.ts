import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { LIMITS } from '../../domain/limits';
import type { AttachedFile } from '../../domain/outreach';
import type {
  Template,
  TemplateFile,
  TemplateInput,
  TemplateLocation,
  TemplateMediaKind,
  TemplateValue,
  TemplateValues,
} from '../../domain/template';
import type { Say } from '../../domain/text';
import { defaultValues, insertFacts } from '../../services/outreach/defaults';
import type { Draft } from '../../services/outreach/ports';
import { labelOf, variablesOf } from '../../whatsapp/template/inputs';
import type { TemplateErrors } from '../../whatsapp/template/validate';
import { selectField, textField } from '../blocks';
import type { FieldErrors } from '../desk';

/** What a place is made of, in the order in which it is asked for. */
const PLACE = ['latitude', 'longitude', 'name', 'address'] as const;

/** Values that somebody has to look up: their fields say where. */
const LOOKED_UP: readonly TemplateInput['kind'][] = ['product', 'catalog'];

/** Files that a list offers; older ones can be given by a link. */
const OFFERED = 30;

/** A field for each value that the template takes. Ids differ by template: clients keep what was typed by them. */
export function valueFields(say: Say, template: Template, draft: Draft): LayoutBlock[] {
  const values = { ...defaultValues(variablesOf(template), draft.facts), ...draft.values };
  return variablesOf(template).flatMap((input) =>
    fieldsOf(say, input, idOf(template, input), { values, draft }),
  );
}

/** @param entered by block id; clients leave out what nobody has touched, which is as it was shown then */
export function readValues(
  template: Template,
  draft: Draft,
  entered: (blockId: string) => string | undefined,
): TemplateValues {
  const inputs = variablesOf(template);
  const before = { ...defaultValues(inputs, draft.facts), ...draft.values };
  const values: TemplateValues = {};
  for (const input of inputs) {
    const value = readValue(input, idOf(template, input), { before: before[input.id], draft, entered });
    if (value !== undefined) {
      values[input.id] = value;
    }
  }
  return values;
}

/** Errors at the first field of each value. */
export function fieldErrorsOf(say: Say, template: Template, errors: TemplateErrors): FieldErrors {
  const known = variablesOf(template).flatMap((input) => {
    const error = errors[input.id];
    return error ? [[`${idOf(template, input)}${suffixOf(input)}`, say(error)] as const] : [];
  });
  return Object.fromEntries(known);
}

function fieldsOf(
  say: Say,
  input: TemplateInput,
  id: string,
  { values, draft }: { values: TemplateValues; draft: Draft },
): LayoutBlock[] {
  const value = values[input.id];
  const label = say(labelOf(input));
  switch (input.kind) {
    case 'image':
    case 'video':
    case 'document':
      return fileFields(say, { id, label, kind: input.kind }, value, draft.files);
    case 'location':
      return PLACE.map((part) =>
        textField({
          id: `${id}.${part}`,
          label: say(`send.place-${part}`, { label }),
          initialValue: isPlace(value) ? String(value[part]) : undefined,
        }),
      );
    default:
      return [
        textField({
          id,
          label,
          hint: LOOKED_UP.includes(input.kind) ? say(`send.hint-${input.kind}`) : undefined,
          placeholder: input.sample,
          optional: !input.required,
          multiline: input.kind === 'products',
          initialValue: typeof value === 'string' ? value : undefined,
        }),
      ];
  }
}

function fileFields(
  say: Say,
  { id, label, kind }: { id: string; label: string; kind: TemplateMediaKind },
  value: TemplateValue | undefined,
  files: AttachedFile[],
): LayoutBlock[] {
  const fitting = files.filter(({ mimeType }) => fits(kind, mimeType)).slice(0, OFFERED);
  const file = isFile(value) ? value : undefined;
  const choice = selectField({
    id: `${id}.file`,
    label: say('send.file', { label }),
    optional: true,
    choices: fitting.map(({ placeholder, filename }) => ({ value: placeholder, label: filename })),
    initialValue: file && 'mediaId' in file ? file.mediaId : undefined,
  });
  return [
    ...(fitting.length > 0 ? [choice] : []),
    textField({
      id: `${id}.link`,
      label: say('send.link', { label }),
      hint: fitting.length > 0 ? undefined : say('send.linkHint'),
      optional: true,
      placeholder: 'https://',
      initialValue: file && 'link' in file ? file.link : undefined,
    }),
  ];
}

interface Reading {
  before: TemplateValue | undefined;
  draft: Draft;
  entered: (blockId: string) => string | undefined;
}

function readValue(input: TemplateInput, id: string, reading: Reading): TemplateValue | undefined {
  const { before, draft, entered } = reading;
  switch (input.kind) {
    case 'image':
    case 'video':
    case 'document':
      return readFile(id, reading);
    case 'location':
      return readPlace(id, reading);
    default: {
      const words = entered(id) ?? (typeof before === 'string' ? before : undefined);
      return words === undefined ? undefined : insertFacts(words, draft.facts);
    }
  }
}

/** A link that was typed outweighs a file that was chosen. */
function readFile(id: string, { before, draft, entered }: Reading): TemplateFile | undefined {
  const earlier = isFile(before) ? before : undefined;
  const link = entered(`${id}.link`)?.trim() ?? (earlier && 'link' in earlier ? earlier.link : '');
  if (link) {
    return { type: 'file', link, filename: link.split(/[?#]/)[0]!.split('/').at(-1) };
  }
  const chosen = entered(`${id}.file`) ?? (earlier && 'mediaId' in earlier ? earlier.mediaId : undefined);
  const file = draft.files.find(({ placeholder }) => placeholder === chosen);
  return file && { type: 'file', mediaId: file.placeholder, filename: file.filename };
}

/** What is no number becomes one that no place has, and so is complained of. */
function readPlace(id: string, { before, entered }: Reading): TemplateLocation | undefined {
  const earlier = isPlace(before) ? before : undefined;
  const [latitude = '', longitude = '', name = '', address = ''] = PLACE.map(
    (part) => entered(`${id}.${part}`)?.trim() ?? earlier?.[part].toString() ?? '',
  );
  if (![latitude, longitude, name, address].some(Boolean)) {
    return undefined;
  }
  return { type: 'location', latitude: degrees(latitude), longitude: degrees(longitude), name, address };
}

function degrees(words: string): number {
  const number = words === '' ? NaN : Number(words.replace(',', '.'));
  return Number.isNaN(number) ? Infinity : number;
}

function fits(kind: TemplateMediaKind, mimeType: string): boolean {
  const types: readonly string[] = LIMITS.media[kind].mimeTypes;
  return types.length === 0 || types.includes(mimeType);
}

function suffixOf({ kind }: TemplateInput): string {
  return kind === 'location'
    ? '.latitude'
    : kind === 'image' || kind === 'video' || kind === 'document'
      ? '.link'
      : '';
}

function idOf({ id }: Template, input: TemplateInput): string {
  return `${id}/${input.id}`;
}

function isFile(value: TemplateValue | undefined): value is TemplateFile {
  return typeof value === 'object' && value.type === 'file';
}

function isPlace(value: TemplateValue | undefined): value is TemplateLocation {
  return typeof value === 'object' && value.type === 'location';
}
