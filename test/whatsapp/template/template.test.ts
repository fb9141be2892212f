import type { Template, TemplateInput, TemplateValues } from '../../../src/domain/template';
import { sayIn } from '../../../src/rocketchat/translator';
import { showTemplate } from '../../../src/services/shown/template';
import { toPayload } from '../../../src/whatsapp/payload';
import { compileTemplate } from '../../../src/whatsapp/template/compile';
import { labelOf, variablesOf } from '../../../src/whatsapp/template/inputs';
import { previewTemplate } from '../../../src/whatsapp/template/preview';
import { readTemplate } from '../../../src/whatsapp/template/read';
import { whyNotSendable } from '../../../src/whatsapp/template/sendable';
import { validateTemplate } from '../../../src/whatsapp/template/validate';
import authentication from '../../fixtures/templates/authentication.json';
import buttons from '../../fixtures/templates/buttons.json';
import media from '../../fixtures/templates/media.json';
import otherForms from '../../fixtures/templates/other-forms.json';
import special from '../../fixtures/templates/special.json';
import texts from '../../fixtures/templates/texts.json';
import unsendable from '../../fixtures/templates/unsendable.json';
import wrongValues from '../../fixtures/templates/wrong-values.json';
import { asAnotherClientWrites } from '../../support/anotherClient';

const say = sayIn('en');

interface Case {
  label: string;
  template: unknown;
  /** `<id>: <kind>`, with a question mark behind what may be left out. */
  inputs: string[];
  values: TemplateValues;
  components: unknown[];
  /** What the room shows; null where something else proves it. */
  shown: string | null;
}

const NOW = Date.parse('2026-11-20T12:00:00Z');
const CASES = [texts, media, buttons, authentication, special, otherForms].flat() as unknown as Case[];

/** What the other client does not know of: offers for a while, choices of products, products above a text. */
const UNKNOWN_ELSEWHERE = /"(limited_time_offer|mpm|product)"/;

function template(input: unknown): Template {
  const read = readTemplate(input);
  if (!read) {
    throw new Error('The fixture is no template');
  }
  return read;
}

const idAndKind = ({ id, kind, required }: TemplateInput) => `${id}: ${kind}${required ? '' : '?'}`;

describe('a template', () => {
  describe.each(CASES)('$label', ({ template: wire, inputs, values, components, shown }) => {
    it('asks for its values in order', () => {
      expect(variablesOf(template(wire)).map(idAndKind)).toEqual(inputs);
    });

    it('labels every input with a sentence', () => {
      const labels = variablesOf(template(wire)).map((input) => say(labelOf(input)));
      expect(labels.filter((label) => /[{}]/.test(label))).toEqual([]);
      expect(new Set(labels).size).toBe(labels.length);
    });

    it('takes the values and can be sent', () => {
      expect(validateTemplate(template(wire), values, NOW)).toEqual({});
      expect(whyNotSendable(template(wire))).toBeUndefined();
    });

    it('becomes the payload', () => {
      const { name, language } = wire as { name: string; language: string };
      expect(compileTemplate(template(wire), values)).toEqual({ name, language, components });
    });

    it('goes out as another client of the Cloud API writes it', async () => {
      const content = { kind: 'template', template: compileTemplate(template(wire), values) } as const;
      const payload = toPayload({ to: { waId: '4915123456789' }, content, callbackData: 'outreach/o1#0' });
      const written = asAnotherClientWrites(payload);
      await (UNKNOWN_ELSEWHERE.test(JSON.stringify(components))
        ? expect(written).rejects.toThrow('is not supported')
        : expect(written).resolves.toStrictEqual(payload));
    });

    it('is shown as the customer sees it', () => {
      const words = showTemplate(previewTemplate(template(wire), values), say);
      expect(words).not.toContain('{{');
      expect(words).toBe(shown ?? words);
    });
  });
});

describe('validateTemplate', () => {
  it.each(
    wrongValues as unknown as { label: string; template: unknown; values: TemplateValues; errors: object }[],
  )('$label', ({ template: wire, values, errors }) => {
    const found = validateTemplate(template(wire), values, NOW);
    expect(Object.fromEntries(Object.entries(found).map(([id, { key }]) => [id, key]))).toEqual(errors);
    Object.values(found).forEach((error) => expect(say(error)).not.toMatch(/[{}]/));
  });
});

describe('whyNotSendable', () => {
  it.each(unsendable)('$label', ({ template: wire, why }) => {
    const reason = whyNotSendable(template(wire));
    expect(reason?.key).toBe(why);
    expect(reason && say(reason)).not.toMatch(/[{}]/);
  });

  it('names what it does not know, each once', () => {
    const [, , , , card] = unsendable.slice(-5);
    expect(whyNotSendable(template(card?.template))?.params).toEqual({ kinds: 'hologram, teleport' });
  });
});

describe('readTemplate', () => {
  const read = (index: number) => template(otherForms[index]?.template);

  it('reads the older list as the newer one', () => {
    expect(read(0)).toMatchObject({
      id: '9200',
      status: 'APPROVED',
      quality: 'GREEN',
      parameterFormat: 'named',
      body: { variables: [{ name: 'first_name', sample: 'Ana' }] },
    });
    expect(read(0).rejectedReason).toBeUndefined();
  });

  it('keeps samples of texts, addresses and codes', () => {
    const samples = (index: number, from: { template: unknown }[]) =>
      variablesOf(template(from[index]?.template)).map(({ sample }) => sample);
    expect(samples(1, texts)).toEqual(['Ana', '4711']);
    expect(samples(10, texts)).toEqual(['4711', 'Ana']);
    expect(samples(1, buttons)).toEqual(['4711']);
    expect(samples(3, buttons)).toEqual(['Ana', 'a1']);
    expect(samples(5, buttons)).toEqual(['TEE25']);
  });

  it('tells why a template was rejected', () => {
    const rejected = {
      name: 'a',
      language: 'de',
      status: 'REJECTED',
      components: [],
      rejected_reason: 'SCAM',
    };
    expect(template(rejected)).toMatchObject({ id: 'a/de', rejectedReason: 'SCAM', category: 'UNKNOWN' });
  });

  it.each([undefined, null, 7, 'a', {}, { name: 'a' }, { name: 'a', language: 'de', status: 'APPROVED' }])(
    'is no template: %j',
    (input) => {
      expect(readTemplate(input)).toBeUndefined();
    },
  );
});
