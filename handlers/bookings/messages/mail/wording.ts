import type { Language } from "../../../../contract/business";
import type { MessageKind } from "../message";

/** The words of a mail in one language. */
export interface MailWording {
  readonly subject: (service: string, date: string) => string;
  readonly opening: string;
  /** What follows from it. */
  readonly more?: string;
}

/**
 * What is told: a message, of which two read otherwise while a visit still waits for the business, and one
 * where the business has cancelled, or cancelled several visits.
 */
export type Told =
  | MessageKind
  | "change-request"
  | "link-request"
  | "cancellation-by-us"
  | "cancellations";

/** What each mail says first. */
export const mailWording: Readonly<Record<Told, Readonly<Record<Language, MailWording>>>> = {
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
      opening: "Thank you for your request.",
      more: "We are holding this time for you and will write again as soon as we have looked at it.",
    },
    fr: {
      subject: (service, date) => `Demande de réservation - ${service} le ${date}`,
      opening: "Merci pour votre demande.",
      more: "Nous vous gardons ce créneau et vous écrirons dès que nous aurons examiné votre demande.",
    },
  },
  change: {
    en: {
      subject: (service, date) => `Booking Changed - ${service} on ${date}`,
      opening: "Your appointment has been moved.",
    },
    fr: {
      subject: (service, date) => `Réservation modifiée - ${service} le ${date}`,
      opening: "Votre rendez-vous a été déplacé.",
    },
  },
  "change-request": {
    en: {
      subject: (service, date) => `Booking Request Changed - ${service} on ${date}`,
      opening: "Your request has been moved.",
      more: "We will write again as soon as we have looked at it.",
    },
    fr: {
      subject: (service, date) => `Demande de réservation modifiée - ${service} le ${date}`,
      opening: "Votre demande a été déplacée.",
      more: "Nous vous écrirons dès que nous l'aurons examinée.",
    },
  },
  reminder: {
    en: {
      subject: (service, date) => `Reminder - ${service} on ${date}`,
      opening: "This is a reminder of your appointment.",
      more: "We look forward to seeing you.",
    },
    fr: {
      subject: (service, date) => `Rappel - ${service} le ${date}`,
      opening: "Nous vous rappelons votre rendez-vous.",
      more: "Au plaisir de vous accueillir.",
    },
  },
  link: {
    en: {
      subject: (service, date) => `Your Link - ${service} on ${date}`,
      opening: "Here is the link to your appointment, as you asked.",
    },
    fr: {
      subject: (service, date) => `Votre lien - ${service} le ${date}`,
      opening: "Voici, comme demandé, le lien vers votre rendez-vous.",
    },
  },
  "link-request": {
    en: {
      subject: (service, date) => `Your Link - ${service} on ${date}`,
      opening: "Here is the link to your request, as you asked.",
      more: "We have not answered it yet.",
    },
    fr: {
      subject: (service, date) => `Votre lien - ${service} le ${date}`,
      opening: "Voici, comme demandé, le lien vers votre demande.",
      more: "Nous n'y avons pas encore répondu.",
    },
  },
  cancellation: {
    en: {
      subject: (service, date) => `Booking Cancelled - ${service} on ${date}`,
      opening: "Your appointment has been cancelled.",
      more: "We hope to see you another time.",
    },
    fr: {
      subject: (service, date) => `Réservation annulée - ${service} le ${date}`,
      opening: "Votre rendez-vous a été annulé.",
      more: "Au plaisir de vous voir une prochaine fois.",
    },
  },
  "cancellation-by-us": {
    en: {
      subject: (service, date) => `Booking Cancelled - ${service} on ${date}`,
      opening: "We are sorry: we had to cancel your appointment.",
      more: "Please choose another time or call us.",
    },
    fr: {
      subject: (service, date) => `Réservation annulée - ${service} le ${date}`,
      opening: "Nous regrettons d'avoir dû annuler votre rendez-vous.",
      more: "Choisissez une autre heure ou appelez-nous.",
    },
  },
  cancellations: {
    en: {
      subject: (_, date) => `Bookings Cancelled - from ${date} on`,
      opening: "We are sorry: we had to cancel your appointments.",
      more: "They are listed below. If they are in your calendar, please delete them there. To find other times, book again or call us.",
    },
    fr: {
      subject: (_, date) => `Réservations annulées - à partir du ${date}`,
      opening: "Nous regrettons d'avoir dû annuler vos rendez-vous.",
      more: "En voici la liste. S'ils sont dans votre agenda, pensez à les y supprimer. Pour d'autres horaires, réservez de nouveau ou appelez-nous.",
    },
  },
  rejection: {
    en: {
      subject: (service, date) => `Booking Not Possible - ${service} on ${date}`,
      opening: "We are sorry, but we can't take this appointment.",
      more: "Please choose another time or call us.",
    },
    fr: {
      subject: (service, date) => `Réservation impossible - ${service} le ${date}`,
      opening: "Nous regrettons de ne pas pouvoir accepter ce rendez-vous.",
      more: "Choisissez une autre heure ou appelez-nous.",
    },
  },
};

/** The words that all mails share. */
export const mailWords = {
  en: {
    hello: "Hello,",
    colon: ":",
    service: "Service",
    when: "Date and time",
    visit: (number: number) => `Appointment ${number}`,
    others: "Others",
    more: (count: number) => `${count} more`,
    newTime: "New time",
    before: "Before",
    moment: (date: string, time: string) => `${date} at\u00a0${time}`,
    duration: "Duration",
    staff: "With",
    with: (name: string) => `with ${name}`,
    price: "Price",
    location: "Location",
    map: "See the map",
    code: "Booking code",
    name: "Name",
    until: (hours: string | undefined) =>
      hours ? `until ${hours} before your appointment begins` : "until your appointment begins",
    policy: (until: string) => `You can move or cancel online ${until}.`,
    policies: (move: string, cancel: string) =>
      `You can move it online ${move}, and cancel it ${cancel}.`,
    manage: "View, move or cancel",
    cancelPolicy: (until: string) => `You can cancel online ${until}. To move it, please call us.`,
    manageUnmoved: "View or cancel",
    again: "Book another appointment",
    questions: "Any questions? Call",
  },
  fr: {
    hello: "Bonjour,",
    colon: "\u00a0:",
    service: "Prestation",
    when: "Date et heure",
    visit: (number: number) => `Rendez-vous ${number}`,
    others: "Autres",
    more: (count: number) => `${count} de plus`,
    newTime: "Nouvelle date",
    before: "Avant",
    moment: (date: string, time: string) => `${date} à\u00a0${time}`,
    duration: "Durée",
    staff: "Avec",
    with: (name: string) => `avec ${name}`,
    price: "Prix",
    location: "Lieu",
    map: "Voir le plan",
    code: "Code de réservation",
    name: "Nom",
    until: (hours: string | undefined) =>
      hours
        ? `jusqu'à ${hours} avant le début de votre rendez-vous`
        : "jusqu'au début de votre rendez-vous",
    policy: (until: string) => `Vous pouvez déplacer ou annuler en ligne ${until}.`,
    policies: (move: string, cancel: string) =>
      `Vous pouvez le déplacer en ligne ${move}, et l'annuler ${cancel}.`,
    manage: "Voir, déplacer ou annuler",
    cancelPolicy: (until: string) =>
      `Vous pouvez annuler en ligne ${until}. Pour le déplacer, appelez-nous.`,
    manageUnmoved: "Voir ou annuler",
    again: "Prendre un autre rendez-vous",
    questions: "Une question\u00a0? Appelez le",
  },
} as const satisfies Record<Language, unknown>;
