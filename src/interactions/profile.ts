import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { nameOf, type ConnectedNumber } from '../domain/number';
import { VERTICALS } from '../domain/profile';
import { text, type Say } from '../domain/text';
import type { EnteredProfile } from '../services/profile/check';
import type { KnownProfile } from '../services/profile/profiles';
import type { PictureFile } from '../services/profile/ports';
import { ago } from '../services/shown/age';
import { actions, entered, section, selectField, textField } from './blocks';
import type { Card } from './cards';
import type { ClickHandler, Desk, SubmitHandler } from './desk';
import { modal } from './numberForm';
import { tell } from './tell';
import type { Asker, View } from './views';

const PROFILE_VIEW = 'business-profile';
const OPEN = 'profile-open';
const REFRESH = 'profile-refresh';

const TEXTS = ['about', 'address', 'description', 'email', 'website1', 'website2'] as const;
const LONG: readonly string[] = ['address', 'description'];

/** Where there is more than one number: which of them? */
export function profileCard(say: Say, number: ConnectedNumber): Card {
  const words = say('profile.of', { number: nameOf(number) });
  return {
    text: words,
    blocks: [section(words), actions({ id: OPEN, label: say('profile.open'), value: number.id })],
  };
}

export async function openProfile(desk: Desk, number: ConnectedNumber, asker: Asker): Promise<void> {
  await desk.views.open(await profileView(desk, number, asker.room?.id), asker);
}

export const profileClicks: Record<string, ClickHandler> = {
  [OPEN]: {
    audience: 'administrators',
    async run(desk, click) {
      const number = await desk.services.numbers.byId(click.value ?? '');
      await (number ? openProfile(desk, number, click) : tell(desk, click, text('edit.gone')));
    },
  },
  [REFRESH]: {
    audience: 'administrators',
    async run(desk, click) {
      const [id = '', roomId] = (click.value ?? '').split(' ');
      const number = await desk.services.numbers.byId(id);
      await (number
        ? desk.views.update(await profileView(desk, number, roomId), click)
        : tell(desk, click, text('edit.gone')));
    },
  },
};

export const profileSubmits: Record<string, SubmitHandler> = {
  [PROFILE_VIEW]: {
    audience: 'administrators',
    field: 'about',
    async run({ services, say }, { user, subject, state }) {
      const number = await services.numbers.byId(subject, { fresh: true });
      if (!number) {
        return { about: say('edit.gone') };
      }
      const refusal = await services.profiles.save(number, readForm(state));
      if (refusal) {
        return Object.fromEntries(Object.entries(refusal).map(([field, why]) => [field, say(why)]));
      }
      const facts = { number: nameOf(number), user: user.name || user.username };
      await services.notices.toSetupRoom(text('profile.saved', facts));
      return undefined;
    },
  },
};

async function profileView({ services, say }: Desk, number: ConnectedNumber, roomId?: string): Promise<View> {
  const [known, pictures] = await Promise.all([
    services.profiles.of(number),
    roomId ? services.pictures.inRoom(roomId) : [],
  ]);
  const view = {
    id: `${PROFILE_VIEW}:${number.id}`,
    title: say('profile.title', { number: nameOf(number) }),
    submit: say('profile.save'),
  };
  if (known.profile) {
    return modal(say, view, fields(say, known, { pictures, now: services.status.now() }));
  }
  const reason = known.failure?.human ?? text('profile.asking');
  // A click in the form tells nothing of the room whose files it offers.
  const value = [number.id, ...(roomId ? [roomId] : [])].join(' ');
  const blocks = [section(say(reason)), actions({ id: REFRESH, label: say('status.refresh'), value })];
  return { ...modal(say, view, blocks), submit: undefined };
}

function fields(
  say: Say,
  { profile, readAt }: KnownProfile,
  { pictures, now }: { pictures: PictureFile[]; now: number },
): LayoutBlock[] {
  const { websites = [], vertical, pictureUrl, ...texts } = profile!;
  const values: Record<string, string | undefined> = {
    ...texts,
    website1: websites[0],
    website2: websites[1],
  };
  const pictureChoices = pictures.map(({ fileId, name }) => ({ value: fileId, label: name }));
  return [
    ...(readAt ? [section(say('profile.old', { age: ago(now - readAt) }))] : []),
    ...TEXTS.map((id) =>
      textField({
        id,
        label: say(`profile.${id}`),
        hint: say(`profile.${id}Hint`),
        optional: id !== 'about',
        multiline: LONG.includes(id),
        initialValue: values[id],
      }),
    ),
    selectField({
      id: 'vertical',
      label: say('profile.vertical'),
      optional: true,
      initialValue: vertical,
      choices: VERTICALS.map((value) => ({ value, label: say(`profile.vertical-${value}`) })),
    }),
    ...(pictureUrl
      ? [{ type: 'image', imageUrl: pictureUrl, altText: say('profile.picture') } as LayoutBlock]
      : []),
    ...(pictureChoices.length > 0
      ? [
          selectField({
            id: 'pictureFile',
            label: say('profile.pictureFile'),
            hint: say('profile.pictureFileHint'),
            optional: true,
            choices: pictureChoices,
          }),
        ]
      : []),
    textField({
      id: 'pictureLink',
      label: say('profile.pictureLink'),
      hint: say('profile.pictureLinkHint'),
      optional: true,
    }),
  ];
}

function readForm(state: unknown): EnteredProfile {
  const value = (id: string): string | undefined => entered(state, id)?.trim();
  return {
    about: value('about'),
    address: value('address'),
    description: value('description'),
    email: value('email'),
    websites: [value('website1'), value('website2')],
    vertical: VERTICALS.find((one) => one === value('vertical')),
    pictureFile: value('pictureFile'),
    pictureLink: value('pictureLink'),
  };
}
