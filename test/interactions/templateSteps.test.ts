import type { TemplateDraft } from '../../src/domain/templateDraft';
import { OpenFormRecords } from '../../src/rocketchat/records/openForms';
import { Records } from '../../src/rocketchat/records/records';
import { checkDraft } from '../../src/whatsapp/template/draft/check';
import { FakePersistence } from '../support/fakePersistence';
import { aNumber, ManualClock } from '../support/fakes';
import { CLIENTS, Desktop } from '../support/forms';

const FILES = [
  { id: 'file-1', name: 'green.png', mimeType: 'image/png' },
  { id: 'file-2', name: 'black.png', mimeType: 'image/png' },
];
const CONTENT = {
  templateName: 'tea_arrived',
  templateLanguage: 'en',
  templateBody: 'Hello {{1}}, your tea is here.',
  templateSamples: 'Ana',
};
const CAROUSEL = {
  templateName: 'teas',
  templateLanguage: 'en',
  templateBody: 'Our teas:',
  templateCard1File: 'file-1',
  templateCard1Body: 'Green',
  templateCard1Buttons: 'More',
  templateCard2File: 'file-2',
  templateCard2Body: 'Black',
};

describe.each(CLIENTS)('The form of a template in the %s client', (client) => {
  let desktop: Desktop;
  let made: TemplateDraft[];
  let isConnected: boolean;
  let database: FakePersistence;

  beforeEach(() => {
    made = [];
    isConnected = true;
    database = new FakePersistence();
    desktop = new Desktop(client, {
      numbers: { byId: () => Promise.resolve(isConnected ? aNumber({ id: 'number-1' }) : undefined) },
      openForms: new OpenFormRecords(new Records(...database.asAccessors()), new ManualClock()),
      roomFiles: { recent: () => Promise.resolve(FILES) },
      setupRoom: { id: () => Promise.resolve('setup') },
      templateManagement: {
        check: (_: unknown, draft: TemplateDraft) => Promise.resolve(checkDraft(draft)),
        create: (_: unknown, draft: TemplateDraft) => {
          made.push(draft);
          return Promise.resolve({});
        },
      },
    });
  });

  afterEach(() => {
    expect(desktop.log.lines).toEqual([]);
  });

  it('shows a preview once, and once more after a change, before anything is made', async () => {
    await desktop.click('template-kind', 'number-1/content/UTILITY');
    await desktop.submit(CONTENT);
    expect(desktop.words).toContain('Hello Ana, your tea is here.');
    await desktop.submit({ templateSamples: 'Mara' });
    expect(desktop.words).toContain('Hello Mara, your tea is here.');
    expect(made).toEqual([]);
    await desktop.submit();
    expect(desktop.view).toBeUndefined();
    expect(made).toMatchObject([{ name: 'tea_arrived', samples: ['Mara'] }]);
  });

  it('of which another one is open keeps its own preview', async () => {
    await desktop.click('template-kind', 'number-1/content/UTILITY');
    await desktop.submit(CONTENT);
    await desktop.click('template-kind', 'number-1/content/UTILITY');
    await desktop.submit(CONTENT);
    expect(desktop.words).toContain('Hello Ana, your tea is here.');
    expect(made).toEqual([]);
  });

  it('has the cards that were added, and shows the preview anew with one less', async () => {
    await desktop.click('template-kind', 'number-1/carousel/MARKETING');
    const cards = (count: number) => desktop.click('template-cards', `${count} ${desktop.view!.id}`);
    await cards(3);
    await desktop.submit({ ...CAROUSEL, templateCard3File: 'file-1', templateCard3Body: 'White' });
    expect(desktop.words).toContain('White');
    await cards(2);
    await desktop.submit();
    expect(made).toEqual([]);
    await desktop.submit();
    expect(made).toMatchObject([{ cards: [{ body: 'Green' }, { body: 'Black' }] }]);
  });

  it('is not held up by a last card that is empty', async () => {
    await desktop.click('template-kind', 'number-1/carousel/MARKETING');
    await desktop.click('template-cards', `4 ${desktop.view!.id}`);
    await desktop.submit({ ...CAROUSEL, templateCard3File: 'file-1', templateCard3Body: 'White' });
    await desktop.submit();
    expect(made[0]?.cards).toMatchObject([{ body: 'Green' }, { body: 'Black' }, { body: 'White' }]);
  });

  it('needs two cards, also where nothing is entered', async () => {
    await desktop.click('template-kind', 'number-1/carousel/MARKETING');
    const { templateName, templateLanguage, templateBody } = CAROUSEL;
    await desktop.submit({ templateName, templateLanguage, templateBody });
    expect(desktop.errors).toMatchObject({
      templateCard1File: expect.stringContaining('Choose an example file') as string,
      templateCard2File: expect.stringContaining('Choose an example file') as string,
    });
  });
});
