import { failed, ok, type Result } from '../../../src/domain/failure';
import type { BusinessProfile } from '../../../src/domain/profile';
import { text } from '../../../src/domain/text';
import type { EnteredProfile, ProfileField } from '../../../src/services/profile/check';
import type { PictureFile, Pictures } from '../../../src/services/profile/ports';
import { ProfileService } from '../../../src/services/profile/profiles';
import { aFailure, aNumber, FakeApi, ManualClock } from '../../support/fakes';

const NUMBER = aNumber();
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const PROFILE: BusinessProfile = {
  about: 'Tea since 1904',
  address: 'Marktplatz 1',
  description: 'A house of tea',
  email: 'tea@example.org',
  websites: ['https://tea.example.org'],
  vertical: 'RETAIL',
};
const FORM: EnteredProfile = { ...PROFILE, websites: ['https://tea.example.org', ''] };

class FakePictures implements Pictures {
  link: Result<Buffer> = ok(JPEG);

  inRoom(): Promise<PictureFile[]> {
    return Promise.resolve([]);
  }

  byFile(fileId: string): Promise<Buffer> {
    return Promise.resolve(fileId === 'jpeg' ? JPEG : Buffer.from(fileId));
  }

  byLink(): Promise<Result<Buffer>> {
    return Promise.resolve(this.link);
  }
}

