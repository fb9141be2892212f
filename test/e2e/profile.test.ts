import type { WebClient } from '../../simulator/rocketchat/client/webClient';
import { waitFor } from '../../simulator/rocketchat/client/wait';
import type { Town } from '../../simulator/town';
import { eventually } from './support/room';
import { leave, townWithApp } from './support/town';

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

describe('The business profile', () => {
  let town: Town;
  let admin: WebClient;
  let setupRoom: string;

  beforeAll(async () => {
    town = await townWithApp();
    await town.connect();
    town.people.production.profile = { about: 'Tea since 1904', vertical: 'RETAIL' };
    admin = await town.client('admin');
    setupRoom = (await admin.room('omnichannel-whatsapp-setup'))._id;
  });

  afterAll(() => leave(town));

  const profile = () => town.people.production.profile;

  async function open() {
    await admin.runCommand(setupRoom, '/whatsapp profile');
    return waitFor(
      'the form',
      () => admin.views.find(({ id }) => id.startsWith('business-profile:')),
      () => '',
    );
  }

  it('is shown as it is and changed, with a picture from the room', async () => {
    await admin.upload(setupRoom, { name: 'logo.jpg', type: 'image/jpeg', bytes: JPEG });
    const form = await open();
    expect(JSON.stringify(form.view.blocks)).toContain('Tea since 1904');
    const file = await town.rocketchat.store.uploads.findOneAsync({ name: 'logo.jpg' });
    await admin.submitView(form.id, {
      description: 'A house of tea',
      website1: 'https://tea.example.org',
      pictureFile: file._id,
    });
    expect(admin.views).toEqual([]);
    expect(profile()).toMatchObject({
      about: 'Tea since 1904',
      description: 'A house of tea',
      websites: ['https://tea.example.org'],
      vertical: 'RETAIL',
      profile_picture_url: expect.stringContaining('https://') as unknown,
    });
    await admin.waitForMessage(setupRoom, 'changed the business profile');
  });

  it('shows errors at the fields, our own and those of WhatsApp', async () => {
    const form = await open();
    await admin.submitView(form.id, { about: 'a'.repeat(140), email: 'tea@' });
    expect(admin.view(form.id).errors).toMatchObject({
      about: expect.stringContaining('140 characters') as unknown,
      email: expect.stringContaining('no e-mail address') as unknown,
    });
    const details = 'Param address must be a place.';
    town.dialog360.faults.add({
      kind: 'graph-error',
      code: 100,
      details,
      path: '/whatsapp_business_profile',
      method: 'POST',
      times: 1,
    });
    await admin.submitView(form.id, { about: 'Tea', email: '', address: 'Nowhere' });
    expect(admin.view(form.id).errors).toMatchObject({
      address: expect.stringContaining(details) as unknown,
    });
    await admin.submitView(form.id, { address: 'Marktplatz 1' });
    expect(admin.views).toEqual([]);
    expect(profile()).toMatchObject({ about: 'Tea', address: 'Marktplatz 1' });
  });

  it('asks which number is meant where there are several, and shows what comes late', async () => {
    const second = town.dialog360.createNumber({
      displayNumber: '4940123456',
      verifiedName: 'Teehaus Hafen',
      apiKey: 'demo-second-key',
    });
    second.profile = { about: 'Tea at the harbour', vertical: 'RETAIL' };
    await admin.runCommand(setupRoom, '/whatsapp connect');
    await admin.waitForView('connect-number');
    await admin.submitView('connect-number', { apiKey: second.apiKey });
    await admin.waitForMessage(setupRoom, '+4940123456');

    await admin.runCommand(setupRoom, '/whatsapp profile');
    await admin.waitForNotice('Business profile of +4930901820');
    const choice = await admin.waitForNotice('Business profile of +4940123456');
    const path = '/whatsapp_business_profile';
    town.dialog360.faults.add({ kind: 'slow', ms: 6_000, times: 1, path });
    await admin.clickBlock(choice, 'profile-open');
    const form = theForm();
    expect(shown()).toContain('has not answered yet');
    expect(form.view.submit).toBeNull();

    // While no other answer comes, the late one is all that the form can show.
    town.dialog360.faults.add({ kind: 'outage', mode: 'bad-gateway', path });
    await eventually('the late answer', async () => {
      await admin.clickBlock(theForm(), 'profile-refresh');
      return shown().includes('Tea at the harbour');
    });
    expect(shown()).toContain('360dialog does not answer at present');
    expect(shown()).toContain('logo.jpg');

    // Clients send of such a form what was touched alone.
    town.dialog360.faults.clear();
    await admin.submitView(form.id, { description: 'A terrace with a view' });
    expect(admin.views).toEqual([]);
    expect(second.profile).toMatchObject({
      about: 'Tea at the harbour',
      description: 'A terrace with a view',
    });

    await admin.clickBlock(choice, 'profile-open');
    expect(shown()).toContain('Tea at the harbour');
    expect(shown()).not.toContain('does not answer');
    await admin.submitView(form.id, { about: 'Tea by the sea' });
    expect(admin.views).toEqual([]);
    expect(second.profile).toMatchObject({ about: 'Tea by the sea' });
    expect(profile()).toMatchObject({ about: 'Tea' });
  });

  const theForm = () => admin.views.find(({ id }) => id.startsWith('business-profile:'))!;
  const shown = (): string => JSON.stringify(theForm().view.blocks);
});
