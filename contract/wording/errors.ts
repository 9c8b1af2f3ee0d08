import type { Text } from "../business";
import type { ErrorCode } from "../errors/codes";

/** The sentence of each error code. */
export const errorMessages = {
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
    en: "This booking can no longer be changed. Please call {phone}.",
    fr: "Cette réservation ne peut plus être modifiée. Veuillez appeler le {phone}.",
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
  internal: {
    en: "Something went wrong on our side. Please try again in a moment.",
    fr: "Un problème est survenu de notre côté. Veuillez réessayer dans un instant.",
  },
} as const satisfies Record<ErrorCode, Text>;
