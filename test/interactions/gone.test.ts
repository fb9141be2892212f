import type { ConnectedNumber } from '../../src/domain/number';
import { OpenFormRecords } from '../../src/rocketchat/records/openForms';
import { Records } from '../../src/rocketchat/records/records';
import type { View } from '../../src/interactions/views';
import { FakePersistence } from '../support/fakePersistence';
import { aNumber, ManualClock } from '../support/fakes';
import { CLIENTS, Desktop } from '../support/forms';

const NUMBER_GONE = 'This number is not connected any more.';
const TOO_OLD = 'This form is too old. Close it and begin again.';

const DRAFT = { id: 'draft-1', userId: 'user-1', step: 'recipient', recipient: '', search: '', page: 0 };

describe.each(CLIENTS)('What a form is about can go while it is open, in the %s client:', (client) => {
  let desktop: Desktop;
  let numbers: ConnectedNumber[];
  let decided: string[];

  beforeEach(() => {
    numbers = [aNumber({ id: 'number-1' })];
    decided = [];
    desktop = new Desktop(client, {
      disconnection: { disconnect: () => Promise.resolve(undefined) },
      numbers: {
        all: () => Promise.resolve(numbers),
        byId: (id: string) => Promise.resolve(numbers.find((one) => one.id === id)),
      },
      openForms: new OpenFormRecords(new Records(...new FakePersistence().asAccessors()), new ManualClock()),
      optOuts: {
        stopped: () => Promise.resolve([]),
        byId: () => Promise.resolve(undefined),
        decide: ({ id }: ConnectedNumber) => Promise.resolve(decided.push(id)),
      },
      profiles: { save: () => Promise.resolve(undefined) },
      roomFiles: { recent: () => Promise.resolve([]) },
      setupRoom: { id: () => Promise.resolve('setup') },
      templates: { known: () => Promise.resolve({ templates: [] }) },
      templateDialogue: {
        find: (id: string) => Promise.resolve(id === DRAFT.id ? DRAFT : undefined),
        address: () => Promise.reject(new Error('Nothing may be sent.')),
      },
      workspace: { departments: () => Promise.resolve([]) },
    });
  });

  afterEach(() => {
    expect(desktop.log.lines).toEqual([]);
  });

  /** Puts a view on the screen that was opened a while ago. */
  const show = (id: string): void => {
    desktop.view = { id, type: 'modal', blocks: [], title: {} } as unknown as View;
  };

  it.each([
    ['number-edit', 'number-9', 'edit.gone'],
    ['number-check', 'number-9', 'edit.gone'],
    ['number-disconnect', 'number-9', 'edit.gone'],
    ['number-texts', 'number-9', 'edit.gone'],
    ['profile-open', 'number-9', 'edit.gone'],
    ['profile-refresh', 'number-9', 'edit.gone'],
    ['template-create', 'number-9', 'draft.numberGone'],
    ['template-kind', 'number-9/content/UTILITY', 'draft.numberGone'],
    ['template-edit', 'number-1/template-9', 'draft.gone'],
    ['template-duplicate', 'number-1/template-9', 'draft.gone'],
    ['template-delete', 'number-1/template-9', 'draft.gone'],
    ['template-show', 'number-1/template-9', 'draft.gone'],
    ['template-cards', '3 template-new:unknown/number-1/carousel/MARKETING', 'send.gone'],
  ])('a click on %s of %s is answered by %s', async (action, value, key) => {
    await desktop.click(action, value);
    expect(desktop.view).toBeUndefined();
    expect(desktop.notices.users).toMatchObject([{ username: 'admin', sentence: { key } }]);
  });

  it('a search among the departments of a number that is gone is answered', async () => {
    show('edit-number:number-9');
    await desktop.click('number-department-search', 'support');
    expect(desktop.notices.users).toMatchObject([{ sentence: { key: 'edit.gone' } }]);
  });

  it.each([
    ['disconnect-number:number-9', NUMBER_GONE],
    ['template-delete:number-9/template-1', NUMBER_GONE],
    ['template-delete:number-1/template-9', 'This template does not exist any more.'],
  ])('the question %s says so in its place, and cannot be submitted again', async (id, sentence) => {
    show(id);
    await desktop.submit();
    expect(desktop.view?.id).toBe(id);
    expect(desktop.words).toContain(sentence);
    expect(desktop.view?.submit).toBeUndefined();
  });

  it.each([
    ['edit-number:number-9', 'apiKey', NUMBER_GONE],
    ['number-key:number-9', 'apiKey', NUMBER_GONE],
    ['number-texts:number-9/de', 'welcome', NUMBER_GONE],
    ['business-profile:number-9', 'about', NUMBER_GONE],
    ['template-new:unknown/number-9/content/UTILITY', 'templateName', NUMBER_GONE],
    ['template-new:unknown/number-1/content/UTILITY', 'templateName', TOO_OLD],
    [
      'template-edit:unknown/number-1/template-9',
      'templateCodeMethod',
      'This template does not exist any more.',
    ],
  ])('the form %s keeps what was entered, and says so at %s', async (id, field, sentence) => {
    show(id);
    await desktop.submit({ [field]: 'anything' });
    expect(desktop.errors).toEqual({ [field]: sentence });
    expect(desktop.view?.id).toBe(id);
  });

  it('no other number is told that a customer wants no marketing', async () => {
    show('opt-outs:number-9');
    await desktop.submit({ optOutPhone: '+49 151 23456789', optOutChoice: 'stop' });
    expect(desktop.errors).toEqual({ optOutPhone: NUMBER_GONE });
    await desktop.submit({ optOutNumber: 'number-9' });
    expect(desktop.errors).toEqual({ optOutNumber: NUMBER_GONE });
    expect(decided).toEqual([]);
    await desktop.submit({ optOutNumber: 'number-1' });
    expect(decided).toEqual(['number-1']);
  });

  it('a dialogue that is too old says so in its place', async () => {
    show('send-template:draft-9');
    await desktop.submit({ recipientPhone: '+49 151 23456789' });
    expect(desktop.words).toContain(TOO_OLD);
    expect(desktop.view?.submit).toBeUndefined();
  });

  it('no other number, and nobody of a department that is gone, gets a template to send', async () => {
    show('send-template:draft-1');
    await desktop.submit({ recipientPhone: '+49 151 23456789', recipientNumber: 'number-9' });
    expect(desktop.errors).toEqual({ recipientNumber: NUMBER_GONE });
    await desktop.submit({ recipientNumber: 'number-1', recipientDepartment: 'department-9' });
    expect(desktop.errors).toEqual({
      recipientDepartment: expect.stringContaining('does not exist any more') as string,
    });
  });
});
