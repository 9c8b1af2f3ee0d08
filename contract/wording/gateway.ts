import type { Text } from "../business";
import type { gatewayStatuses } from "../errors/codes";

/**
 * What the gateway refuses by itself, in the reader's language: its own answers are in English, so the
 * site finds the sentence by the code.
 */
export const gatewayMessages = {
  refused: { en: "The request was refused.", fr: "La demande a été refusée." },
  "edge.only": { en: "Please use our website for this.", fr: "Veuillez passer par notre site." },
  "access.denied": {
    en: "You are not allowed to do this.",
    fr: "Vous n'avez pas l'autorisation de faire cela.",
  },
  throttled: {
    en: "Too many requests. Wait a moment and try again.",
    fr: "Trop de demandes à la fois. Patientez un instant et réessayez.",
  },
  "quota.exceeded": {
    en: "Our site has reached its limit for this month. Please call us.",
    fr: "Notre site a atteint sa limite pour ce mois-ci. Veuillez nous appeler.",
  },
  "media.unsupported": {
    en: "The request has a format that we don't accept.",
    fr: "Le format de la demande n'est pas accepté.",
  },
  timeout: {
    en: "The server took too long to answer. Please try again.",
    fr: "Le serveur a mis trop de temps à répondre. Veuillez réessayer.",
  },
} as const satisfies Record<keyof typeof gatewayStatuses, Text>;
