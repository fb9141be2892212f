/** Lines of business that WhatsApp knows. Meta: business profiles. */
export const VERTICALS = [
  'ALCOHOL',
  'APPAREL',
  'AUTO',
  'BEAUTY',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GOVT',
  'GROCERY',
  'HEALTH',
  'HOTEL',
  'NONPROFIT',
  'ONLINE_GAMBLING',
  'OTC_DRUGS',
  'OTHER',
  'PHYSICAL_GAMBLING',
  'PROF_SERVICES',
  'RESTAURANT',
  'RETAIL',
  'TRAVEL',
] as const;

export type Vertical = (typeof VERTICALS)[number];

/** What customers see of a business on WhatsApp. Empty where nothing is set. */
export interface BusinessProfile {
  about: string;
  address: string;
  description: string;
  email: string;
  websites: string[];
  vertical?: Vertical;
  pictureUrl?: string;
}

/** What of a profile is to be changed. */
export type ProfileChange = Partial<Omit<BusinessProfile, 'pictureUrl'>> & {
  /** Of a picture that was uploaded for it. */
  pictureHandle?: string;
};
