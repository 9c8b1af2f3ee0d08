import type { CountryCode } from "libphonenumber-js/min";

/**
 * What a business is: everything that the site, the booking rules and the messages know about it.
 * Everything in contract/ takes one as an argument.
 */

/** The languages that the site can be written in. */
export const languages = ["en", "fr"] as const;
export type Language = (typeof languages)[number];

/** A sentence in every language of the site. */
export type Text = Readonly<Record<Language, string>>;

/** Kinds of business by their names at schema.org, as far as they work by appointment. */
export const schemaTypes = [
  "AutoRepair",
  "BeautySalon",
  "DaySpa",
  "Dentist",
  "HairSalon",
  "HealthAndBeautyBusiness",
  "LocalBusiness",
  "MedicalBusiness",
  "NailSalon",
  "ProfessionalService",
  "TattooParlor",
] as const;
export type SchemaType = (typeof schemaTypes)[number];

/** Sets of drawings; "plain" fits every trade. */
export const drawings = ["plain", "braids"] as const;

/** English weekday names in ISO order; they are keys, never shown. */
export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof weekdays)[number];

/** One opening of a day in business time, "HH:MM"; `closes` may be "24:00". */
export interface Opening {
  readonly opens: string;
  readonly closes: string;
}

/** A file of the site, with what stands for it where it can't be seen. */
export interface Picture {
  /** Below www/pictures, like "team/petra.jpg"; below media/ one that the desk has uploaded. */
  readonly path: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly alt: Text;
}

/** Something a customer can book. */
export interface Service {
  readonly id: string;
  readonly name: Text;
  readonly description: Text;
  readonly durationMinutes: number;
  /** Time to clean up before the next customer; held in the diary, but never shown. */
  readonly bufferMinutes: number;
  /** Time to get ready; held before the visit, and never shown either. */
  readonly bufferBeforeMinutes?: number;
  /** A stretch in between in which the person is free for somebody else, like that of a dye that works. */
  readonly gap?: {
    /** From the start of the service on. */
    readonly afterMinutes: number;
    readonly minutes: number;
  };
  /** In whole minor units of the currency: 2850 is 28.50 EUR, or 2,850 XAF. */
  readonly price: number;
  /** Whether the price is the lowest one, and the exact one is said on the day. */
  readonly isFromPrice?: boolean;
  /** What a customer chooses with it, like the length of braids. */
  readonly options?: readonly ServiceOption[];
  readonly category: string;
  /** Who can book it: everybody, which is usual, only the desk, or nobody for now. */
  readonly bookable?: (typeof bookables)[number];
}

/** Something to choose with a service; its first choice is the standard one and adds nothing. */
export interface ServiceOption {
  /** Its own among the options of all services. */
  readonly id: string;
  readonly name: Text;
  readonly choices: readonly OptionChoice[];
}

/** One of the choices of an option. */
export interface OptionChoice {
  readonly id: string;
  /** Written to stand behind the service's name: "Box braids (waist length)". */
  readonly name: Text;
  readonly addedMinutes?: number;
  /** In whole minor units of the currency. */
  readonly addedPrice?: number;
}

/** Who can book a service. */
export const bookables = ["everyone", "desk", "paused"] as const;

/** Who confirms a booking: nobody has to, which is "at-once", or the owner, who may also reject it. */
export const confirmations = ["at-once", "by-owner"] as const;

/** Which reviews appear by themselves: all, those that the link of a past visit proves, or none without the owner. */
export const publications = ["all-at-once", "verified-at-once", "after-approval"] as const;

/** What a person does differently. */
export interface ServiceTerms {
  readonly durationMinutes?: number;
  /** As in `Service`. */
  readonly price?: number;
}

/** Somebody who does the work; each staff member has a diary of their own. */
export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly role: Text;
  /** The services this person does. */
  readonly services: "all" | readonly string[];
  /** Where this person takes another time or price than the service says, by the service's id. */
  readonly terms?: Readonly<Record<string, ServiceTerms>>;
  /** When this person works; on a weekday that is left out as long as the business is open. */
  readonly hours?: Readonly<Partial<Record<Weekday, readonly Opening[]>>>;
  readonly breaks?: readonly Break[];
  /** Days off, or with other hours; of several that name a day the first one counts. */
  readonly exceptions?: readonly StaffException[];
  readonly photo?: Picture;
}

/** A stretch of every working day in which a person takes no visits, "HH:MM". */
export interface Break {
  readonly starts: string;
  readonly ends: string;
  /** Only on these days; every day where absent. */
  readonly weekdays?: readonly Weekday[];
}

/**
 * Which days an exception is for. A date is of one year ("2027-04-02"), or a day of every year ("12-25"),
 * and so are the two ends of a range; a yearly range may reach over New Year.
 */
export type Days =
  | { readonly date: string }
  | {
      readonly from: string;
      readonly until: string;
      /** Only these of its days. */
      readonly weekdays?: readonly Weekday[];
    }
  /** So many days from a date on, again every so many weeks. */
  | {
      readonly from: string;
      readonly everyWeeks: number;
      readonly days: number;
      readonly until?: string;
    }
  /** A weekday once a month, like the first Friday. */
  | {
      readonly inMonth: PlaceInMonth;
      readonly weekday: Weekday;
      readonly from?: string;
      readonly until?: string;
    };

