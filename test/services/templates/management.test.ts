import { failed, ok } from '../../../src/domain/failure';
import type { Template } from '../../../src/domain/template';
import type { TemplateDraft } from '../../../src/domain/templateDraft';
import { settle, startServer, World } from '../../support/bridge';
import { aFailure, aNumber } from '../../support/fakes';

const NUMBER = aNumber();
const MINUTE = 60_000;

const DRAFT: TemplateDraft = {
  kind: 'content',
  name: 'order_sent',
  language: 'de',
  category: 'UTILITY',
  body: 'Hallo {{1}}, sie ist da.',
  samples: ['Ana'],
  buttons: [],
};

const MADE: Template = {
  id: 'made-1',
  name: 'order_sent',
  language: 'de',
  status: 'PENDING',
  category: 'UTILITY',
  quality: 'UNKNOWN',
  parameterFormat: 'positional',
  body: { text: 'Hallo {{1}}, sie ist da.', variables: [{ name: '1', sample: 'Ana' }] },
  buttons: [],
  cards: [],
  unknown: [],
};

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

async function aWorld(templates: Template[] = []) {
  const world = new World();
  const [one, two] = [startServer(world), startServer(world)];
  await one.numbers.save(NUMBER);
  world.api.templatesAnswer = ok(templates);
  await one.templates.of(NUMBER);
  const told = (): string[] => world.notices.admins.map((sentence) => JSON.stringify(sentence));
  return { world, one, two, told };
}

describe('a new template', () => {
  it('is submitted, and the list fetched anew', async () => {
    const { world, one } = await aWorld();
    world.api.templatesAnswer = ok([MADE]);
    expect(await one.templateManagement.create(NUMBER, DRAFT)).toEqual({});
    await settle();
    expect(world.api.drafts).toEqual([DRAFT]);
    expect(await one.templates.find(NUMBER, 'order_sent', 'de')).toMatchObject({ status: 'PENDING' });
  });

  it('that WhatsApp would refuse is not submitted', async () => {
    const { world, one } = await aWorld();
    const errors = await one.templateManagement.create(NUMBER, { ...DRAFT, body: '' });
    expect(errors).toMatchObject({ body: { key: 'draft.bodyMissing' } });
    expect(world.api.drafts).toEqual([]);
  });

  it('needs another language where its name is taken', async () => {
    const { one } = await aWorld([MADE]);
    expect(await one.templateManagement.create(NUMBER, DRAFT)).toMatchObject({
      language: { key: 'draft.taken' },
    });
    expect(await one.templateManagement.create(NUMBER, { ...DRAFT, language: 'en' })).toEqual({});
  });

  it('that WhatsApp refuses says why', async () => {
    const { world, one } = await aWorld();
    world.api.createAnswer = failed(aFailure({ human: { key: 'failure.too-fast' } }));
    expect(await one.templateManagement.create(NUMBER, DRAFT)).toEqual({
      name: { key: 'draft.refused', params: { reason: { key: 'failure.too-fast' } } },
    });
  });
});

describe('a picture above the message', () => {
  const header = { kind: 'image' as const, file: { id: 'file-1', name: 'tee.png', mimeType: 'image/png' } };

  it('is uploaded as an example before the template is submitted', async () => {
    const { world, one } = await aWorld();
    world.livechat.files.set('file-1', Buffer.from('png'));
    expect(await one.templateManagement.create(NUMBER, { ...DRAFT, header })).toEqual({});
    expect(world.api.samples).toEqual([
      { bytes: Buffer.from('png'), filename: 'tee.png', mimeType: 'image/png' },
    ]);
    expect(world.api.drafts).toEqual([{ ...DRAFT, header: { ...header, handle: 'handle-1' } }]);
  });
});

