import { LIMITS } from '../../domain/limits';
import type { BusinessProfile } from '../../domain/profile';
import { text, type Text } from '../../domain/text';

/** What a profile is to be. */
export interface ProfileForm extends Omit<BusinessProfile, 'pictureUrl'> {
  /** A file of the room. */
  pictureFile?: string;
  pictureLink?: string;
}

/**
 * What an admin entered. What is absent was not touched and stays as it is: clients leave such fields out of a form that
 * took the place of another view.
 */
export interface EnteredProfile extends Partial<Omit<ProfileForm, 'websites'>> {
  websites: [first: string | undefined, second: string | undefined];
}

export type ProfileField =
  | 'about'
  | 'address'
  | 'description'
  | 'email'
  | 'website1'
  | 'website2'
  | 'vertical'
  | 'pictureFile'
  | 'pictureLink';

export type ProfileRefusal = Partial<Record<ProfileField, Text>>;

const WEBSITES = ['website1', 'website2'] as const;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What WhatsApp would refuse, at the fields where it can be mended. */
export function checkProfile(form: ProfileForm): ProfileRefusal {
  const { profile } = LIMITS;
  const refusal: ProfileRefusal = {};
  for (const field of ['about', 'address', 'description', 'email'] as const) {
    const length = [...form[field]].length;
    if (length > profile[field]) {
      refusal[field] = text('profile.tooLong', { length, limit: profile[field] });
    }
  }
  if (form.about === '') {
    refusal.about = text('profile.aboutMissing');
  }
  if (form.email && !EMAIL.test(form.email)) {
    refusal.email = text('profile.emailMalformed');
  }
  for (const [index, website] of form.websites.entries()) {
    const field = WEBSITES[index];
    if (field && website && !isWebsite(website)) {
      refusal[field] = text('profile.websiteMalformed');
    } else if (field && website.length > profile.website) {
      refusal[field] = text('profile.tooLong', { length: website.length, limit: profile.website });
    }
  }
  if (form.pictureLink && !isSecure(form.pictureLink)) {
    refusal.pictureLink = text('profile.linkMalformed');
  }
  return refusal;
}

/** Whether these bytes can be a profile's picture. */
export function pictureProblem(bytes: Buffer): Text | undefined {
  const { maxBytes } = LIMITS.profile.picture;
  if (bytes.length > maxBytes) {
    return text('profile.pictureTooBig', { megabytes: maxBytes / 1024 / 1024 });
  }
  // JPEG begins with its marker "start of image". ISO/IEC 10918-1, annex B.
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
  return isJpeg ? undefined : text('profile.pictureNoJpeg');
}

function isWebsite(website: string): boolean {
  return /^https?:\/\/\S+$/i.test(website) && URL.canParse(website);
}

function isSecure(link: string): boolean {
  return URL.canParse(link) && new URL(link).protocol === 'https:';
}
