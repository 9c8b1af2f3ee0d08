import type { Language } from "../business";

const englishNames: Readonly<Record<Language, string>> = { en: "English", fr: "French" };
const frenchNames: Readonly<Record<Language, string>> = { en: "anglais", fr: "français" };

/**
 * What is wrong in a business document. Each goes on after the place, "services[2].price", and says what
 * would be valid.
 */
export interface BusinessWords {
  /** Put after a sentence: what is there instead. */
  readonly instead: (found: string) => string;
  /** Put before what is wanted. */
  readonly missing: (wanted: string) => string;
  readonly unknown: (known: readonly string[]) => string;
  readonly object: (keys: readonly string[]) => string;
  readonly list: string;
  readonly entries: (least: number, most: number) => string;
  readonly string: string;
  readonly trueOrFalse: string;
  readonly text: (language: Language) => string;
  readonly invisible: string;
  readonly whole: (least: number, most?: number) => string;
  readonly minutes: (multipleOf: number, least: number) => string;
  readonly number: (least: number, most: number) => string;
  readonly oneOf: (values: readonly string[]) => string;
  readonly allOrList: string;
  readonly terms: string;
  readonly id: (longest: number) => string;
  readonly unique: (first: string) => string;
  readonly like: (...examples: readonly string[]) => string;
  readonly country: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly languages: string;
  readonly languagesStay: (languages: readonly Language[]) => string;
  readonly time: string;
  readonly timeStep: (multipleOf: number) => string;
  readonly later: (than: string) => string;
  readonly inOrder: (previous: string) => string;
  readonly date: string;
  readonly yearOrNone: string;
  readonly notBefore: (date: string) => string;
  readonly category: (known: readonly string[]) => string;
  readonly standardService: (known: readonly string[]) => string;
  readonly service: (known: readonly string[]) => string;
  readonly gap: (minutes: number) => string;
  readonly standardChoice: string;
  readonly contrast: (other: string, least: number, found: number) => string;
  readonly done: string;
  readonly fits: string;
}

const listed = (values: readonly string[], or: string) =>
  values
    .map((value) => `"${value}"`)
    .join(", ")
    .replace(/, (?=[^,]*$)/, ` ${or} `);

const en: BusinessWords = {
  instead: (found) => `, not ${found}`,
  missing: (wanted) => `is missing: it ${wanted}`,
  unknown: (known) => `is not known; there may be ${known.join(", ")}`,
  object: (keys) => `must be an object with ${keys.join(", ")}`,
  list: "must be a list",
  entries: (least, most) => `must be a list of ${least} to ${most} entries`,
  string: "must be some text",
  trueOrFalse: "must be true or false",
  text: (language) => `must be filled in: the site is in ${englishNames[language]}, too`,
  invisible: "must not hold characters that nobody can see",
  whole: (least, most) =>
    `must be a whole number ${most === undefined ? `of ${least} or more` : `from ${least} to ${most}`}`,
  minutes: (multipleOf, least) =>
    `must be a number of minutes that is a multiple of ${multipleOf}, ${least} or more`,
  number: (least, most) => `must be a number from ${least} to ${most}`,
  oneOf: (values) => `must be ${listed(values, "or")}`,
  terms: "must be an object with the ids of services as its keys",
  allOrList: 'must be "all" or a list of ids of services',
  id: (longest) =>
    `must be lower-case words with "-" between them, with at most ${longest} characters`,
  unique: (first) => `must be another one, since ${first} is the same`,
  like: (...examples) => `must be like ${listed(examples, "or")}`,
  country: 'must be an ISO 3166 code of two letters like "CM"',
  timeZone: 'must be an IANA zone like "Africa/Douala"',
  currency: 'must be an ISO 4217 code like "XAF" or "EUR"',
  languages: 'must be "en", "fr" or both, the default first',
  languagesStay: (languages) =>
    `must stay ${JSON.stringify(languages)} until a deployment has made pages in other languages`,
  time: 'must be a time like "09:00"',
  timeStep: (multipleOf) => `must be at a multiple of ${multipleOf} minutes`,
  later: (than) => `must be later than ${than}`,
  inOrder: (previous) => `must not be before ${previous}, when the one before it ends`,
  date: 'must be a real day like "2027-04-02"',
  yearOrNone: 'must be a real day like "2027-04-02", or like "12-25" for every year',
  notBefore: (date) => `must not be before ${date}`,
  category: (known) => `must be the id of a category: ${listed(known, "or")}`,
  standardService: (known) =>
    known.length > 0
      ? `must be the id of a service of this category: ${listed(known, "or")}`
      : "must be left out, since the category has no service",
  service: (known) => `must be the id of a service: ${listed(known, "or")}`,
  gap: (minutes) => `must leave time to finish: the service takes ${minutes} minutes`,
  standardChoice: "must be left out or 0, since the first choice is the standard one",
  contrast: (other, least, found) =>
    `must stand out more from ${other}: the contrast is ${found} and has to be ${least}`,
  done: "must be among the services of somebody on the staff",
  fits: "must fit into the working hours of somebody who does it",
};