describe('The profile of a number', () => {
  let api: FakeApi;
  let pictures: FakePictures;
  let clock: ManualClock;
  let service: ProfileService;

  beforeEach(() => {
    api = new FakeApi();
    api.profileAnswer = () => Promise.resolve(ok(PROFILE));
    pictures = new FakePictures();
    clock = new ManualClock();
    service = new ProfileService(() => api, pictures, clock);
  });

  it('is what 360dialog says now', async () => {
    await expect(service.of(NUMBER)).resolves.toEqual({ profile: PROFILE });
  });

  it('is not there in time, and as it was known before', async () => {
    api.profileAnswer = () => new Promise(() => undefined);
    await expect(service.of(NUMBER)).resolves.toEqual({});
    api.profileAnswer = () => Promise.resolve(ok(PROFILE));
    await service.of(NUMBER);
    const readAt = clock.now();
    api.profileAnswer = () => new Promise(() => undefined);
    await expect(service.of(NUMBER)).resolves.toEqual({ profile: PROFILE, readAt });
  });

  it('is there when somebody asks again after it came late', async () => {
    let answer: (profile: Result<BusinessProfile>) => void = () => undefined;
    api.profileAnswer = () => new Promise((resolve) => (answer = resolve));
    await service.of(NUMBER);
    const late = answer;
    late(ok(PROFILE));
    await expect(service.of(NUMBER)).resolves.toMatchObject({ profile: PROFILE });
  });

  it('tells why it is not known', async () => {
    const failure = aFailure({ code: 'http-401' });
    api.profileAnswer = () => Promise.resolve(failed(failure));
    await expect(service.of(NUMBER)).resolves.toEqual({ failure });
  });

  it('is changed where it differs, and nowhere else', async () => {
    await service.of(NUMBER);
    await expect(service.save(NUMBER, { ...FORM, about: 'Open again', email: '' })).resolves.toBeUndefined();
    expect(api.profileChanges).toEqual([{ about: 'Open again', email: '' }]);
  });

  it('stays as it is where nothing was touched, also when another server had shown the form', async () => {
    const given: EnteredProfile = {
      description: 'Tea and cake',
      websites: [undefined, 'https://cake.example.org'],
    };
    await expect(service.save(NUMBER, given)).resolves.toBeUndefined();
    expect(api.profileChanges).toEqual([
      { description: 'Tea and cake', websites: ['https://tea.example.org', 'https://cake.example.org'] },
    ]);
  });

  it('is not changed when nobody can tell what the untouched fields are', async () => {
    const failure = aFailure({ human: text('failure.no-answer') });
    api.profileAnswer = () => Promise.resolve(failed(failure));
    const given: EnteredProfile = { description: 'Tea and cake', websites: [undefined, undefined] };
    await expect(service.save(NUMBER, given)).resolves.toEqual({ about: failure.human });
    expect(api.profileChanges).toEqual([]);
  });

  it('loses its websites when they are emptied, and moves up the second', async () => {
    await service.of(NUMBER);
    await service.save(NUMBER, { ...FORM, websites: ['', ''] });
    await service.of(NUMBER);
    await service.save(NUMBER, { ...FORM, websites: ['', 'https://shop.example.org'] });
    expect(api.profileChanges).toEqual([{ websites: [] }, { websites: ['https://shop.example.org'] }]);
  });

  it.each<[string, Partial<EnteredProfile>]>([
    ['a file of the room', { pictureFile: 'jpeg' }],
    ['a link', { pictureLink: 'https://tea.example.org/logo.jpg' }],
    ['a link before a file', { pictureFile: 'no jpeg', pictureLink: 'https://tea.example.org/logo.jpg' }],
  ])('gets its picture from %s', async (_, picture) => {
    await service.of(NUMBER);
    await expect(service.save(NUMBER, { ...FORM, ...picture })).resolves.toBeUndefined();
    expect(api.pictures).toEqual([JPEG]);
    expect(api.profileChanges).toEqual([{ pictureHandle: 'handle-1' }]);
  });

  it.each<[string, Partial<EnteredProfile>, ProfileField, string]>([
    ['an empty line', { about: '' }, 'about', 'profile.aboutMissing'],
    ['a line of 140 characters', { about: 'a'.repeat(140) }, 'about', 'profile.tooLong'],
    ['an address of 257', { address: 'a'.repeat(257) }, 'address', 'profile.tooLong'],
    ['a description of 513', { description: 'a'.repeat(513) }, 'description', 'profile.tooLong'],
    ['an e-mail address of 129', { email: `${'a'.repeat(120)}@b.example` }, 'email', 'profile.tooLong'],
    ['half an e-mail address', { email: 'tea@' }, 'email', 'profile.emailMalformed'],
    [
      'a website without a scheme',
      { websites: ['tea.example.org', ''] },
      'website1',
      'profile.websiteMalformed',
    ],
    [
      'a second one of another scheme',
      { websites: ['', 'ftp://x.org'] },
      'website2',
      'profile.websiteMalformed',
    ],
    [
      'a website of 257',
      { websites: [`https://x.org/${'a'.repeat(243)}`, ''] },
      'website1',
      'profile.tooLong',
    ],
    [
      'a link on http',
      { pictureLink: 'http://tea.example.org/l.jpg' },
      'pictureLink',
      'profile.linkMalformed',
    ],
    ['a link that is none', { pictureLink: 'logo.jpg' }, 'pictureLink', 'profile.linkMalformed'],
    ['a file that is no JPEG', { pictureFile: 'PNG' }, 'pictureFile', 'profile.pictureNoJpeg'],
  ])('refuses %s at its field, and changes nothing', async (_, entered, field, sentence) => {
    const refusal = await service.save(NUMBER, { ...FORM, ...entered });
    expect(refusal).toMatchObject({ [field]: { key: sentence } });
    expect(api.profileChanges).toEqual([]);
  });

  it.each<[string, Partial<EnteredProfile>]>([
    ['139 characters', { about: 'a'.repeat(139) }],
    ['139 emoji, which are two units each', { about: '🍵'.repeat(139) }],
    ['256 and 512', { address: 'a'.repeat(256), description: 'a'.repeat(512) }],
  ])('takes %s', async (_, entered) => {
    await expect(service.save(NUMBER, { ...FORM, ...entered })).resolves.toBeUndefined();
  });

  it('refuses a picture of more than 5 MB, and one that cannot be fetched', async () => {
    const pictureLink = 'https://tea.example.org/logo.jpg';
    pictures.link = ok(Buffer.concat([JPEG, Buffer.alloc(5 * 1024 * 1024)]));
    await expect(service.save(NUMBER, { ...FORM, pictureLink })).resolves.toMatchObject({
      pictureLink: { key: 'profile.pictureTooBig' },
    });
    pictures.link = failed(aFailure({ human: text('profile.linkUnreachable') }));
    await expect(service.save(NUMBER, { ...FORM, pictureLink })).resolves.toMatchObject({
      pictureLink: { key: 'profile.linkUnreachable' },
    });
  });

  it.each<[string, ProfileField]>([
    ['Param description must be at most 512 characters long.', 'description'],
    ['Param websites[0] is not a valid URL.', 'website1'],
    ['Something else went wrong.', 'about'],
  ])('shows what Meta refuses at the field that it names: %s', async (details, field) => {
    api.profileSaved = failed(aFailure({ code: 100, human: text('failure.other', { code: 100, details }) }));
    await expect(service.save(NUMBER, FORM)).resolves.toEqual({
      [field]: text('failure.other', { code: 100, details }),
    });
  });
});
