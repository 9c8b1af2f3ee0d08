import type { Retention } from "../published-site";

/** What the legal notice and the privacy page say, in English. */
export const en = {
  legal: {
    title: "Legal notice",
    description: (name: string) => `Who publishes the site of ${name}, and who hosts it.`,
    publisher: "Publisher",
    form: "Legal form",
    address: "Address",
    phone: "Phone",
    email: "E-mail",
    vatNumber: "VAT number",
    director: "Responsible for the content",
    host: "Host",
  },
  privacy: {
    title: "Privacy",
    description: (name: string) =>
      `What ${name} keeps about you, why, for how long, and how to have it erased.`,
    lead: "We ask only for what your visit needs. We sell nothing that we know about you, and this site has no advertising and no tracking.",
    contactTitle: "Whom to ask",
    contact: (name: string) =>
      `${name} is responsible for your data. Write to us or call us if you want to see what we have about you, to correct it or to have it erased. You can also complain to the data protection authority of your country.`,
    sections: (kept: Retention): { title: string; body: string[] }[] => [
      {
        title: "When you book",
        body: [
          "We keep your name, your phone number, your e-mail address and your note if you give them, and the visit itself: what, when, with whom and at what price. We need them to keep your time free and to reach you.",
          "Bookings stay in our books after the visit, cancelled ones too, until you ask us to erase your details.",
        ],
      },
      {
        title: "Messages about your visit",
        body: [
          "We write to you only about your visit: when you book, change or cancel it, and to remind you of it. We note whether a message arrived. An address that refuses our mail gets no more of it.",
        ],
      },
      {
        title: "When you write a review",
        body: [
          "Your review is public with the name you sign it with. Your e-mail address is never shown.",
          `We delete the address after ${days(kept.reviewerEmailDays)}, or within the two days that follow. The review stays until you ask us to erase it, which works by your address as long as we have it.`,
        ],
      },
      {
        title: "When you look around",
        body: [
          "We count visits without knowing who you are. Your internet address and the name of your browser are turned into a code with a secret that changes every day. Code and secret are deleted within four days, and the address itself is not stored. In the same way we limit how often one address can book or write.",
          "Visitors get no cookies. Your own browser keeps what you have begun to type, and the link to a visit that you booked on this device until a day after the visit.",
        ],
      },
      {
        title: "Technical logs and backups",
        body: [
          `Our logs contain no names, phone numbers or e-mail addresses. They are deleted after ${days(kept.logDays)}${
            kept.logArchiveYears > 0
              ? `; a copy stays in an archive for ${years(kept.logArchiveYears)}`
              : ""
          }.`,
          ...(kept.accessLogs
            ? [
                "To find attacks we also log each request with its internet address, for seven days.",
              ]
            : []),
          `What we erase stays in backups for up to 35 days${
            kept.monthlyBackups ? ", and in monthly copies for up to a year" : ""
          }. We use them only after a failure.`,
        ],
      },
    ],
    hostTitle: "Where it is kept",
    host: (name: string) => `${name} stores our data for us and may use it for nothing else.`,
  },
};

/** What the legal notice and the privacy page say in every language. */
export type LegalWords = typeof en;

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

function years(count: number): string {
  return count === 1 ? "1 year" : `${count} years`;
}
