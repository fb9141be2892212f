import type { AutomaticMessages, ConnectedNumber } from '../domain/number';
import type { Say } from '../domain/text';
import { checkTexts } from '../services/numberChecks';
import { TEMPLATE_LANGUAGES } from '../whatsapp/template/draft/languages';
import { entered, menus, section, type Choice } from './blocks';
import { ACTION } from './cards';
import type { ClickHandler, Desk, SubmitHandler } from './desk';
import { languageName } from './languageName';
import { openForNumber } from './manageNumber';
import { modal } from './numberForm';
import { textFields } from './textFields';
import { previewOf } from './textPreview';
import type { View } from './views';

const LANGUAGES_VIEW = 'number-languages';
const TEXTS_VIEW = 'number-texts';
const CHOOSE = 'number-texts-language';
/** Which language the number's own texts are in. */
const OWN = 'number-texts-own';
/** A choice of its own: clients take an empty value for one that was never touched. */
const OF_WORKSPACE = 'workspace';

export const textClicks: Record<string, ClickHandler> = {
  [ACTION.texts]: {
    audience: 'administrators',
    run: (desk, click) => openForNumber(desk, click, (number) => languagesView(desk, number)),
  },
  [CHOOSE]: {
    audience: 'administrators',
    async run(desk, click) {
      const { subject, value: language = '' } = click;
      if (TEMPLATE_LANGUAGES.includes(language)) {
        await openForNumber(desk, { ...click, value: subject }, (number) =>
          textsView(desk, number, language),
        );
      }
    },
  },
  [OWN]: {
    audience: 'administrators',
    async run({ services }, { subject = '', value = '' }) {
      if (value === OF_WORKSPACE || TEMPLATE_LANGUAGES.includes(value)) {
        await services.numberChanges.stateLanguage(subject, value === OF_WORKSPACE ? undefined : value);
      }
    },
  },
};

export const textSubmits: Record<string, SubmitHandler> = {
  [TEXTS_VIEW]: {
    audience: 'administrators',
    field: 'welcome',
    async run({ services, say }, { subject, state }) {
      const [numberId = '', language = ''] = subject.split('/');
      const number = await services.numbers.byId(numberId, { fresh: true });
      if (!number) {
        return { welcome: say('edit.gone') };
      }
      const known = await services.messageVariants.of(numberId, { fresh: true });
      const messages = readTexts(state, known.find((one) => one.language === language)?.messages);
      const wrong = Object.entries(checkTexts(messages));
      if (wrong.length > 0) {
        return Object.fromEntries(wrong.map(([field, why]) => [field, say(why)]));
      }
      await services.messageVariants.save(numberId, { language, messages });
      return undefined;
    },
  },
};

/** Which language? Those that have texts come first. */
async function languagesView(
  { services, say }: Desk,
  { id, displayNumber, language = OF_WORKSPACE }: ConnectedNumber,
): Promise<View> {
  const variants = await services.messageVariants.of(id, { fresh: true });
  const existing = variants.map(({ language }) => language);
  const others = TEMPLATE_LANGUAGES.filter((code) => !existing.includes(code));
  const choices = [
    ...existing.map((code) => ({ value: code, label: `✓ ${languageName(code)}` })),
    ...others.map((code) => ({ value: code, label: languageName(code) })),
  ];
  const view = {
    id: `${LANGUAGES_VIEW}:${id}`,
    title: say('texts.title', { number: displayNumber }),
    submit: '',
  };
  const list = existing.map((code) => `• ${languageName(code)}`).join('\n');
  const blocks = [
    section(say('texts.explanation')),
    section(list ? say('texts.existing', { list }) : say('texts.none')),
    menus(CHOOSE, [{ id: CHOOSE, placeholder: say('texts.choose'), choices }]),
    section(say('texts.own')),
    menus(OWN, [
      { id: OWN, placeholder: say('texts.choose'), choices: ownChoices(say), initialValue: language },
    ]),
  ];
  return { ...modal(say, view, blocks), submit: undefined };
}

function ownChoices(say: Say): Choice[] {
  return [
    { value: OF_WORKSPACE, label: say('texts.ownWorkspace') },
    ...TEMPLATE_LANGUAGES.map((code) => ({ value: code, label: languageName(code) })),
  ];
}

async function textsView({ services, say }: Desk, number: ConnectedNumber, language: string): Promise<View> {
  const variants = await services.messageVariants.of(number.id, { fresh: true });
  const messages = variants.find((one) => one.language === language)?.messages ?? {};
  const view = {
    id: `${TEXTS_VIEW}:${number.id}/${language}`,
    title: languageName(language),
    submit: say('edit.submit'),
  };
  return modal(say, view, [
    section(say('texts.who', { number: number.displayNumber })),
    ...textFields(say, messages),
    ...previewOf(say, { ...number, messages }, await services.workspace.departments()),
  ]);
}

/** What nobody has touched may be absent from what clients send. */
function readTexts(state: unknown, known: AutomaticMessages = {}): AutomaticMessages {
  const value = (name: keyof AutomaticMessages): string | undefined =>
    (entered(state, name)?.trim() ?? known[name]) || undefined;
  return { welcome: value('welcome'), finished: value('finished'), offline: value('offline') };
}
