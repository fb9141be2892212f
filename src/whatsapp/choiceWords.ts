/** A word by which customers say whether they want marketing messages. */
export interface ChoiceWord {
  wanted: boolean;
  /** ISO 639-1; absent for words that are the same in several languages. */
  language?: string;
}

interface WordGroup extends ChoiceWord {
  words: readonly string[];
  /** Why these count, and why others do not. */
  why: string;
}

/**
 * Words that stand alone in a message, in small letters without accents. Left out on purpose are words with which
 * people answer questions in a conversation too: cancel, end, quit, no; abbrechen, ende; cancelar; fin; отмена. (SMS
 * takes some of them, but there nobody talks.) Of words that bring marketing back there are few: consent must be meant.
 */
export const CHOICE_WORDS: readonly WordGroup[] = [
  {
    wanted: false,
    words: ['stop'],
    why: 'What SMS, mailing lists and templates in any language tell people to send.',
  },
  {
    wanted: false,
    language: 'en',
    words: ['stop all', 'stopall', 'unsubscribe', 'opt out', 'optout', 'stop promotions', 'stop marketing'],
    why: "SMS keywords (CTIA), and the opt-out buttons that Meta's template editor proposes.",
  },
  {
    wanted: false,
    language: 'de',
    words: ['stopp', 'abmelden', 'abbestellen', 'austragen', 'keine werbung', 'werbung stoppen'],
    why: 'Verbs of newsletters and SMS advertising; Stopp is the German spelling.',
  },
  {
    wanted: false,
    language: 'es',
    words: ['baja', 'dar de baja', 'darme de baja', 'darse de baja', 'detener promociones'],
    why: 'BAJA is the keyword of Spanish SMS advertising; "cancelar" is said of orders as well.',
  },
  {
    wanted: false,
    language: 'fr',
    words: ['arret', 'arreter', 'se desabonner', 'me desabonner', 'desabonner', 'desinscription', 'stop pub'],
    why: 'What French messages offer besides STOP.',
  },
  {
    wanted: false,
    language: 'pt',
    words: ['sair', 'descadastrar', 'descadastre me', 'cancelar inscricao', 'parar promocoes'],
    why: 'SAIR is the keyword of Brazilian SMS and WhatsApp campaigns.',
  },
  { wanted: false, words: ['parar'], why: 'To stop, in Spanish and in Portuguese.' },
  {
    wanted: false,
    language: 'ru',
    words: ['стоп', 'отписаться', 'отписка', 'отпишите меня', 'отпишите', 'не присылать рекламу'],
    why: 'СТОП is the keyword of Russian SMS; the others are those of mailing lists.',
  },
  {
    wanted: false,
    language: 'it',
    words: ['cancellami', 'disiscrivimi', 'disiscriviti', 'annulla iscrizione', 'stop promozioni'],
    why: 'Forms of mailing lists; "annulla" alone is said of orders.',
  },
  {
    wanted: false,
    language: 'nl',
    words: ['afmelden', 'uitschrijven', 'geen reclame'],
    why: 'Verbs of Dutch mailing lists.',
  },
  {
    wanted: false,
    language: 'pl',
    words: ['wypisz', 'wypisz mnie', 'rezygnacja z reklam'],
    why: 'What Polish messages offer besides STOP.',
  },
  {
    wanted: false,
    language: 'tr',
    words: ['ret', 'abonelikten cik', 'abonelikten cık'],
    why: 'RET is the keyword that Turkish law has for commercial messages; "iptal" is said of orders.',
  },
  {
    wanted: false,
    language: 'ar',
    words: ['إلغاء الاشتراك', 'الغاء الاشتراك', 'إيقاف', 'ايقاف'],
    why: '"End the subscription" and "stop", with and without the hamza, which people leave out.',
  },
  {
    wanted: false,
    language: 'he',
    words: ['הסר', 'הסרה'],
    why: '"Remove" is the word that Israeli law has for advertising.',
  },
  {
    wanted: false,
    language: 'hi',
    words: ['बंद करें', 'रोकें'],
    why: '"Stop", as Indian messages offer it.',
  },
  {
    wanted: false,
    language: 'id',
    words: ['berhenti', 'berhenti berlangganan'],
    why: '"Stop" and "end the subscription".',
  },
  { wanted: false, language: 'zh', words: ['退订', '退訂', '取消订阅'], why: 'The keywords of SMS.' },
  { wanted: false, language: 'ja', words: ['配信停止'], why: '"Stop the delivery", of mailing lists.' },
  {
    wanted: true,
    words: ['start'],
    why: 'The counterpart of STOP. It counts for those who stopped; from others it is a message like any.',
  },
  {
    wanted: true,
    language: 'en',
    words: ['unstop', 'subscribe', 'resubscribe', 'opt in', 'optin', 'resume promotions'],
    why: 'SMS keywords (CTIA), and the opposites of the words above.',
  },
  {
    wanted: true,
    language: 'de',
    words: ['abonnieren'],
    why: 'Not "anmelden", which is said of accounts.',
  },
  { wanted: true, language: 'es', words: ['alta', 'darme de alta'], why: 'The counterpart of BAJA.' },
  { wanted: true, language: 'fr', words: ["s'abonner", "m'abonner"], why: 'Not "reprendre", to go on.' },
  { wanted: true, language: 'ru', words: ['старт', 'подписаться'], why: 'Opposites of those above.' },
  { wanted: true, language: 'it', words: ['iscrivimi'], why: 'Opposite of the one above.' },
];

/** What a message says as a whole; undefined for every text that only has such a word in it. */
export function readChoiceWord(text: string): ChoiceWord | undefined {
  const said = bare(text);
  const group = CHOICE_WORDS.find(({ words }) => words.includes(said));
  return group && { wanted: group.wanted, ...(group.language && { language: group.language }) };
}

/** Without capitals, accents of Latin letters, quotation marks around it, marks and spaces that make no other word. */
function bare(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/[\s\-_]+/g, ' ')
    .replaceAll(/^[\s"'“”„‘’«»*_~]+|[\s"'“”„‘’«»*_~.!。！]+$/g, '');
}
