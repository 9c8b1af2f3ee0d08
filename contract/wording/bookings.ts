import type { Text } from "../business";

/** What somebody is told who has just booked. */
export const bookingMessages = {
  confirmed: {
    en: "Your appointment is confirmed.",
    fr: "Votre rendez-vous est confirmé.",
  },
  pending: {
    en: "We have your request and will confirm it soon.",
    fr: "Nous avons votre demande et la confirmerons bientôt.",
  },
} as const satisfies Record<string, Text>;
