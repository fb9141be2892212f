import { failed, ok } from '../../../src/domain/failure';
import type { Template } from '../../../src/domain/template';
import { settle, startServer, World } from '../../support/bridge';
import { aFailure, aNumber } from '../../support/fakes';

const NUMBER = aNumber();
const MINUTE = 60_000;

// The inbox looks for other servers every few seconds for as long as the process lives.
beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

function aTemplate(name: string, overrides: Partial<Template> = {}): Template {
  return {
    id: `id.${name}`,
    name,
    language: 'de',
    status: 'APPROVED',
    category: 'UTILITY',
    quality: 'UNKNOWN',
    parameterFormat: 'positional',
    body: { text: 'Hallo {{1}}', variables: [{ name: '1' }] },
    buttons: [],
    cards: [],
    unknown: [],
    ...overrides,
  };
}

async function aWorld() {
  const world = new World();
  const [one, two] = [startServer(world), startServer(world)];
  await one.numbers.save(NUMBER);
  const names = async (server = one) => (await server.templates.of(NUMBER)).templates.map(({ name }) => name);
  return { world, one, two, names };
}

describe('the templates of a number', () => {
  it('are fetched when they are asked for first, and not again', async () => {
    const { world, names } = await aWorld();
    world.api.templatesAnswer = ok([aTemplate('b'), aTemplate('a')]);
    expect(await names()).toEqual(['a', 'b']);
    expect(await names()).toEqual(['a', 'b']);
    expect(world.api.templateQuestions).toBe(1);
  });

  it('are 500 without trouble, and a refresh writes only what changed', async () => {
    const { world, one, names } = await aWorld();
    const many = Array.from({ length: 500 }, (_, index) => aTemplate(`t${String(index).padStart(3, '0')}`));
    world.api.templatesAnswer = ok(many);
    expect(await names()).toHaveLength(500);
    const changed = many.map((template, index) =>
      index === 7 ? { ...template, status: 'PAUSED' } : template,
    );
    world.api.templatesAnswer = ok(changed.slice(0, 499));
    const before = world.database.calls;
    await one.templates.refresh(NUMBER);
    expect(world.database.calls - before).toBeLessThan(10);
    expect(await names()).toHaveLength(499);
    expect(await one.templates.find(NUMBER, 't007', 'de')).toMatchObject({ status: 'PAUSED' });
  });

  it('are read from memory with one question to the database', async () => {
    const { world, names } = await aWorld();
    world.api.templatesAnswer = ok([aTemplate('a')]);
    await names();
    await names();
    const before = world.database.calls;
    await names();
    expect(world.database.calls - before).toBe(1);
  });

  it('stay when they cannot be refreshed, with their age and the reason', async () => {
    const { world, one } = await aWorld();
    world.api.templatesAnswer = ok([aTemplate('a')]);
    const syncedAt = (await one.templates.of(NUMBER)).syncedAt;
    world.clock.advance(MINUTE);
    world.api.templatesAnswer = failed(aFailure({ human: { key: 'failure.bad-key' } }));
    expect(await one.templates.refresh(NUMBER)).toMatchObject({ ok: false });
    expect(await one.templates.of(NUMBER)).toMatchObject({
      templates: [{ name: 'a' }],
      syncedAt,
      triedAt: syncedAt! + MINUTE,
      problem: { key: 'failure.bad-key' },
    });
    world.clock.advance(MINUTE);
    world.api.templatesAnswer = ok([]);
    await one.templates.refresh(NUMBER);
    const list = await one.templates.of(NUMBER);
    expect(list).toEqual({
      templates: [],
      syncedAt: syncedAt! + 2 * MINUTE,
      triedAt: syncedAt! + 2 * MINUTE,
    });
  });

  it('are told apart by language', async () => {
    const { world, one } = await aWorld();
    world.api.templatesAnswer = ok([aTemplate('a'), aTemplate('a', { id: '2', language: 'en' })]);
    expect(await one.templates.find(NUMBER, 'a', 'en')).toMatchObject({ id: '2' });
    expect(await one.templates.find(NUMBER, 'a', 'fr')).toBeUndefined();
  });

  it('go with their number, also when the answer comes after it is gone', async () => {
    const { world, one } = await aWorld();
    world.api.templatesAnswer = ok([aTemplate('a')]);
    await one.templates.of(NUMBER);
    await one.numbers.remove(NUMBER.id);
    await one.templates.refresh(NUMBER);
    expect(
      world.database.docs.filter(({ associations }) => associations.join().includes('template')),
    ).toEqual([]);
  });
});

