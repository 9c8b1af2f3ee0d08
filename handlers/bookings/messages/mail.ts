import MailComposer from "nodemailer/lib/mail-composer";
import { business } from "../../../business";
import type { Language } from "../../../contract/business";
import { phoneText } from "../../../contract/rules/phone-text";
import { longDate, place, serviceNames, staffName } from "../../../contract/rules/words";
import { type Booking, manageUrl } from "../booking";
import { bookingCalendar } from "./calendar";

/** The mails about a booking. */
export type MailKind =
  | "confirmation"
  | "request"
  | "change"
  | "reminder"
  | "cancellation"
  | "rejection";

interface Wording {
  readonly subject: (service: string, date: string) => string;
  readonly opening: string;
}

const wording: Record<MailKind, Record<Language, Wording>> = {
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
      opening: "We have your request and will confirm it soon. The time is kept for you.",
    },
    fr: {
      subject: (service, date) => `Demande de réservation - ${service} le ${date}`,
      opening:
        "Nous avons bien reçu votre demande et la confirmerons bientôt. L'heure vous est gardée.",
    },
  },
  change: {
    en: {
      subject: (service, date) => `Booking Changed - ${service} on ${date}`,
      opening: "Your appointment has been moved. This is the new time.",
    },
    fr: {
      subject: (service, date) => `Réservation modifiée - ${service} le ${date}`,
      opening: "Votre rendez-vous a été déplacé. Voici la nouvelle heure.",
    },
  },
  reminder: {
    en: {
      subject: (service, date) => `Reminder - ${service} on ${date}`,
      opening: "We look forward to seeing you soon. This is when we expect you.",
    },
    fr: {
      subject: (service, date) => `Rappel - ${service} le ${date}`,
      opening: "Nous nous réjouissons de vous voir bientôt. Voici quand nous vous attendons.",
    },
  },
  cancellation: {
    en: {
      subject: (service, date) => `Booking Cancelled - ${service} on ${date}`,
      opening: "Your appointment is cancelled. We would be glad to see you another time.",
    },
    fr: {
      subject: (service, date) => `Réservation annulée - ${service} le ${date}`,
      opening: "Votre rendez-vous est annulé. Au plaisir de vous voir une autre fois.",
    },
  },
  rejection: {
    en: {
      subject: (service, date) => `Booking Not Possible - ${service} on ${date}`,
      opening:
        "We are sorry: we can't take this appointment. Please choose another time or call us.",
    },
    fr: {
      subject: (service, date) => `Réservation impossible - ${service} le ${date}`,
      opening:
        "Nous regrettons de ne pas pouvoir prendre ce rendez-vous. Choisissez une autre heure ou appelez-nous.",
    },
  },
};

const labels = {
  en: {
    hello: (name: string) => `Hello ${name},`,
    colon: ":",
    service: "Service",
    date: "Date",
    time: "Time",
    staff: "With",
    place: "Place",
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
    place: "Lieu",
    phone: "Une question\u00a0? Appelez le",
    manage: "Modifier ou annuler votre rendez-vous",
    id: "Numéro de réservation",
  },
} as const satisfies Record<Language, unknown>;

/**
 * A whole mail about a booking as MIME, in the customer's language, with the calendar entry as an
 * invitation. The booking must have an e-mail address.
 * @param from the verified sender, an address alone
 */
export async function composeMail(booking: Booking, kind: MailKind, from: string): Promise<Buffer> {
  const language = booking.locale;
  const words = labels[language];
  const { subject, opening } = wording[kind][language];
  const service = serviceNames(booking.service, language);
  const date = longDate(booking.startsAt, language);
  const link = manageUrl(booking, business.languages[0]);
  const isOver = kind === "cancellation" || kind === "rejection";
  const rows: [string, string][] = [
    [words.service, service],
    [words.date, date],
    [words.time, `${booking.appointmentTime} (${business.timeZone})`],
    [words.staff, staffName(booking.staff)],
    [words.place, place(language)],
    [words.id, booking.bookingId],
  ];
  const text = [
    words.hello(booking.customerName),
    opening,
    rows.map(([label, value]) => `${label}${words.colon} ${value}`).join("\n"),
    ...(isOver ? [] : [`${words.manage}${words.colon}\n${link}`]),
    `${words.phone} ${phoneText(business.phone)}`,
    business.name,
  ].join("\n\n");
  const html = `<!doctype html><html lang="${language}"><body style="font-family:sans-serif;line-height:1.5;color:#2b1a2f">
<p>${escapeHtml(words.hello(booking.customerName))}</p><p>${escapeHtml(opening)}</p>
<table cellpadding="4">${rows.map(([label, value]) => `<tr><th align="left">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`).join("")}</table>
${isOver ? "" : `<p><a href="${escapeHtml(link)}">${escapeHtml(words.manage)}</a></p>`}
<p>${escapeHtml(words.phone)} <a href="tel:${business.phone}">${phoneText(business.phone)}</a></p>
<p>${escapeHtml(business.name)}</p></body></html>`;

  return new MailComposer({
    from: { name: business.name, address: from },
    replyTo: business.email,
    to: { name: booking.customerName, address: booking.customerEmail as string },
    subject: subject(service, date),
    text,
    html,
    icalEvent: {
      method: isOver ? "CANCEL" : "REQUEST",
      filename: "appointment.ics",
      content: bookingCalendar(booking, link, { from }),
    },
    headers: { "Auto-Submitted": "auto-generated" },
  })
    .compile()
    .build();
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
