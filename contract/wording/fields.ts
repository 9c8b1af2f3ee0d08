import type { Text } from "../business";

/**
 * What is wrong with a field, under the keys that the schemas and the rules name. Words between braces
 * are filled in from the business (translate.ts).
 */
export const fieldMessages = {
  "name.required": { en: "Enter your name.", fr: "Indiquez votre nom." },
  "name.long": {
    en: "Use at most 80 characters for the name.",
    fr: "Le nom compte au plus 80 caractères.",
  },
  "email.invalid": {
    en: "Enter an e-mail address like name@example.com.",
    fr: "Indiquez une adresse e-mail du type nom@exemple.com.",
  },
  "phone.required": { en: "Enter your phone number.", fr: "Indiquez votre numéro de téléphone." },
  "phone.invalid": {
    en: "Enter a phone number like 6 51 84 46 64, or with its country code.",
    fr: "Indiquez un numéro du type 6 51 84 46 64, ou avec l'indicatif du pays.",
  },
  "service.required": { en: "Choose a service.", fr: "Choisissez une prestation." },
  "service.unknown": {
    en: "Choose a service from the list.",
    fr: "Choisissez une prestation de la liste.",
  },
  "service.many": {
    en: "Choose at most {maxServices} services for one visit.",
    fr: "Choisissez au plus {maxServices} prestations par visite.",
  },
  "service.twice": {
    en: "Choose each service only once.",
    fr: "Choisissez chaque prestation une seule fois.",
  },
  "staff.unknown": {
    en: "Choose a person from the list.",
    fr: "Choisissez une personne de la liste.",
  },
  "staff.service": {
    en: "This person does not do the chosen service.",
    fr: "Cette personne ne fait pas la prestation choisie.",
  },
  "date.required": { en: "Choose a day.", fr: "Choisissez un jour." },
  "date.invalid": {
    en: "Enter a date that exists, like 2026-11-23.",
    fr: "Indiquez une date qui existe, comme 2026-11-23.",
  },
  "date.past": { en: "Choose a day that is not over.", fr: "Choisissez un jour à venir." },
  "date.horizon": {
    en: "Visits can be booked at most {horizonDays} days ahead.",
    fr: "Les visites se réservent au plus {horizonDays} jours à l'avance.",
  },
  "date.closed": { en: "We are closed on that day.", fr: "Nous sommes fermés ce jour-là." },
  "time.required": { en: "Choose a time.", fr: "Choisissez une heure." },
  "time.invalid": {
    en: "Enter a time like 09:30.",
    fr: "Indiquez une heure comme 09:30.",
  },
  "time.grid": {
    en: "Visits start every {gridMinutes} minutes.",
    fr: "Les visites commencent toutes les {gridMinutes} minutes.",
  },
  "time.closed": {
    en: "The visit does not fit into our opening hours at that time.",
    fr: "La visite n'entre pas dans nos heures d'ouverture à cette heure-là.",
  },
  "time.notice": {
    en: "Choose a later time: we need {notice} notice.",
    fr: "Choisissez une heure plus tardive : prévenez-nous {notice} à l'avance.",
  },
  "locale.unknown": {
    en: "Choose one of the site's languages: {languages}.",
    fr: "Choisissez une des langues du site : {languages}.",
  },
  "note.invalid": { en: "Write the note as text.", fr: "Écrivez la remarque en texte." },
  "note.long": {
    en: "Use at most 500 characters for the note.",
    fr: "La remarque compte au plus 500 caractères.",
  },
  "age.invalid": {
    en: "Enter the age in whole years, from 0 to 150.",
    fr: "Indiquez l'âge en années entières, de 0 à 150.",
  },
  "days.invalid": {
    en: "Ask for 1 to 31 days.",
    fr: "Demandez de 1 à 31 jours.",
  },
  "status.unknown": {
    en: "Choose a status from the list.",
    fr: "Choisissez un statut de la liste.",
  },
  "to.order": {
    en: "Choose a last day that is not before the first one.",
    fr: "Choisissez un dernier jour qui n'est pas avant le premier.",
  },
  "to.far": {
    en: "Ask for at most 92 days at once.",
    fr: "Demandez au plus 92 jours à la fois.",
  },
  "limit.invalid": {
    en: "Ask for a smaller page: the limit is too large or no whole number.",
    fr: "Demandez une page plus petite : la limite est trop grande ou n'est pas un nombre entier.",
  },
  "cursor.invalid": {
    en: "Start again from the first page: this place in the list is not known.",
    fr: "Recommencez à la première page : cet endroit de la liste n'est pas connu.",
  },
  "category.unknown": {
    en: "Choose a category from the list.",
    fr: "Choisissez une catégorie de la liste.",
  },
  "price.invalid": {
    en: "Enter the price in whole francs.",
    fr: "Indiquez le prix en francs entiers.",
  },
  "stock.invalid": {
    en: "Enter how many there are, as a whole number.",
    fr: "Indiquez combien il y en a, en nombre entier.",
  },
  "active.invalid": {
    en: "Say whether the shop shows this product.",
    fr: "Dites si la boutique montre ce produit.",
  },
  "expiresAt.invalid": {
    en: "Enter the end as whole seconds since 1970.",
    fr: "Indiquez la fin en secondes entières depuis 1970.",
  },
  "expiresAt.past": {
    en: "Choose an end that is still to come.",
    fr: "Choisissez une fin qui est encore à venir.",
  },
  "version.invalid": {
    en: "Enter the version at which the product was read.",
    fr: "Indiquez la version à laquelle le produit a été lu.",
  },
  "rating.invalid": {
    en: "Give 1 to 5 stars.",
    fr: "Donnez de 1 à 5 étoiles.",
  },
  "rating.required": { en: "Give 1 to 5 stars.", fr: "Donnez de 1 à 5 étoiles." },
  "message.required": { en: "Write a few words.", fr: "Écrivez quelques mots." },
  "message.long": {
    en: "Use at most 2,000 characters for the review.",
    fr: "L'avis compte au plus 2 000 caractères.",
  },
  "bookingToken.invalid": {
    en: "This is not the link of a booking.",
    fr: "Ceci n'est pas le lien d'une réservation.",
  },
  "bookingToken.early": {
    en: "A review is marked as verified once the visit has taken place.",
    fr: "Un avis est marqué comme vérifié une fois que la visite a eu lieu.",
  },
  "field.unknown": { en: "This field is not known here.", fr: "Ce champ n'est pas connu ici." },
  "field.invalid": { en: "This value is not valid.", fr: "Cette valeur n'est pas valable." },
  "field.required": { en: "This field is missing.", fr: "Ce champ manque." },
} as const satisfies Record<string, Text>;
