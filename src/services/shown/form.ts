import type { InboundContent } from '../../domain/inboundContent';
import { text, type Say } from '../../domain/text';
import { asPlainWords } from '../../whatsapp/formatting/toRocketChat';

type Form = Extract<InboundContent, { kind: 'form' }>;

/** The answers, one a line, each after what was asked. */
export function showForm({ form, fields, summary }: Form, say: Say): string {
  const heading = say(text(form === 'address_message' ? 'shown.address' : 'shown.form'));
  const lines = fields.map(({ name, value }) => `*${asPlainWords(readable(name))}:* ${asPlainWords(value)}`);
  return [heading, ...(lines.length > 0 ? lines : [asPlainWords(summary ?? form)])].join('\n');
}

/** Meta's form builder names a field `screen_0_First_name_1`; others write `firstName`. */
function readable(name: string): string {
  const words = name
    .replace(/^screen_\d+_(.+)_\d+$/, '$1')
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, '_')
    .split(/[\s_]+/)
    .filter((word) => word !== '')
    .map((word) => (/^\p{Lu}{2,}$/u.test(word) ? word : word.toLowerCase()));
  const sentence = words.join(' ');
  return sentence === '' ? name : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
