import { expect } from "chai";
import type { Business, Service, StaffMember } from "../../contract/business";
import { checkBusiness } from "../../contract/check-business";
import { business } from "../support/fixture-business";

const [braids] = business.services as [Service];
const [petra] = business.staff;

function withService(changes: Partial<Service>): Business {
  return { ...business, services: [{ ...braids, ...changes }], staff: [petra] };
}

function withHours(monday: Business["openingHours"]["monday"]): Business {
  return { ...business, openingHours: { ...business.openingHours, monday } };
}

/** The business with terms of its first person's own. */
function withTerms(terms: NonNullable<StaffMember["terms"]>): Business {
  return { ...business, staff: [{ ...petra, terms }] };
}

function withStaff(changes: Partial<StaffMember>): Business {
  return { ...business, staff: [petra, { ...petra, id: "ada", ...changes }] };
}

describe("checking business.ts", () => {
  it("accepts the business as it is", () => {
    expect(() => checkBusiness(business)).not.to.throw();
  });

  it("accepts an opening until midnight and one that starts when another ends", () => {
    const hours = [
      { opens: "09:00", closes: "12:00" },
      { opens: "12:00", closes: "24:00" },
    ];
    expect(() => checkBusiness(withHours(hours))).not.to.throw();
  });

  const mistakes: [what: string, business: Business, sentence: string][] = [
    [
      "a local phone number",
      { ...business, phone: "651844664" },
      'phone must be like "+237651844664", not "651844664"',
    ],
    [
      "a standard service that is not in its category",
      {
        ...business,
        categories: business.categories.map((one) => ({ ...one, standardService: "cornrows" })),
      },
      'categories[1].standardService (hair) must be the id of a service of this category: "take-down" or "wash-treatment", not "cornrows"',
    ],
    [
      "a category and a service that a request can't tell apart",
      { ...business, services: [...business.services, { ...braids, id: "braiding" }] },
      'categories[0].id (braiding) must be another one, since services[6].id is the same, not "braiding"',
    ],
    [
      "a kind of business that search engines do not know",
      { ...business, schemaType: "Barbershop" as Business["schemaType"] },
      'schemaType must be "AutoRepair", "BeautySalon", "DaySpa", "Dentist", "HairSalon", "HealthAndBeautyBusiness", "LocalBusiness", "MedicalBusiness", "NailSalon", "ProfessionalService" or "TattooParlor", not "Barbershop"',
    ],
    [
      "an unknown time zone",
      { ...business, timeZone: "Africa/Bonaberi" },
      'timeZone must be an IANA zone like "Africa/Douala", not "Africa/Bonaberi"',
    ],
    [
      "an e-mail without a domain",
      { ...business, email: "petra@salon" },
      'email must be like "hello@example.com", not "petra@salon"',
    ],
    [
      "a country's name in place of its code",
      { ...business, country: "Cameroon" as Business["country"] },
      'country must be an ISO 3166 code of two letters like "CM", not "Cameroon"',
    ],
    [
      "a language that the site is not written in",
      { ...business, languages: ["en", "de"] as unknown as Business["languages"] },
      'languages[1] must be "en" or "fr", not "de"',
    ],
    [
      "a site in no language",
      { ...business, languages: [] as unknown as Business["languages"] },
      'languages[0] is missing: it must be "en" or "fr"',
    ],
    [
      "a currency by its sign",
      { ...business, currency: "FCFA" },
      'currency must be an ISO 4217 code like "XAF" or "EUR", not "FCFA"',
    ],
    [
      "two shelves with one id",
      {
        ...business,
        productCategories: [business.productCategories[0], business.productCategories[0]],
      },
      'productCategories[1].id (extensions) must be another one, since productCategories[0].id is the same, not "extensions"',
    ],
    [
      "a service that fits into no opening",
      withService({ durationMinutes: 675 }),
      "services[0].durationMinutes (box-braids) must fit into the working hours of somebody who does it, not 675",
    ],
    [
      "two services with one id",
      { ...business, services: [braids, braids] },
      'services[1].id (box-braids) must be another one, since services[0].id is the same, not "box-braids"',
    ],
    [
      "two staff members with one id",
      withStaff({ id: petra.id }),
      'staff[1].id (petra) must be another one, since staff[0].id is the same, not "petra"',
    ],
    [
      "an id with a comma",
      withService({ id: "a,b" }),
      'services[0].id (a,b) must be lower-case words with "-" between them, with at most 60 characters, not "a,b"',
    ],
    [
      "an id that no request may carry",
      withService({ id: "a".repeat(61) }),
      `services[0].id (${"a".repeat(61)}) must be lower-case words with "-" between them, with at most 60 characters, not "${"a".repeat(58)}…`,
    ],
    [
      "more services in one visit than a request may carry",
      { ...business, booking: { ...business.booking, maxServices: 21 } },
      "booking.maxServices must be a whole number from 1 to 20, not 21",
    ],
    [
      "a number that may hold no visit",
      { ...business, booking: { ...business.booking, maxOpenVisits: 0 } },
      "booking.maxOpenVisits must be a whole number from 1 to 1000, not 0",
    ],
    [
      "a number that may hold more visits than its list does",
      { ...business, booking: { ...business.booking, maxOpenVisits: 1_001 } },
      "booking.maxOpenVisits must be a whole number from 1 to 1000, not 1001",
    ],
    [
      "a negative number of moves",
      { ...business, booking: { ...business.booking, maxOwnMoves: -1 } },
      "booking.maxOwnMoves must be a whole number of 0 or more, not -1",
    ],
    [
      "a person's terms for an unknown service",
      withTerms({ haircut: { price: 1 } }),
      'staff[0].terms.haircut (petra) must be the id of a service: "box-braids", "knotless-braids", "cornrows", "faux-locs", "take-down" or "wash-treatment"',
    ],
    [
      "a person's time off the grid",
      withTerms({ cornrows: { durationMinutes: 52 } }),
      "staff[0].terms.cornrows.durationMinutes (petra) must be a number of minutes that is a multiple of 5, 5 or more, not 52",
    ],
    [
      "a person's price that is no whole amount",
      withTerms({ cornrows: { price: 0.5 } }),
      "staff[0].terms.cornrows.price (petra) must be a whole number of 0 or more, not 0.5",
    ],
    [
      "a duration off the grid",
      withService({ durationMinutes: 52 }),
      "services[0].durationMinutes (box-braids) must be a number of minutes that is a multiple of 5, 5 or more, not 52",
    ],
    [
      "a service that takes no time",
      withService({ durationMinutes: 0 }),
      "services[0].durationMinutes (box-braids) must be a number of minutes that is a multiple of 5, 5 or more, not 0",
    ],
    [
      "a buffer off the grid",
      withService({ bufferMinutes: 12 }),
      "services[0].bufferMinutes (box-braids) must be a number of minutes that is a multiple of 5, 0 or more, not 12",
    ],
    [
      "a price with cents",
      withService({ price: 99.5 }),
      "services[0].price (box-braids) must be a whole number of 0 or more, not 99.5",
    ],
    [
      "an unknown category",
      withService({ category: "nails" }),
      'services[0].category (box-braids) must be the id of a category: "braiding" or "hair", not "nails"',
    ],
    [
      "a service that nobody does",
      { ...business, staff: [{ ...petra, services: ["cornrows"] }] },
      "services[0].id (box-braids) must be among the services of somebody on the staff",
    ],
    [
      "staff with an unknown service",
      withStaff({ services: ["nails"] }),
      'staff[1].services[0] (ada) must be the id of a service: "box-braids", "knotless-braids", "cornrows", "faux-locs", "take-down" or "wash-treatment", not "nails"',
    ],
    [
      "a grid of 12 minutes",
      { ...business, booking: { ...business.booking, gridMinutes: 12 } },
      "booking.gridMinutes must be a number of minutes that is a multiple of 5, 5 or more, not 12",
    ],
    [
      "a horizon of no days",
      { ...business, booking: { ...business.booking, horizonDays: 0 } },
      "booking.horizonDays must be a whole number of 1 or more, not 0",
    ],
    [
      "a time that does not exist",
      withHours([{ opens: "9:00", closes: "18:00" }]),
      'openingHours.monday[0].opens must be a time like "09:00", not "9:00"',
    ],
    [
      "an opening at midnight's end",
      withHours([{ opens: "24:00", closes: "24:00" }]),
      'openingHours.monday[0].opens must be a time like "09:00", not "24:00"',
    ],
    [
      "an opening off the ledger's buckets",
      withHours([{ opens: "09:12", closes: "18:00" }]),
      'openingHours.monday[0].opens must be at a multiple of 5 minutes, not "09:12"',
    ],
    [
      "closing before opening",
      withHours([{ opens: "18:00", closes: "09:00" }]),
      'openingHours.monday[0].closes must be later than 18:00, not "09:00"',
    ],
    [
      "overlapping openings",
      withHours([
        { opens: "09:00", closes: "13:00" },
        { opens: "12:00", closes: "18:00" },
      ]),
      'openingHours.monday[1].opens must not be before 13:00, when the one before it ends, not "12:00"',
    ],
    [
      "a holiday that does not exist",
      { ...business, exceptions: [{ date: "2027-02-30", name: { en: "x", fr: "x" } }] },
      'exceptions[0].date must be a real day like "2027-04-02", or like "12-25" for every year, not "2027-02-30"',
    ],
    [
      "a text without French",
      { ...business, tagline: { en: "Braids", fr: " " } },
      "tagline.fr must be filled in: the site is in French, too",
    ],
    [
      "a service's name without French",
      withService({ name: { en: "Braids", fr: "" } }),
      "services[0].name.fr (box-braids) must be filled in: the site is in French, too",
    ],
  ];
  for (const [what, mistaken, sentence] of mistakes) {
    it(`refuses ${what}`, () => {
      expect(() => checkBusiness(mistaken)).to.throw(`In business.ts, ${sentence}.`);
    });
  }

  it("wants no text in a language that the site does not have", () => {
    const englishOnly = { ...business, languages: ["en"] as const, tagline: { en: "x", fr: "" } };
    expect(() => checkBusiness(englishOnly)).not.to.throw();
  });
});
