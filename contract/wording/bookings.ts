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
