import { text, type Text } from '../../domain/text';
import { failureOf } from '../../whatsapp/errors';

/** Stands for what only the single failure knew, such as a size. */
const UNTOLD = '…';

/** Sentences `failure.<…>` of codes that are no numbers of Meta's, where they are not called like the code. */
const SENTENCES: Readonly<Record<string, string>> = {
  'http-401': 'bad-key',
  'http-403': 'forbidden',
  'http-404': 'not-found',
  'http-413': 'upload-too-big',
  'http-429': 'too-fast',
};

/** Codes of our own that are called like their sentence. */
const OWN_CODES = [
  'damaged-file',
  'disconnected',
  'file-gone',
  'file-too-big',
  'inbound',
  'no-answer',
  'no-network',
  'no-target',
  'refused-off',
  'refused-size',
  'refused-type',
  'sandbox-media',
  'too-big',
  'uncertain',
  'unexpected-answer',
  'unreachable',
  'workspace',
];

/** What failures that were counted by their code were about; of a code that nobody knows the code itself. */
export function failureWords(code: string): Text | string {
  const number = Number(code);
  if (Number.isInteger(number)) {
    return failureOf(number, UNTOLD).human;
  }
  const sentence = OWN_CODES.includes(code) ? code : sentenceOf(code);
  const params = { code: code.replace('http-', ''), details: UNTOLD, megabytes: UNTOLD };
  return sentence ? text(`failure.${sentence}`, params) : code;
}

function sentenceOf(code: string): string | undefined {
  return /^http-5\d\d$/.test(code) ? 'provider-down' : SENTENCES[code];
}