describe('the files of a carousel', () => {
  const card = (id: string) => {
    const file = { id, name: `${id}.png`, mimeType: 'image/png' };
    return { file, body: '', samples: [], buttons: [] };
  };
  const cards = [card('green'), card('black'), card('green')];
  const carousel: TemplateDraft = { ...DRAFT, kind: 'carousel', category: 'MARKETING', cards };

  it('are uploaded once each, and stand on their cards', async () => {
    const { world, one } = await aWorld();
    world.livechat.files.set('green', Buffer.from('g')).set('black', Buffer.from('b'));
    expect(await one.templateManagement.create(NUMBER, carousel)).toEqual({});
    expect(world.api.samples.map(({ bytes }) => String(bytes))).toEqual(['g', 'b']);
    const handles = world.api.drafts.flatMap((draft) => draft.cards?.map(({ handle }) => handle));
    expect(handles).toEqual(['handle-1', 'handle-2', 'handle-1']);
  });

  it('that cannot be uploaded say so at their card', async () => {
    const { world, one } = await aWorld();
    world.livechat.files.set('green', Buffer.from('g')).set('black', Buffer.from('b'));
    world.api.sampleAnswers = [ok('handle-1'), failed(aFailure({ human: { key: 'failure.too-fast' } }))];
    expect(await one.templateManagement.create(NUMBER, carousel)).toMatchObject({
      card2File: { key: 'draft.refused' },
    });
    expect(world.api.drafts).toEqual([]);
  });
});

describe('a template that is there', () => {
  const statuses: [status: string, keepsCategory: boolean | undefined][] = [
    ['APPROVED', true],
    ['REJECTED', false],
    ['PAUSED', false],
    ['PENDING', undefined],
    ['DISABLED', undefined],
  ];
  it.each(statuses)('that is %s', async (status, keepsCategory) => {
    const template = { ...MADE, status };
    const { world, one } = await aWorld([template]);
    const errors = await one.templateManagement.edit(NUMBER, template, DRAFT);
    if (keepsCategory === undefined) {
      expect(errors).toEqual({ body: { key: 'draft.notEditable' } });
      expect(world.api.edits).toEqual([]);
    } else {
      expect(errors).toEqual({});
      expect(world.api.edits).toEqual([{ id: 'made-1', draft: DRAFT, keepsCategory }]);
    }
  });

  const unwritable: [label: string, changes: Partial<Template>][] = [
    ['cards without pictures', { cards: [{ buttons: [] }] }],
    ['an offer', { offer: { text: 'bald' } }],
    [
      'a form and another button',
      {
        buttons: [
          { kind: 'flow', text: 'Los' },
          { kind: 'quickReply', text: 'Nein' },
        ],
      },
    ],
    ['a question for the permission to call', { asksToCall: true }],
    ['something unknown', { unknown: ['HOLOGRAM'] }],
  ];
  it.each(unwritable)('with %s is not changed: our form would lose it', async (_, changes) => {
    const template = { ...MADE, status: 'APPROVED', ...changes };
    const { world, one } = await aWorld([template]);
    expect(await one.templateManagement.edit(NUMBER, template, DRAFT)).toEqual({
      body: { key: 'draft.notWritable' },
    });
    expect(world.api.edits).toEqual([]);
  });

  it('is deleted by its id', async () => {
    const { world, one } = await aWorld([MADE]);
    expect(await one.templateManagement.remove(NUMBER, MADE)).toBeUndefined();
    expect(world.api.deleted).toEqual(['made-1']);
  });
});