describe('two servers', () => {
  it('see what the other one fetched', async () => {
    const { world, one, two, names } = await aWorld();
    world.api.templatesAnswer = ok([aTemplate('a')]);
    await names(one);
    await names(two);
    world.clock.advance(1);
    world.api.templatesAnswer = ok([aTemplate('a', { status: 'PAUSED' }), aTemplate('b')]);
    await one.templates.refresh(NUMBER);
    expect(await names(two)).toEqual(['a', 'b']);
    expect(await two.templates.find(NUMBER, 'a', 'de')).toMatchObject({ status: 'PAUSED' });
  });

  it('that fetch at the same moment leave each template once', async () => {
    const { world, one, two, names } = await aWorld();
    world.api.templatesAnswer = ok([aTemplate('a'), aTemplate('b')]);
    await Promise.all([one.templates.refresh(NUMBER), two.templates.refresh(NUMBER)]);
    expect(await names(one)).toEqual(['a', 'b']);
    expect(await names(two)).toEqual(['a', 'b']);
    world.clock.advance(1);
    world.api.templatesAnswer = ok([aTemplate('b', { status: 'PAUSED' })]);
    await Promise.all([one.templates.refresh(NUMBER), two.templates.refresh(NUMBER)]);
    expect(await names(one)).toEqual(['b']);
    expect(await two.templates.find(NUMBER, 'b', 'de')).toMatchObject({ status: 'PAUSED' });
  });
});

describe('a refresh', () => {
  it('is one question, whoever asks meanwhile', async () => {
    const { world, one } = await aWorld();
    await Promise.all([one.templates.refresh(NUMBER), one.templates.refresh(NUMBER)]);
    expect(world.api.templateQuestions).toBe(1);
  });

  it('comes by itself when the list is as old as the settings say, and not where they say never', async () => {
    const { world, one } = await aWorld();
    await one.templates.refreshDue();
    world.clock.advance(30 * MINUTE - 1);
    await one.templates.refreshDue();
    expect(world.api.templateQuestions).toBe(1);
    world.clock.advance(1);
    await one.templates.refreshDue();
    expect(world.api.templateQuestions).toBe(2);
    world.settings.templateRefreshMinutes = 0;
    world.clock.advance(60 * MINUTE);
    await one.templates.refreshDue();
    expect(world.api.templateQuestions).toBe(2);
  });

  it('that failed is tried again after the same time, not at once', async () => {
    const { world, one } = await aWorld();
    world.api.templatesAnswer = failed(aFailure());
    await one.templates.refreshDue();
    world.clock.advance(MINUTE);
    await one.templates.refreshDue();
    expect(world.api.templateQuestions).toBe(1);
    world.clock.advance(30 * MINUTE);
    await one.templates.refreshDue();
    expect(world.api.templateQuestions).toBe(2);
  });

  const topics = [
    'message_template_status_update',
    'message_template_quality_update',
    'message_template_components_update',
    'template_category_update',
  ];
  it.each(topics)('follows %s', async (topic) => {
    const { world, one } = await aWorld();
    const event = { event: 'notice' as const, topic, facts: { template: 'a', event: 'APPROVED' } };
    await one.inbound.accept(NUMBER, [{ event }]);
    await settle();
    expect(world.api.templateQuestions).toBe(1);
  });

  it('follows no other notice', async () => {
    const { world, one } = await aWorld();
    const event = { event: 'notice' as const, topic: 'account_alerts', facts: { details: 'x' } };
    await one.inbound.accept(NUMBER, [{ event }]);
    await settle();
    expect(world.api.templateQuestions).toBe(0);
  });

  it.each([
    [132001, 1],
    [132015, 1],
    [132016, 1],
    [132000, 0],
    [131047, 0],
  ])('after a message that failed with %d: %d', async (code, questions) => {
    const { world, one } = await aWorld();
    one.templates.sendFailed(NUMBER.id, code);
    await settle();
    expect(world.api.templateQuestions).toBe(questions);
  });

  it('is asked for again when something changes while an answer is under way, once', async () => {
    const { world, one } = await aWorld();
    const running = one.templates.refresh(NUMBER);
    one.templates.refreshSoon(NUMBER.id);
    one.templates.refreshSoon(NUMBER.id);
    await running;
    await settle();
    expect(world.api.templateQuestions).toBe(2);
  });
});
