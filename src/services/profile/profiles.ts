import { ok, type Failure, type Result } from '../../domain/failure';
import type { ConnectedNumber } from '../../domain/number';
import { VERTICALS, type BusinessProfile, type ProfileChange } from '../../domain/profile';
import type { Clock, WhatsAppApi, WhatsAppApis } from '../ports';
import {
  checkProfile,
  pictureProblem,
  type EnteredProfile,
  type ProfileField,
  type ProfileForm,
  type ProfileRefusal,
} from './check';
import type { Pictures } from './ports';

/** How long whoever opens the form waits for 360dialog, milliseconds: the client gives up after 5 s. */
const PATIENCE = 2_500;

/** A profile as 360dialog told it, or as it was told last, or why it is not known. */
export interface KnownProfile {
  profile?: BusinessProfile;
  /** Unix milliseconds, of a profile that was told earlier. */
  readAt?: number;
  failure?: Failure;
}

/** Business profiles of the numbers: read when somebody wants to see one, checked and saved. */
export class ProfileService {
  private readonly known = new Map<string, { profile: BusinessProfile; readAt: number }>();

  constructor(
    private readonly apis: WhatsAppApis,
    private readonly pictures: Pictures,
    private readonly clock: Clock,
  ) {}

  /** Answers in time: what comes later is there when somebody asks again. */
  async of(number: ConnectedNumber): Promise<KnownProfile> {
    const answer = await Promise.race([this.read(number), this.clock.sleep(PATIENCE)]);
    if (answer?.ok) {
      return { profile: answer.value };
    }
    return { ...this.known.get(number.id), ...(answer && { failure: answer.failure }) };
  }

  /** Saves what differs from what is known. @returns what is wrong, or undefined when all of it was saved */
  async save(number: ConnectedNumber, given: EnteredProfile): Promise<ProfileRefusal | undefined> {
    const before = await this.before(number, given);
    if (!before.ok) {
      return { about: before.failure.human };
    }
    const form = completed(given, before.value);
    const refusal = checkProfile(form);
    if (Object.keys(refusal).length > 0) {
      return refusal;
    }
    const api = this.apis(number);
    const picture = await this.uploadPicture(api, form);
    if (picture.refusal) {
      return picture.refusal;
    }
    const change = changeOf(before.value, form);
    const saved = await api.saveProfile({
      ...change,
      ...(picture.handle && { pictureHandle: picture.handle }),
    });
    if (!saved.ok) {
      return { [fieldOf(saved.failure)]: saved.failure.human };
    }
    this.known.delete(number.id);
    return undefined;
  }

  /** What it is now; asked for where it is needed and was not asked for by this server. */
  private async before(
    number: ConnectedNumber,
    given: EnteredProfile,
  ): Promise<Result<BusinessProfile | undefined>> {
    const known = this.known.get(number.id)?.profile;
    return known || isWhole(given) ? ok(known) : this.read(number);
  }

  private async read(number: ConnectedNumber): Promise<Result<BusinessProfile>> {
    const answer = await this.apis(number).profile();
    if (answer.ok) {
      this.known.set(number.id, { profile: answer.value, readAt: this.clock.now() });
    }
    return answer;
  }

  private async uploadPicture(
    api: WhatsAppApi,
    { pictureFile, pictureLink }: ProfileForm,
  ): Promise<{ handle?: string; refusal?: ProfileRefusal }> {
    if (pictureLink) {
      const fetched = await this.pictures.byLink(pictureLink);
      return fetched.ok
        ? upload(api, fetched.value, 'pictureLink')
        : { refusal: { pictureLink: fetched.failure.human } };
    }
    return pictureFile ? upload(api, await this.pictures.byFile(pictureFile), 'pictureFile') : {};
  }
}

async function upload(
  api: WhatsAppApi,
  bytes: Buffer,
  field: ProfileField,
): Promise<{ handle?: string; refusal?: ProfileRefusal }> {
  const problem = pictureProblem(bytes);
  if (problem) {
    return { refusal: { [field]: problem } };
  }
  const uploaded = await api.uploadPicture({ bytes, mimeType: 'image/jpeg' });
  return uploaded.ok ? { handle: uploaded.value } : { refusal: { [field]: uploaded.failure.human } };
}

function isWhole({ about, address, description, email, websites }: EnteredProfile): boolean {
  return [about, address, description, email, ...websites].every((value) => value !== undefined);
}

function completed(given: EnteredProfile, before: BusinessProfile | undefined): ProfileForm {
  const value = (field: 'about' | 'address' | 'description' | 'email'): string =>
    given[field] ?? before?.[field] ?? '';
  return {
    ...given,
    about: value('about'),
    address: value('address'),
    description: value('description'),
    email: value('email'),
    websites: given.websites.map((website, index) => website ?? before?.websites[index] ?? ''),
  };
}

/** Where nothing is known, everything that was entered. */
function changeOf(before: BusinessProfile | undefined, form: ProfileForm): ProfileChange {
  const websites = form.websites.filter((website) => website !== '');
  const isSame = (field: 'about' | 'address' | 'description' | 'email'): boolean =>
    form[field] === (before?.[field] ?? '');
  const isSameWebsites = JSON.stringify(websites) === JSON.stringify(before?.websites ?? []);
  const vertical = VERTICALS.find((one) => one === form.vertical);
  return {
    ...(!isSame('about') && { about: form.about }),
    ...(!isSame('address') && { address: form.address }),
    ...(!isSame('description') && { description: form.description }),
    ...(!isSame('email') && { email: form.email }),
    ...(!isSameWebsites && { websites }),
    ...(vertical && vertical !== before?.vertical && { vertical }),
  };
}

/** Meta names the parameter that it refuses. */
function fieldOf({ human }: Failure): ProfileField {
  const { details } = human.params ?? {};
  const words = typeof details === 'string' ? details.toLowerCase() : '';
  const fields: [string, ProfileField][] = [
    ['address', 'address'],
    ['description', 'description'],
    ['email', 'email'],
    ['website', 'website1'],
    ['vertical', 'vertical'],
    ['picture', 'pictureLink'],
  ];
  return fields.find(([word]) => words.includes(word))?.[1] ?? 'about';
}
