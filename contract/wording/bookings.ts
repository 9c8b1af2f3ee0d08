import type { Text } from "../business";

/** What a customer reads right after booking, by the status of the booking. */
export const bookingMessages = {
  confirmed: {
    en: "Your appointment is confirmed.",
    fr: "Votre rendez-vous est confirmé.",
  },
  pending: {
    en: "We have received your request and will confirm it soon.",
    fr: "Nous avons bien reçu votre demande et la confirmerons bientôt.",
  },
} as const satisfies Record<string, Text>;

/** What everybody reads who asks for their links, whether anything was found. */
export const linksMessages = {
  mail: {
    en: "If a visit was booked with this address, its link is on its way.",
    fr: "Si un rendez-vous a été réservé avec cette adresse, son lien est en route.",
  },
  phone: {
    en: "If a visit was booked with this number, its link is on its way: by e-mail if an address was given, otherwise by SMS.",
    fr: "Si un rendez-vous a été réservé avec ce numéro, son lien est en route : par e-mail si une adresse a été donnée, sinon par SMS.",
  },
  phoneWithoutSms: {
    en: "If a visit was booked with this number and an e-mail address, its link is on its way to that address. We can't send SMS: without an address, please call {phone}.",
    fr: "Si un rendez-vous a été réservé avec ce numéro et une adresse e-mail, son lien est en route vers cette adresse. Nous n'envoyons pas de SMS : sans adresse, veuillez appeler le {phone}.",
  },
} as const satisfies Record<string, Text>;
