import type { Text } from "../business";
import type { ErrorCode } from "../errors/codes";

/** The sentence of each error code; words between braces come from the business (translate.ts). */
export const errorMessages = {
  invalid: {
    en: "Some of the details are not valid.",
    fr: "Certaines informations ne sont pas valides.",
  },
  "body.json": {
    en: "The request body is not valid JSON.",
    fr: "Le corps de la requête n'est pas du JSON valide.",
  },
  "body.large": { en: "The request is too large.", fr: "La requête est trop volumineuse." },
  "idempotency.invalid": {
    en: "The Idempotency-Key must be 8 to 64 letters, digits, hyphens or underscores.",
    fr: "L'Idempotency-Key doit compter de 8 à 64 lettres, chiffres, tirets ou traits de soulignement.",
  },
  "idempotency.reused": {
    en: "This Idempotency-Key has already been used for another request.",
    fr: "Cette Idempotency-Key a déjà servi à une autre requête.",
  },
  taken: {
    en: "This time has just been taken. Please choose another one.",
    fr: "Ce créneau vient d'être réservé. Veuillez en choisir un autre.",
  },
  busy: {
    en: "Many people are booking right now. Please try again.",
    fr: "Les réservations sont nombreuses en ce moment. Veuillez réessayer.",
  },
  "email.taken": {
    en: "This e-mail address is already in use.",
    fr: "Cette adresse e-mail est déjà utilisée.",
  },
  conflict: {
    en: "Another change is being made right now. Please try again.",
    fr: "Une autre modification est en cours. Veuillez réessayer.",
  },
  "manage.missing": {
    en: "Please open this page with the link from your confirmation.",
    fr: "Veuillez ouvrir cette page avec le lien de votre confirmation.",
  },
  "manage.wrong": {
    en: "This link is not valid or no longer works.",
    fr: "Ce lien n'est pas valide ou ne fonctionne plus.",
  },
  "admin.missing": { en: "Please sign in.", fr: "Veuillez vous connecter." },
  "admin.group": {
    en: "Your account does not have access to this.",
    fr: "Votre compte n'a pas accès à cette fonction.",
  },
  "contact.limit": {
    en: "There is already a visit at that time with this number or e-mail address, or as many as can be booked online. Is this one for somebody else? Then say so below. Or call {phone}.",
    fr: "Un rendez-vous est déjà prévu à cette heure avec ce numéro ou cette adresse e-mail, ou le nombre de rendez-vous réservables en ligne est atteint. C'est pour une autre personne ? Précisez-le ci-dessous. Sinon, appelez le {phone}.",
  },
  "contact.throttled": {
    en: "Too many attempts with this number or address. Please try again in an hour, or call {phone}.",
    fr: "Trop de tentatives avec ce numéro ou cette adresse. Veuillez réessayer dans une heure ou appeler le {phone}.",
  },
  "moves.limit": {
    en: "This appointment can no longer be moved online. To change its time, please call {phone}.",
    fr: "Ce rendez-vous ne peut plus être déplacé en ligne. Pour changer l'heure, veuillez appeler le {phone}.",
  },
  "caller.throttled": {
    en: "Too many requests have come from your network. Please try again in ten minutes, or call {phone}.",
    fr: "Trop de demandes proviennent de votre réseau. Veuillez réessayer dans dix minutes ou appeler le {phone}.",
  },
  "caller.limit": {
    en: "Too many requests have come from your network today. Please try again tomorrow, or call {phone}.",
    fr: "Trop de demandes proviennent de votre réseau aujourd'hui. Veuillez réessayer demain ou appeler le {phone}.",
  },
  "terms.changed": {
    en: "The visit's length or price differs from what you were shown. Please check it and confirm.",
    fr: "La durée ou le prix du rendez-vous diffère de ce qui vous a été indiqué. Veuillez vérifier et confirmer.",
  },
  "booking.unchangeable": {
    en: "This booking can no longer be changed online. Please call {phone}.",
    fr: "Cette réservation ne peut plus être modifiée en ligne. Veuillez appeler le {phone}.",
  },
  "booking.cancel.late": {
    en: "Appointments can be cancelled online until {cancelUntil} before they begin. To cancel this one, please call {phone}.",
    fr: "Un rendez-vous s'annule en ligne jusqu'à {cancelUntil} avant son début. Pour annuler celui-ci, veuillez appeler le {phone}.",
  },
  "booking.move.late": {
    en: "Appointments can be moved online until {moveUntil} before they begin. To move this one, please call {phone}.",
    fr: "Un rendez-vous se déplace en ligne jusqu'à {moveUntil} avant son début. Pour déplacer celui-ci, veuillez appeler le {phone}.",
  },
  "product.stale": {
    en: "Somebody else has changed this product. Reload it and make your change again.",
    fr: "Ce produit a été modifié entre-temps. Rechargez-le et refaites votre modification.",
  },
  "review.stale": {
    en: "Somebody else has changed this review. Look at it again before you decide.",
    fr: "Cet avis a été modifié entre-temps. Veuillez le revoir avant de décider.",
  },
  "business.stale": {
    en: "Somebody else has changed this in the meantime. Reload it and make your change again.",
    fr: "Une autre personne a fait une modification entre-temps. Rechargez la page et refaites la vôtre.",
  },
  "picture.type": {
    en: "This is not a picture that browsers show. Choose a JPEG, PNG, WebP or AVIF file.",
    fr: "Ce n'est pas une image que les navigateurs affichent. Choisissez un fichier JPEG, PNG, WebP ou AVIF.",
  },
  "picture.broken": {
    en: "This picture is damaged. Open it on your device, save it again and choose that file.",
    fr: "Cette image est abîmée. Ouvrez-la sur votre appareil, enregistrez-la à nouveau et choisissez ce fichier.",
  },
  "picture.large": {
    en: "This picture is too large. Choose a smaller one.",
    fr: "Cette image est trop grande. Choisissez-en une plus petite.",
  },
  "booking.changed": {
    en: "This booking has just changed. Please look at it again before you decide.",
    fr: "Cette réservation vient de changer. Veuillez la revoir avant de décider.",
  },
  "booking.early": {
    en: "Not possible yet: this appointment has not begun.",
    fr: "Pas encore possible : ce rendez-vous n'a pas commencé.",
  },
  "booking.reviewed": {
    en: "This visit already has a review.",
    fr: "Un avis a déjà été donné sur ce rendez-vous.",
  },
  "booking.is.pending": {
    en: "Not possible: this booking is still pending.",
    fr: "Impossible : cette réservation est encore en attente.",
  },
  "booking.is.confirmed": {
    en: "Not possible: this booking is already confirmed.",
    fr: "Impossible : cette réservation est déjà confirmée.",
  },
  "booking.is.completed": {
    en: "Not possible: this booking is already completed.",
    fr: "Impossible : cette réservation est déjà terminée.",
  },
  "booking.is.no_show": {
    en: "Not possible: this booking is already marked as a no-show.",
    fr: "Impossible : cette réservation est déjà notée comme absence.",
  },
  "booking.is.cancelled": {
    en: "Not possible: this booking is already cancelled.",
    fr: "Impossible : cette réservation est déjà annulée.",
  },
  "booking.is.rejected": {
    en: "Not possible: this booking has already been rejected.",
    fr: "Impossible : cette réservation a déjà été refusée.",
  },
  "booking.is.expired": {
    en: "Not possible: this booking has expired.",
    fr: "Impossible : cette réservation a expiré.",
  },
  "not-found": { en: "Not found.", fr: "Introuvable." },
  unavailable: {
    en: "This is not possible at the moment. Please try again in a few seconds.",
    fr: "C'est impossible pour le moment. Veuillez réessayer dans quelques secondes.",
  },
  internal: {
    en: "Something went wrong on our side. Please try again in a moment.",
    fr: "Une erreur s'est produite de notre côté. Veuillez réessayer dans un instant.",
  },
} as const satisfies Record<ErrorCode, Text>;
