/**
 * Every sentence that an API answer or a form field can show, in the languages of the site. The
 * schemas and the handlers name a sentence by its key; this file alone holds the wording.
 */
import { business } from "../../business";
import type { Language, Text } from "../business";
import { phoneText } from "../rules/phone-text";

const phone = phoneText(business.phone);

const messages = {
  // Fields
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
    en: `Choose at most ${business.booking.maxServices} services for one visit.`,
    fr: `Choisissez au plus ${business.booking.maxServices} prestations par visite.`,
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
    en: `Visits can be booked at most ${business.booking.horizonDays} days ahead.`,
    fr: `Les visites se réservent au plus ${business.booking.horizonDays} jours à l'avance.`,
  },
  "date.closed": { en: "We are closed on that day.", fr: "Nous sommes fermés ce jour-là." },
  "time.required": { en: "Choose a time.", fr: "Choisissez une heure." },
  "time.invalid": {
    en: "Enter a time like 09:30.",
    fr: "Indiquez une heure comme 09:30.",
  },
  "time.grid": {
    en: `Visits start every ${business.booking.gridMinutes} minutes.`,
    fr: `Les visites commencent toutes les ${business.booking.gridMinutes} minutes.`,
  },
  "time.closed": {
    en: "The visit does not fit into our opening hours at that time.",
    fr: "La visite n'entre pas dans nos heures d'ouverture à cette heure-là.",
  },
  "time.notice": {
    en: `Choose a later time: we need ${noticeText("en")} notice.`,
    fr: `Choisissez une heure plus tardive : prévenez-nous ${noticeText("fr")} à l'avance.`,
  },
  "locale.unknown": {
    en: `Choose one of the site's languages: ${business.languages.join(", ")}.`,
    fr: `Choisissez une des langues du site : ${business.languages.join(", ")}.`,
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
  // Refusals
  invalid: {
    en: "Some of the details are not right.",
    fr: "Certaines informations ne sont pas correctes.",
  },
  "body.json": {
    en: "The request body is not valid JSON.",
    fr: "Le corps de la requête n'est pas du JSON valable.",
  },
  "body.large": { en: "The request is too large.", fr: "La requête est trop grande." },
  "idempotency.invalid": {
    en: "The Idempotency-Key takes 8 to 64 letters, digits, '-' or '_'.",
    fr: "L'Idempotency-Key prend de 8 à 64 lettres, chiffres, « - » ou « _ ».",
  },
  "idempotency.reused": {
    en: "This Idempotency-Key was used for another request.",
    fr: "Cette Idempotency-Key a déjà servi à une autre requête.",
  },
  taken: {
    en: "Somebody has just booked that time. Please choose another one.",
    fr: "Quelqu'un vient de réserver cette heure. Veuillez en choisir une autre.",
  },
  busy: {
    en: "Many people are booking at this moment. Please try again.",
    fr: "Beaucoup de personnes réservent en ce moment. Veuillez réessayer.",
  },
  "email.taken": {
    en: "Somebody else already has this e-mail address.",
    fr: "Quelqu'un d'autre a déjà cette adresse e-mail.",
  },
  conflict: {
    en: "Others are changing this at the same moment. Please try again.",
    fr: "D'autres modifient ceci au même moment. Veuillez réessayer.",
  },
  "manage.missing": {
    en: "Open this page with the link from your confirmation.",
    fr: "Ouvrez cette page avec le lien de votre confirmation.",
  },
  "manage.wrong": {
    en: "This link is not valid, or no longer.",
    fr: "Ce lien n'est pas valable, ou ne l'est plus.",
  },
  "admin.missing": { en: "Please sign in.", fr: "Veuillez vous connecter." },
  "admin.group": {
    en: "Your account may not do this.",
    fr: "Votre compte ne permet pas cela.",
  },
  "booking.unchangeable": {
    en: `This booking can no longer be changed. Please call ${phone}.`,
    fr: `Cette réservation ne peut plus être modifiée. Veuillez appeler le ${phone}.`,
  },
  "product.stale": {
    en: "Somebody else has changed this product. Load it again and repeat your change.",
    fr: "Quelqu'un d'autre a modifié ce produit. Rechargez-le et refaites votre modification.",
  },
  "booking.changed": {
    en: "This booking has just changed. Look at it again before you decide.",
    fr: "Cette réservation vient de changer. Regardez-la de nouveau avant de décider.",
  },
  "booking.is.pending": {
    en: "This booking is still pending, so this can't be done.",
    fr: "Cette réservation est encore en attente, ce n'est donc pas possible.",
  },
  "booking.is.confirmed": {
    en: "This booking is already confirmed, so this can't be done.",
    fr: "Cette réservation est déjà confirmée, ce n'est donc pas possible.",
  },
  "booking.is.completed": {
    en: "This booking is already completed, so this can't be done.",
    fr: "Cette réservation est déjà terminée, ce n'est donc pas possible.",
  },
  "booking.is.no_show": {
    en: "This booking is already a no-show, so this can't be done.",
    fr: "Cette réservation est déjà notée comme absence, ce n'est donc pas possible.",
  },
  "booking.is.cancelled": {
    en: "This booking is already cancelled, so this can't be done.",
    fr: "Cette réservation est déjà annulée, ce n'est donc pas possible.",
  },
  "booking.is.rejected": {
    en: "This booking is already rejected, so this can't be done.",
    fr: "Cette réservation est déjà refusée, ce n'est donc pas possible.",
  },
  "booking.is.expired": {
    en: "This booking has expired, so this can't be done.",
    fr: "Cette réservation a expiré, ce n'est donc pas possible.",
  },
  "not-found": { en: "There is nothing here.", fr: "Il n'y a rien ici." },
  // Sentences of success
  "booking.confirmed": {
    en: "Your appointment is confirmed.",
    fr: "Votre rendez-vous est confirmé.",
  },
  "booking.pending": {
    en: "We have your request and will confirm it soon.",
    fr: "Nous avons votre demande et la confirmerons bientôt.",
  },
} as const satisfies Record<string, Text>;

export type MessageKey = keyof typeof messages;

/** The sentence of a key in a language; a key that nobody wrote is a general "not valid". */
export function translate(language: Language, key: string): string {
  return (messages[key as MessageKey] ?? messages["field.invalid"])[language];
}

/** All sentences, for the check that each exists in every language. */
export const allMessages: Readonly<Record<MessageKey, Text>> = messages;

/** The language of the site that a person prefers, from a `locale` field or an Accept-Language header. */
export function chooseLanguage(...wishes: (string | undefined)[]): Language {
  for (const wish of wishes) {
    for (const part of (wish ?? "").split(",")) {
      const tag = part.split(";")[0]?.trim().slice(0, 2).toLowerCase();
      const known = business.languages.find((language) => language === tag);
      if (known) return known;
    }
  }
  return business.languages[0];
}

function noticeText(language: Language): string {
  const minutes = business.booking.noticeMinutes;
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  const hours = minutes / 60;
  const unit = { en: hours === 1 ? "hour" : "hours", fr: hours === 1 ? "heure" : "heures" };
  return `${hours} ${unit[language]}`;
}