describe("WhatsApp's decision on what was submitted here", () => {
  async function submitted() {
    const parts = await aWorld();
    parts.world.api.templatesAnswer = ok([MADE]);
    await parts.one.templateManagement.create(NUMBER, DRAFT);
    await settle();
    parts.world.clock.advance(MINUTE);
    return parts;
  }

  const rejected: Template = { ...MADE, status: 'REJECTED', rejectedReason: 'INVALID_FORMAT' };
  const notice = {
    event: 'notice' as const,
    topic: 'message_template_status_update',
    facts: { template: 'order_sent', language: 'de', event: 'REJECTED', reason: 'INVALID_FORMAT' },
  };

  it('is told from the list where WhatsApp sends no word, with the reason and once over two servers', async () => {
    const { world, one, two, told } = await submitted();
    world.api.templatesAnswer = ok([rejected]);
    await Promise.all([one.templates.refresh(NUMBER), two.templates.refresh(NUMBER)]);
    await one.templates.refresh(NUMBER);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('account.template-REJECTED');
    expect(told()[0]).toContain('account.reason-INVALID_FORMAT');
  });

  it('is not told again where WhatsApp sent word', async () => {
    const { world, one, told } = await submitted();
    world.api.templatesAnswer = ok([rejected]);
    await one.inbound.accept(NUMBER, [{ event: notice }]);
    await settle();
    await one.templates.refresh(NUMBER);
    expect(told()).toHaveLength(1);
  });

  const words: [label: string, facts: Record<string, string>][] = [
    ['by its name', {}],
    ['by its id, at another number of the account', { templateId: 'made-1', template: 'renamed' }],
  ];
  it.each(words)('is not told again when word comes after the list, known %s', async (_, facts) => {
    const { world, one, two, told } = await submitted();
    world.api.templatesAnswer = ok([rejected]);
    await one.templates.refresh(NUMBER);
    expect(told()).toHaveLength(1);
    const late = { ...notice, facts: { ...notice.facts, ...facts }, at: world.clock.now() };
    await two.inbound.accept(NUMBER, [{ event: late }]);
    await settle();
    expect(told()).toHaveLength(1);
  });

  it.each([
    ['the list', 'word'],
    ['word', 'the list'],
  ])('is told once when %s is just being told on one server and %s comes to the other', async (first) => {
    const { world, one, two, told } = await submitted();
    world.api.templatesAnswer = ok([rejected]);
    const word = { ...notice, at: world.clock.now() };
    const hear = (server: typeof one) => server.inbound.accept(NUMBER, [{ event: word }]);
    let release!: () => void;
    const reached = new Promise<void>((atBarrier) => {
      const tell = world.notices.toAdmins.bind(world.notices);
      jest.spyOn(world.notices, 'toAdmins').mockImplementationOnce(async (...said) => {
        atBarrier();
        await new Promise<void>((resolve) => (release = resolve));
        return tell(...said);
      });
    });
    const begun = first === 'word' ? hear(one) : one.templates.refresh(NUMBER);
    await reached;
    const other = first === 'word' ? two.templates.refresh(NUMBER) : hear(two);
    await settle(20);
    release();
    await Promise.all([begun, other]);
    await settle();
    expect(told()).toHaveLength(1);
  });

  it('is told again after another submission, and word of the first one that is late is not taken for it', async () => {
    const { world, one, told } = await submitted();
    world.api.templatesAnswer = ok([rejected]);
    const first = world.clock.now();
    await one.templates.refresh(NUMBER);
    world.clock.advance(10 * MINUTE);
    await one.templateManagement.edit(NUMBER, rejected, { ...DRAFT, body: 'Hallo {{1}}, jetzt aber.' });
    world.api.templatesAnswer = ok([MADE]);
    await settle();
    await one.inbound.accept(NUMBER, [{ event: { ...notice, at: first } }]);
    await settle();
    expect(told()).toHaveLength(1);
    world.clock.advance(10 * MINUTE);
    await one.inbound.accept(NUMBER, [{ event: { ...notice, at: world.clock.now() } }]);
    await settle();
    expect(told()).toHaveLength(2);
  });

  it('is told when it is about a template that was made elsewhere', async () => {
    const { one, two, told } = await submitted();
    const other = { ...notice, facts: { ...notice.facts, template: 'other', templateId: '77' }, at: 1 };
    await Promise.all([
      one.inbound.accept(NUMBER, [{ event: other }]),
      two.inbound.accept(NUMBER, [{ event: other }]),
    ]);
    await settle();
    expect(told()).toHaveLength(1);
  });

  it('is not told while it is open, and looked for every few minutes', async () => {
    const { world, one, told } = await submitted();
    const before = world.api.templateQuestions;
    await one.templates.refreshDue();
    expect(world.api.templateQuestions).toBe(before);
    world.clock.advance(3 * MINUTE);
    await one.templates.refreshDue();
    expect(world.api.templateQuestions).toBe(before + 1);
    expect(told()).toEqual([]);
  });
});