const fr: BusinessWords = {
  instead: (found) => `, et non ${found}`,
  missing: (wanted) => `manque : cette valeur ${wanted}`,
  unknown: (known) => `est inconnu ; les noms possibles sont ${known.join(", ")}`,
  object: (keys) => `doit être un objet avec ${keys.join(", ")}`,
  list: "doit être une liste",
  entries: (least, most) => `doit être une liste de ${least} à ${most} éléments`,
  string: "doit être un texte",
  trueOrFalse: "doit être true ou false",
  text: (language) => `doit être rempli : le site est aussi en ${frenchNames[language]}`,
  invisible: "ne doit contenir aucun caractère invisible",
  whole: (least, most) =>
    `doit être un nombre entier ${most === undefined ? `d'au moins ${least}` : `de ${least} à ${most}`}`,
  minutes: (multipleOf, least) =>
    `doit être un nombre de minutes multiple de ${multipleOf}, d'au moins ${least}`,
  number: (least, most) => `doit être un nombre de ${least} à ${most}`,
  oneOf: (values) => `doit être ${listed(values, "ou")}`,
  terms: "doit être un objet dont les clés sont des identifiants de prestations",
  allOrList: 'doit être "all" ou une liste d\'identifiants de prestations',
  id: (longest) =>
    `doit être fait de mots en minuscules séparés par « - », de ${longest} caractères au plus`,
  unique: (first) => `doit être différent de ${first}`,
  like: (...examples) => `doit ressembler à ${listed(examples, "ou")}`,
  country: 'doit être un code ISO 3166 de deux lettres comme "CM"',
  timeZone: 'doit être un fuseau IANA comme "Africa/Douala"',
  currency: 'doit être un code ISO 4217 comme "XAF" ou "EUR"',
  languages: 'doit être "en", "fr" ou les deux, la langue par défaut en premier',
  languagesStay: (languages) =>
    `doit rester ${JSON.stringify(languages)} tant qu'un déploiement n'a pas créé les pages en d'autres langues`,
  time: 'doit être une heure comme "09:00"',
  timeStep: (multipleOf) => `doit tomber sur un multiple de ${multipleOf} minutes`,
  later: (than) => `doit être après ${than}`,
  inOrder: (previous) => `ne doit pas être avant ${previous}, fin de la plage précédente`,
  date: 'doit être un jour réel comme "2027-04-02"',
  yearOrNone: 'doit être un jour réel comme "2027-04-02", ou "12-25" pour chaque année',
  notBefore: (date) => `ne doit pas être avant le ${date}`,
  category: (known) => `doit être l'identifiant d'une catégorie : ${listed(known, "ou")}`,
  standardService: (known) =>
    known.length > 0
      ? `doit être l'identifiant d'une prestation de cette catégorie : ${listed(known, "ou")}`
      : "doit être retiré, car la catégorie n'a aucune prestation",
  service: (known) => `doit être l'identifiant d'une prestation : ${listed(known, "ou")}`,
  gap: (minutes) => `doit laisser le temps de finir : la prestation dure ${minutes} minutes`,
  standardChoice: "doit être absent ou 0, car le premier choix est celui par défaut",
  contrast: (other, least, found) =>
    `doit mieux ressortir sur ${other} : le contraste est de ${found}, il en faut ${least}`,
  done: "doit figurer parmi les prestations d'au moins une personne",
  fits: "doit tenir dans les horaires d'une personne qui propose cette prestation",
};

/** What is wrong in a business document, in each language. */
export const businessWords: Readonly<Record<Language, BusinessWords>> = { en, fr };