/** Which one of a month's Mondays or Fridays. */
export const placesInMonth = ["first", "second", "third", "fourth", "last"] as const;
export type PlaceInMonth = (typeof placesInMonth)[number];

/** Days on which the business keeps other hours than its weekly ones. */
export type OpeningException = Days & {
  readonly name: Text;
  /** When it is open then; closed where absent. */
  readonly openings?: readonly Opening[];
};

/** Days on which a person keeps other hours than the weekly ones. */
export type StaffException = Days & {
  /** Why, for the desk alone. */
  readonly reason?: string;
  /** When this person works then; off where absent. */
  readonly openings?: readonly Opening[];
};

/** Who answers for the site, as the law of many countries wants it to be said. */
export interface LegalNotice {
  /** The person or company that publishes the site. */
  readonly publisher: string;
  /** Its legal form and capital, like "SARL au capital de 5 000 €". */
  readonly form?: Text;
  /** Where it is registered, with the register's own name: SIRET, RCCM. */
  readonly registration?: { readonly register: string; readonly number: string };
  readonly vatNumber?: string;
  /** The person who answers for what the site says, where that isn't the publisher. */
  readonly director?: string;
  /** Who keeps the site's computers. */
  readonly host: { readonly name: string; readonly address: string; readonly phone?: string };
}

export interface Business {
  readonly name: string;
  /** What search engines call such a business; default: a local business of no particular kind. */
  readonly schemaType?: SchemaType;
  readonly tagline: Text;
  readonly about: Text;
  /** The phrases of the site that depend on the trade. */
  readonly phrases: {
    /** Above the staff on the home page, and the sentence under it. */
    readonly team: Text;
    readonly teamLead: Text;
    /** Above the last button of the home page. */
    readonly closing: Text;
    /** What a customer may want to write with a booking. */
    readonly noteHint: Text;
    /** Above the shelves of the shop. */
    readonly shop: Text;
  };
  /** E.164; the number for customers to call. */
  readonly phone: string;
  readonly email: string;
  readonly address: {
    readonly street: Text;
    readonly district: string;
    readonly postalCode?: string;
    readonly city: string;
    readonly country: Text;
    readonly mapUrl: string;
    /** Where its door is; in degrees, north and east are positive. */
    readonly geo?: { readonly latitude: number; readonly longitude: number };
  };
  /** What its legal notice says; without it the site has none. */
  readonly legal?: LegalNotice;
  /** ISO 3166 code of the country of phone numbers without a prefix. */
  readonly country: CountryCode;
  /** IANA zone of the diary. */
  readonly timeZone: string;
  /** ISO 4217 code of the currency of all its prices. */
  readonly currency: string;
  /** The languages of its site; the first one is the default. */
  readonly languages: readonly [Language, ...Language[]];
  readonly openingHours: Readonly<Record<Weekday, readonly Opening[]>>;
  /** Of several that name a day the first one counts. */
  readonly exceptions: readonly OpeningException[];
  readonly booking: {
    /** Minutes between the start times that are offered; a multiple of 5. */
    readonly gridMinutes: number;
    /** How long before its start a visit can last be booked or moved. */
    readonly noticeMinutes: number;
    /** How many days ahead a visit can be booked, counting today as day 0. */
    readonly horizonDays: number;
    readonly maxServices: number;
    /** How many visits that are not over one phone number or e-mail address may hold; the desk may book more. */
    readonly maxOpenVisits: number;
    /** How often customers may move a visit themselves; the desk may always. */
    readonly maxOwnMoves: number;
    /** How long before its start customers can last cancel or move a visit; until it starts where absent. */
    readonly cancelUntilMinutes?: number;
    readonly moveUntilMinutes?: number;
    /** Who confirms what customers book; what the stage setting `autoConfirm` says where absent. */
    readonly confirmation?: (typeof confirmations)[number];
    /** After how long a request expires that nobody has answered; when its visit would start where absent. */
    readonly answerWithinHours?: number;
    /** How long before a visit its customer is reminded; 24 where absent, and 0 reminds nobody. */
    readonly reminderHours?: number;
  };
  readonly reviews?: {
    /** Which reviews wait for the owner; none where absent. */
    readonly publication?: (typeof publications)[number];
  };
  readonly logo?: Picture;
  /** What the pages are decorated with; default: nothing of any trade. */
  readonly drawings?: (typeof drawings)[number];
  /** Of the site, as "#rrggbb". */
  readonly colours?: {
    readonly main: string;
    readonly accent: string;
    readonly background: string;
  };
  readonly categories: readonly ServiceCategory[];
  readonly services: readonly Service[];
  readonly staff: readonly [StaffMember, ...StaffMember[]];
  /** The shelves of the shop; the products themselves are entered by the owner. */
  readonly productCategories: readonly [ProductCategory, ...ProductCategory[]];
}

/** Services that belong together on the price list. */
export interface ServiceCategory {
  readonly id: string;
  readonly name: Text;
  /** The id of the service in it that is booked where a request names the category alone. */
  readonly standardService?: string;
}

/** A shelf of the shop. */
export interface ProductCategory {
  readonly id: string;
  readonly name: Text;
}
