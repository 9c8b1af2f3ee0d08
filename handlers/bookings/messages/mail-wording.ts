import type { Language } from "../../../contract/business";
import type { MessageKind } from "./message";

/** The words of a mail in one language. */
export interface MailWording {
  readonly subject: (service: string, date: string) => string;
  readonly opening: string;
}

/** What each mail says first. */
export const mailWording: Record<MessageKind, Record<Language, MailWording>> = {
  confirmation: {
    en: {
      subject: (service, date) => `Booking Confirmation - ${service} on ${date}`,
      opening: "Your appointment is confirmed.",
    },
    fr: {
      subject: (service, date) => `Confirmation de réservation - ${service} le ${date}`,
      opening: "Votre rendez-vous est confirmé.",
    },
  },
  request: {
    en: {
      subject: (service, date) => `Booking Request - ${service} on ${date}`,
      opening:
        "Thank you for your request. We are holding this time for you and will confirm it soon.",
    },
    fr: {
      subject: (service, date) => `Demande de réservation - ${service} le ${date}`,
      opening:
        "Merci pour votre demande. Nous vous gardons ce créneau et vous le confirmerons bientôt.",
    },
  },
  change: {
    en: {
      subject: (service, date) => `Booking Changed - ${service} on ${date}`,
      opening: "Your appointment has been moved. Here are the new details.",
    },
    fr: {
      subject: (service, date) => `Réservation modifiée - ${service} le ${date}`,
      opening: "Votre rendez-vous a été déplacé. Voici les nouvelles informations.",
    },
  },
  reminder: {
    en: {
      subject: (service, date) => `Reminder - ${service} on ${date}`,
      opening: "This is a reminder of your appointment. We look forward to seeing you.",
    },
    fr: {
      subject: (service, date) => `Rappel - ${service} le ${date}`,
      opening: "Nous vous rappelons votre rendez-vous. Au plaisir de vous accueillir.",
    },
  },
  cancellation: {
    en: {
      subject: (service, date) => `Booking Cancelled - ${service} on ${date}`,
      opening: "Your appointment has been cancelled. We hope to see you another time.",
    },
    fr: {
      subject: (service, date) => `Réservation annulée - ${service} le ${date}`,
      opening: "Votre rendez-vous a été annulé. Au plaisir de vous voir une prochaine fois.",
    },
  },
  rejection: {
    en: {
      subject: (service, date) => `Booking Not Possible - ${service} on ${date}`,
      opening:
        "We are sorry, but we can't take this appointment. Please choose another time or call us.",
    },
    fr: {
      subject: (service, date) => `Réservation impossible - ${service} le ${date}`,
      opening:
        "Nous regrettons de ne pas pouvoir accepter ce rendez-vous. Choisissez une autre heure ou appelez-nous.",
    },
  },
};

/** The labels that all mails share. */
export const mailLabels = {
  en: {
    hello: (name: string) => `Hello ${name},`,
    colon: ":",
    service: "Service",
    date: "Date",
    time: "Time",
    staff: "With",
    location: "Location",
    phone: "Questions? Call",
    manage: "Change or cancel your appointment",
    id: "Booking number",
  },
  fr: {
    hello: (name: string) => `Bonjour ${name},`,
    colon: "\u00a0:",
    service: "Prestation",
    date: "Date",
    time: "Heure",
    staff: "Avec",
    location: "Lieu",
    phone: "Une question\u00a0? Appelez le",
    manage: "Modifier ou annuler votre rendez-vous",
    id: "Numéro de réservation",
  },
} as const satisfies Record<Language, unknown>;
