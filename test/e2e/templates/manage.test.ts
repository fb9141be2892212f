import type { OpenView } from '../../../simulator/rocketchat/client/views';
import type { WebClient } from '../../../simulator/rocketchat/client/webClient';
import type { Town } from '../../../simulator/town';
import { quiet, runJob } from '../support/actions';
import { eventually } from '../support/room';
import { leave, townWithApp } from '../support/town';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const CONTENT = {
  templateBody: 'Hallo {{1}}, dein Tee ist da.',
  templateSamples: 'Ana',
  templateButtons: 'Danke\nVerfolgen | https://teehaus.example/{{1}} | 4711',
};

describe('Templates that are made in Rocket.Chat', () => {
  let town: Town;
  let admin: WebClient;

  beforeAll(async () => {
    town = await townWithApp({ instances: 2 });
    await town.connect();
    admin = await town.client('admin');
  });

  afterAll(() => leave(town));

  const words = (view: OpenView): string => JSON.stringify(view.view.blocks);
  const made = (name: string) =>
    town.dialog360.templates.list(town.people.production).find((template) => template.name === name);

  async function openList(client: WebClient, search = ''): Promise<OpenView> {
    const { _id } = await client.room('general');
    await client.runCommand(_id, `/whatsapp view-templates ${search}`);
    return client.waitForView('view-templates');
  }

  async function openForm(): Promise<OpenView> {
    await admin.clickBlock(await openList(admin), 'template-create');
    const kinds = await form('template-kind');
    await admin.clickBlock(kinds, 'template-kind', `${kinds.id.split(':')[1]}/content/UTILITY`);
    return form('template-new');
  }

  async function openTemplate(name: string): Promise<OpenView> {
    const list = await openList(admin, name);
    await eventually(`${name} in the list`, async () => {
      await admin.clickBlock(list, 'template-search', name);
      return words(list).includes(`*${name}*`);
    });
    await admin.clickBlock(list, 'template-show');
    return admin.waitForView('template');
  }

  async function form(prefix: string): Promise<OpenView> {
    const find = (): OpenView | undefined => admin.views.find(({ id }) => id.startsWith(`${prefix}:`));
    await eventually(`the form ${prefix}`, () => find() !== undefined);
    return find()!;
  }

  async function setupMessage(match: string): Promise<void> {
    const room = await admin.room('omnichannel-whatsapp-setup');
    await admin.waitForMessage(room._id, match);
  }

  it('are checked before WhatsApp sees them', async () => {
    const view = await openForm();
    await admin.submitView(view.id, {
      ...CONTENT,
      templateName: 'Tea Arrived',
      templateLanguage: 'de',
      templateBody: '{{1}} dein Tee',
      templateSamples: '',
    });
    expect(view.errors).toMatchObject({
      templateName: expect.stringContaining('small letters'),
      templateBody: expect.stringContaining('begin or end'),
      templateSamples: expect.stringContaining('an example for every blank'),
    });
    await admin.closeView(view.id);
  });

  it('are shown, submitted, and told of when WhatsApp approves them', async () => {
    const view = await openForm();
    const entered = { ...CONTENT, templateName: 'tea_arrived', templateLanguage: 'de' };
    await admin.submitView(view.id, entered);
    expect(words(view)).toContain('Hallo Ana, dein Tee ist da.');
    expect(words(view)).toContain('https://teehaus.example/4711');
    expect(made('tea_arrived')).toBeUndefined();
    await admin.submitView(view.id, { templateSamples: 'Mara' });
    expect(words(view)).toContain('Hallo Mara, dein Tee ist da.');
    expect(made('tea_arrived')).toBeUndefined();
    await admin.submitView(view.id);
    expect(admin.views.filter(({ surface }) => surface === 'modal')).toEqual([]);
    expect(made('tea_arrived')).toMatchObject({
      status: 'PENDING',
      language: 'de',
      components: [
        { type: 'BODY', example: { body_text: [['Mara']] } },
        { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY' }, { type: 'URL' }] },
      ],
    });
    await town.dialog360.templates.review(made('tea_arrived')!, 'APPROVED');
    await setupMessage('tea_arrived');
    await setupMessage('was approved and can be sent now');
    await runJob(town, 'refresh-templates');
    await quiet(town);
    const told = await town.rocketchat.store.messages.findAsync({ msg: /tea_arrived.*was approved/ });
    expect(told).toHaveLength(1);
  });

  it('that WhatsApp refuses or rejects say why, and are edited', async () => {
    const view = await openForm();
    const entered = { ...CONTENT, templateName: 'tea_sale', templateLanguage: 'de' };
    await admin.submitView(view.id, entered);
    town.dialog360.faults.add({ kind: 'graph-error', code: 100, details: 'Too spammy', times: 1 });
    await admin.submitView(view.id);
    expect(view.errors.templateName).toContain('Too spammy');
    await admin.submitView(view.id);
    // Where 360dialog sends no word of templates, the list tells.
    const template = made('tea_sale')!;
    Object.assign(template, { status: 'REJECTED', rejected_reason: 'PROMOTIONAL' });
    await quiet(town);
    const list = await openList(admin, 'tea_sale');
    await admin.clickBlock(list, 'template-refresh');
    await setupMessage('was rejected. Reason: it promotes something');
    await eventually('the reason in the list', () => words(list).includes('it promotes something'));

    await admin.clickBlock(await openTemplate('tea_sale'), 'template-edit');
    const edit = await form('template-edit');
    await admin.submitView(edit.id, { templateBody: 'Hallo {{1}}, wir haben Tee.' });
    await admin.submitView(edit.id);
    expect(made('tea_sale')).toMatchObject({
      status: 'PENDING',
      components: [{ text: 'Hallo {{1}}, wir haben Tee.' }, {}],
    });
  });

  it('have a picture above them, with an example from the setup room', async () => {
    const room = await admin.room('omnichannel-whatsapp-setup');
    await admin.upload(room._id, { name: 'tea.png', type: 'image/png', bytes: PIXEL });
    const view = await openForm();
    const entered = { ...CONTENT, templateName: 'tea_poster', templateLanguage: 'de' };
    await admin.submitView(view.id, { ...entered, templateHeader: 'image' });
    expect(view.errors.templateHeaderFile).toContain('Choose an example file');
    const fileField = view.view.blocks.find(({ blockId }) => blockId === 'templateHeaderFile');
    const choice = fileField?.element?.options?.find(({ text }) => JSON.stringify(text).includes('tea.png'));
    await admin.submitView(view.id, { templateHeaderFile: choice?.value });
    await admin.submitView(view.id);
    expect(made('tea_poster')).toMatchObject({
      components: [
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: [expect.stringContaining('4::')] } },
        { type: 'BODY' },
        { type: 'BUTTONS' },
      ],
    });
  });

  it('are copied to another language', async () => {
    await admin.clickBlock(await openTemplate('tea_arrived'), 'template-duplicate');
    const view = await form('template-new');
    await admin.submitView(view.id, { templateLanguage: 'de' });
    expect(view.errors.templateLanguage).toContain('in this language already');
    await admin.submitView(view.id, {
      templateLanguage: 'en',
      templateBody: 'Hello {{1}}, your tea is here.',
    });
    await admin.submitView(view.id);
    const languages = town.dialog360.templates
      .list(town.people.production)
      .filter(({ name }) => name === 'tea_arrived')
      .map(({ language }) => language);
    expect(languages).toEqual(['de', 'en']);
  });

  it('are deleted, one language at a time, after a question', async () => {
    await quiet(town);
    await runJob(town, 'refresh-templates');
    await admin.clickBlock(await openTemplate('tea_arrived'), 'template-delete');
    const question = await form('template-delete');
    expect(words(question)).toContain('tea_arrived (de)');
    await admin.submitView(question.id);
    expect(made('tea_arrived')).toMatchObject({ language: 'en' });
  });

  it('are nothing for agents, also by an old button', async () => {
    const agent = await town.client('agent.ana');
    const list = await openList(agent);
    expect(words(list)).not.toContain('template-create');
    const mine = await openList(admin);
    await agent.clickBlock(
      Object.assign(Object.create(mine) as OpenView, { enter: () => undefined }),
      'template-create',
    );
    expect(agent.views.map(({ id }) => id)).toEqual(['view-templates']);
  });
});
