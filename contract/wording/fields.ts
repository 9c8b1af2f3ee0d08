import type { Text } from "../business";

/**
 * What is wrong with a field, under the keys that the schemas and the rules name. Words between braces
 * come from the business (translate.ts).
 */
export const fieldMessages = {
  "name.required": { en: "Enter your name.", fr: "Indiquez votre nom." },
  "name.long": {
    en: "Use at most 80 characters for the name.",
    fr: "Le nom est limité à 80 caractères.",
  },
  "name.characters": {
    en: "This name contains invisible characters. Please type it instead of pasting it.",
    fr: "Ce nom contient des caractères invisibles. Veuillez le saisir au clavier au lieu de le coller.",
  },
  "name.link": {
    en: "Enter your name alone, without links, addresses or phone numbers.",
    fr: "Indiquez seulement votre nom, sans lien, adresse ni numéro de téléphone.",
  },
  "email.invalid": {
    en: "Enter an e-mail address like name@example.com.",
    fr: "Indiquez une adresse e-mail comme nom@exemple.com.",
  },
  "email.local": {
    en: "Enter an e-mail address without accents or other special letters before the @.",
    fr: "Indiquez une adresse e-mail sans accents ni autres lettres spéciales avant l'arobase.",
  },
  "phone.required": { en: "Enter your phone number.", fr: "Indiquez votre numéro de téléphone." },
  "phone.invalid": {
    en: "Enter a valid phone number, with the country code if it is foreign.",
    fr: "Indiquez un numéro de téléphone valide, avec l'indicatif s'il est étranger.",
  },
  "service.required": { en: "Choose a service.", fr: "Choisissez une prestation." },
  "service.unknown": {
    en: "Choose a service from the list.",
    fr: "Choisissez une prestation dans la liste.",
  },
  "service.desk": {
    en: "This service is booked by phone. Please call {phone}.",
    fr: "Cette prestation se réserve par téléphone. Veuillez appeler le {phone}.",
  },
  "service.paused": {
    en: "This service can't be booked at the moment. Choose another one.",
    fr: "Cette prestation ne peut pas être réservée pour le moment. Choisissez-en une autre.",
  },
  "service.many": {
    en: "Choose at most {maxServices} services per visit.",
    fr: "Choisissez au plus {maxServices} prestations par rendez-vous.",
  },
  "service.twice": {
    en: "Choose each service only once.",
    fr: "Ne choisissez chaque prestation qu'une seule fois.",
  },
  "options.invalid": {
    en: "Name each option once, by its id, with the id of one of its choices.",
    fr: "Indiquez chaque option une seule fois, par son identifiant, avec celui de l'un de ses choix.",
  },
  "options.unknown": {
    en: "The option “{option}” is no longer offered. Choose again.",
    fr: "L'option « {option} » n'est plus proposée. Choisissez à nouveau.",
  },
  "options.service": {
    en: "“{option}” belongs to a service that is not chosen. Choose that service, too, or leave the option out.",
    fr: "« {option} » fait partie d'une prestation non choisie. Ajoutez cette prestation ou retirez l'option.",
  },
  "options.choice": {
    en: "This choice for “{option}” is no longer offered. Choose again.",
    fr: "Ce choix pour « {option} » n'est plus proposé. Choisissez à nouveau.",
  },
  "staff.unknown": {
    en: "Choose a person from the list.",
    fr: "Choisissez une personne dans la liste.",
  },
  "staff.service": {
    en: "This person does not offer the chosen service.",
    fr: "Cette personne ne propose pas la prestation choisie.",
  },
  "date.required": { en: "Choose a day.", fr: "Choisissez un jour." },
  "date.invalid": {
    en: "Enter a valid date like 2026-11-23.",
    fr: "Indiquez une date valide comme 2026-11-23.",
  },
  "date.past": {
    en: "Choose today or a later day.",
    fr: "Choisissez aujourd'hui ou un jour à venir.",
  },
  "date.horizon": {
    en: "Visits can be booked up to {horizonDays} days ahead.",
    fr: "Les rendez-vous se prennent jusqu'à {horizonDays} jours à l'avance.",
  },
  "date.closed": { en: "We are closed on that day.", fr: "Nous sommes fermés ce jour-là." },
  "date.away": {
    en: "This person does not work on that day. Choose another day.",
    fr: "Cette personne ne travaille pas ce jour-là. Choisissez un autre jour.",
  },
  "time.required": { en: "Choose a time.", fr: "Choisissez une heure." },
  "time.invalid": {
    en: "Enter a time like 09:30.",
    fr: "Indiquez une heure comme 09:30.",
  },
  "time.grid": {
    en: "Visits start every {gridMinutes} minutes.",
    fr: "Les rendez-vous commencent toutes les {gridMinutes} minutes.",
  },
  "time.closed": {
    en: "Choose a time at which the whole visit is within our opening hours.",
    fr: "Choisissez une heure à laquelle tout le rendez-vous tient dans nos heures d'ouverture.",
  },
  "time.away": {
    en: "Choose a time at which this person works for the whole visit.",
    fr: "Choisissez une heure à laquelle cette personne travaille pendant tout le rendez-vous.",
  },
  "time.notice": {
    en: "Choose a later time: please book at least {notice} ahead.",
    fr: "Choisissez une heure plus tardive : réservez au moins {notice} à l'avance.",
  },
  "locale.unknown": {
    en: "Choose one of the site's languages: {languages}.",
    fr: "Choisissez l'une des langues du site : {languages}.",
  },
  "forAnother.invalid": {
    en: "Must be true or false.",
    fr: "La valeur doit être true ou false.",
  },
  "time.bucket": {
    en: "Choose a time on a multiple of five minutes, like 10:05.",
    fr: "Choisissez une heure multiple de cinq minutes, comme 10:05.",
  },
  "reason.invalid": {
    en: "Must be break, off, sick or closed.",
    fr: "La valeur doit être break, off, sick ou closed.",
  },
  "keep.invalid": {
    en: "Must be a list of at most 400 ids of visits or blocks.",
    fr: "La valeur doit être une liste de 400 identifiants de rendez-vous ou de blocages au plus.",
  },
  "block.long": {
    en: "Block at most 400 days at once, the days of each person counted by themselves.",
    fr: "Bloquez 400 jours au plus à la fois, en comptant à part les jours de chaque personne.",
  },
  "dryRun.invalid": {
    en: "Must be true or false.",
    fr: "La valeur doit être true ou false.",
  },
  "expected.invalid": {
    en: "Give the length and the price as whole numbers, and the currency by its three letters.",
    fr: "Indiquez la durée et le prix en nombres entiers, et la devise par ses trois lettres.",
  },
  "contact.required": {
    en: "Enter the e-mail address or the phone number that you booked with.",
    fr: "Indiquez l'adresse e-mail ou le numéro de téléphone donné à la réservation.",
  },
  "note.invalid": { en: "The note must be text.", fr: "La remarque doit être du texte." },
  "note.long": {
    en: "Use at most 500 characters for the note.",
    fr: "La remarque est limitée à 500 caractères.",
  },
  "age.invalid": {
    en: "Enter the age in whole years, from 0 to 150.",
    fr: "Indiquez l'âge en années, un nombre entier de 0 à 150.",
  },
  "days.invalid": {
    en: "Ask for 1 to 31 days.",
    fr: "Demandez de 1 à 31 jours.",
  },
  "status.unknown": {
    en: "Choose a status from the list.",
    fr: "Choisissez un statut dans la liste.",
  },
  "removal.required": {
    en: "Give at least one of these: a number, an address, days, or when the bookings were made.",
    fr: "Indiquez au moins un critère : un numéro, une adresse, des jours ou la période de réservation.",
  },
  "removalId.invalid": {
    en: "Ask for a preview first, and send the removalId it answers.",
    fr: "Demandez d'abord un aperçu et envoyez le removalId de sa réponse.",
  },
  "made.invalid": {
    en: "Enter a moment in UTC like 2026-11-23T09:00Z.",
    fr: "Indiquez un moment UTC comme 2026-11-23T09:00Z.",
  },
  "messages.unknown": {
    en: "Choose one message to each person, or none.",
    fr: "Choisissez un message par personne, ou aucun.",
  },
  "late.invalid": {
    en: "Write true, or leave it out.",
    fr: "Écrivez true ou omettez ce paramètre.",
  },
  "to.order": {
    en: "The last day must not be before the first one.",
    fr: "Le dernier jour ne peut pas précéder le premier.",
  },
  "to.far": {
    en: "Choose a period of at most 92 days.",
    fr: "Choisissez une période de 92 jours au plus.",
  },
  "limit.invalid": {
    en: "The limit is too large or not a whole number.",
    fr: "La limite est trop grande ou n'est pas un nombre entier.",
  },
  "cursor.invalid": {
    en: "This page can't be found. Start again from the first one.",
    fr: "Cette page est introuvable. Recommencez à la première.",
  },
  "category.unknown": {
    en: "Choose a category from the list.",
    fr: "Choisissez une catégorie dans la liste.",
  },
  "price.invalid": {
    en: "Enter the price in digits, without a currency.",
    fr: "Indiquez le prix en chiffres, sans la devise.",
  },
  "stock.invalid": {
    en: "Enter the stock as a whole number.",
    fr: "Indiquez le stock, un nombre entier.",
  },
  "active.invalid": {
    en: "Choose whether the shop shows this product.",
    fr: "Indiquez si la boutique affiche ce produit.",
  },
  "expiresAt.invalid": {
    en: "Enter the end as a Unix time in whole seconds.",
    fr: "Indiquez la fin en temps Unix, en secondes entières.",
  },
  "expiresAt.past": {
    en: "Choose an end in the future.",
    fr: "Choisissez une fin à venir.",
  },
  "picture.bytes.invalid": {
    en: "A picture has at most 1,048,576 bytes.",
    fr: "Une image compte au plus 1 048 576 octets.",
  },
  "picture.type.invalid": {
    en: "Choose a JPEG, PNG, WebP or AVIF picture.",
    fr: "Choisissez une image JPEG, PNG, WebP ou AVIF.",
  },
  "version.invalid": {
    en: "Enter the version that you loaded.",
    fr: "Indiquez la version que vous avez chargée.",
  },
  "rating.invalid": {
    en: "Give 1 to 5 stars.",
    fr: "Donnez de 1 à 5 étoiles.",
  },
  "rating.required": { en: "Give 1 to 5 stars.", fr: "Donnez de 1 à 5 étoiles." },
  "message.required": { en: "Write a few words.", fr: "Écrivez quelques mots." },
  "message.long": {
    en: "Use at most 2,000 characters for the review.",
    fr: "L'avis est limité à 2\u00a0000 caractères.",
  },
  "answer.required": { en: "Write a few words.", fr: "Écrivez quelques mots." },
  "answer.long": {
    en: "Use at most 1,000 characters for the answer.",
    fr: "La réponse est limitée à 1\u00a0000 caractères.",
  },
  "bookingToken.invalid": {
    en: "This link does not belong to a booking.",
    fr: "Ce lien ne correspond à aucune réservation.",
  },
  "bookingToken.early": {
    en: "You can review this visit once it has taken place.",
    fr: "Vous pourrez donner votre avis sur ce rendez-vous une fois qu'il aura eu lieu.",
  },
  "field.unknown": { en: "Unknown field.", fr: "Champ inconnu." },
  "field.invalid": { en: "This value is not valid.", fr: "Cette valeur n'est pas valide." },
  "field.required": { en: "This field is required.", fr: "Ce champ est obligatoire." },
} as const satisfies Record<string, Text>;
