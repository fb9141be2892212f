import type { Template } from '../../src/domain/template';
import type { TemplateDraft } from '../../src/domain/templateDraft';
import { OpenFormRecords } from '../../src/rocketchat/records/openForms';
import { Records } from '../../src/rocketchat/records/records';
import { checkDraft } from '../../src/whatsapp/template/draft/check';
import { writeDraft } from '../../src/whatsapp/template/draft/write';
import { readTemplate } from '../../src/whatsapp/template/read';
import { FakePersistence } from '../support/fakePersistence';
import { aNumber, ManualClock } from '../support/fakes';
import { CLIENTS, Desktop } from '../support/forms';

const FILES = [{ id: 'file-1', name: 'tea.png', mimeType: 'image/png' }];

/** @param length of the link, of which each card has two, and of its example */
function buttons(length: number, sample = length): string {
  const address = 'https://teehaus.example/'.padEnd(length - '{{1}}'.length, 'x');
  return `Buy | ${address}{{1}} | ${'x'.repeat(sample)}\nMore | ${address}`;
}

/** What is entered into the form of a carousel with ten cards. */
function carousel(length: number): Record<string, string> {
  const cards = Array.from({ length: 10 }, (_, index) => ({
    [`templateCard${index + 1}File`]: 'file-1',
    [`templateCard${index + 1}Body`]: 'Tea',
    [`templateCard${index + 1}Buttons`]: buttons(length),
  }));
  const base = { templateName: 'teas', templateLanguage: 'en', templateBody: 'Our teas: '.repeat(100) };
  return Object.assign(base, ...cards) as Record<string, string>;
}

/** A carousel that somebody has made elsewhere. */
function existing(length: number): Template {
  const body = 'Tea';
  const [buy, more] = buttons(length).split('\n');
  const [, url = '', sample = ''] = buy!.split(' | ');
  const draft: TemplateDraft = {
    kind: 'carousel',
    name: 'teas',
    language: 'en',
    category: 'MARKETING',
    body: 'Our teas',
    samples: [],
    buttons: [],
    cards: Array.from({ length: 10 }, () => ({
      body,
      handle: 'handle',
      samples: [],
      buttons: [
        { kind: 'url', text: 'Buy', url, sample },
        { kind: 'url', text: 'More', url: more!.split(' | ')[1]! },
      ],
    })),
  };
  return readTemplate({ ...writeDraft(draft), id: '1', status: 'REJECTED' })!;
}

describe.each(CLIENTS)('A form that the host would not take back, in the %s client', (client) => {
  let desktop: Desktop;
  let made: TemplateDraft[];
  let template: Template;

  beforeEach(() => {
    made = [];
    const number = aNumber({ id: 'number-1' });
    desktop = new Desktop(client, {
      numbers: { byId: () => Promise.resolve(number) },
      openForms: new OpenFormRecords(new Records(...new FakePersistence().asAccessors()), new ManualClock()),
      roomFiles: { recent: () => Promise.resolve(FILES) },
      setupRoom: { id: () => Promise.resolve('setup') },
      templates: { known: () => Promise.resolve({ templates: [template] }) },
      templateManagement: {
        check: (_: unknown, draft: TemplateDraft) => Promise.resolve(checkDraft(draft)),
        create: (_: unknown, draft: TemplateDraft) => {
          made.push(draft);
          return Promise.resolve({});
        },
      },
    });
  });

  it('is not opened, but told of', async () => {
    template = existing(1_900);
    await desktop.click('template-edit', 'number-1/1');
    expect(desktop.view).toBeUndefined();
    expect(desktop.notices.users).toMatchObject([{ username: 'admin', sentence: { key: 'view.tooBig' } }]);
    template = existing(900);
    await desktop.click('template-edit', 'number-1/1');
    expect(desktop.view).toBeDefined();
  });

  it('is not shown with a preview, but stays as it is, with the reason at its longest field', async () => {
    await desktop.click('template-kind', 'number-1/carousel/MARKETING');
    await desktop.click('template-cards', `10 ${desktop.view!.id}`);
    await desktop.submit({ ...carousel(1_990), templateCard7Buttons: buttons(1_990, 16_000) });
    expect(desktop.errors).toEqual({
      templateCard7Buttons: expect.stringContaining('too big with everything that is entered') as string,
    });
    await desktop.submit(carousel(1_000));
    expect(desktop.errors).toEqual({});
    expect(desktop.words).toContain('Card 10');
    await desktop.submit();
    expect(made).toHaveLength(1);
  });
});
