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
      'phone is "651844664" but must be like "+237651844664"',
    ],
    [
      "a standard service that is not in its category",
      {
        ...business,
        categories: business.categories.map((one) => ({ ...one, standardService: "cornrows" })),
      },
      'standardService of the category hair is "cornrows" but must be the id of a service in it',
    ],
    [
      "a category and a service that a request can't tell apart",
      { ...business, services: [...business.services, { ...braids, id: "braiding" }] },
      'the category braiding has a standardService, so no other service may have the id "braiding"',
    ],
    [
      "a kind of business that search engines do not know",
      { ...business, schemaType: "Barbershop" as Business["schemaType"] },
      'schemaType is "Barbershop" but must be one of AutoRepair, BeautySalon, DaySpa, Dentist, HairSalon, HealthAndBeautyBusiness, LocalBusiness, MedicalBusiness, NailSalon, ProfessionalService, TattooParlor',
    ],
    [
      "an unknown time zone",
      { ...business, timeZone: "Africa/Bonaberi" },
      'timeZone is "Africa/Bonaberi" but must be an IANA zone like "Africa/Douala"',
    ],
    [
      "an e-mail without a domain",
      { ...business, email: "petra@salon" },
      'email is "petra@salon" but must be like "hello@example.com"',
    ],
    [
      "a country's name in place of its code",
      { ...business, country: "Cameroon" as Business["country"] },
      'country is "Cameroon" but must be an ISO code of two letters like "CM"',
    ],
    [
      "a language that the site is not written in",
      { ...business, languages: ["en", "de"] as unknown as Business["languages"] },
      'languages are ["en","de"] but must be "en", "fr" or both, the default first',
    ],
    [
      "a site in no language",
      { ...business, languages: [] as unknown as Business["languages"] },
      'languages are [] but must be "en", "fr" or both, the default first',
    ],
    [
      "a currency by its sign",
      { ...business, currency: "FCFA" },
      'currency is "FCFA" but must be an ISO 4217 code like "XAF" or "EUR"',
    ],
    [
      "two shelves with one id",
      {
        ...business,
        productCategories: [business.productCategories[0], business.productCategories[0]],
      },
      'two product category entries have the id "extensions"; ids must be unique',
    ],
    [
      "a service that fits into no opening",
      withService({ durationMinutes: 675 }),
      "box-braids takes longer than any opening, so nobody could book it",
    ],
    [
      "two services with one id",
      { ...business, services: [braids, braids] },
      'two service entries have the id "box-braids"; ids must be unique',
    ],
    [
      "two staff members with one id",
      withStaff({ id: petra.id }),
      'two staff member entries have the id "petra"; ids must be unique',
    ],
    [
      "an id with a comma",
      withService({ id: "a,b" }),
      'the service id "a,b" must be lower-case words with "-" between them',
    ],
    [
      "an id that no request may carry",
      withService({ id: "a".repeat(61) }),
      `the service id "${"a".repeat(61)}" must have at most 60 characters`,
    ],
    [
      "more services in one visit than a request may carry",
      { ...business, booking: { ...business.booking, maxServices: 21 } },
      "booking.maxServices is 21 but must be at most 20",
    ],
    [
      "a number that may hold no visit",
      { ...business, booking: { ...business.booking, maxOpenVisits: 0 } },
      "booking.maxOpenVisits is 0 but must be a whole number, 1 or more",
    ],
    [
      "a number that may hold more visits than its list does",
      { ...business, booking: { ...business.booking, maxOpenVisits: 1_001 } },
      "booking.maxOpenVisits is 1001 but must be at most 1000",
    ],
    [
      "a negative number of moves",
      { ...business, booking: { ...business.booking, maxOwnMoves: -1 } },
      "booking.maxOwnMoves is -1 but must be a whole number, 0 or more",
    ],
    [
      "a person's terms for an unknown service",
      withTerms({ haircut: { price: 1 } }),
      'petra has terms for the unknown service "haircut"',
    ],
    [
      "a person's time off the grid",
      withTerms({ cornrows: { durationMinutes: 50 } }),
      "durationMinutes of cornrows with petra is 50 but must be a multiple of 15",
    ],
    [
      "a person's price that is no whole amount",
      withTerms({ cornrows: { price: 0.5 } }),
      "price of cornrows with petra is 0.5 but must be a whole number, 0 or more",
    ],
    [
      "a duration off the grid",
      withService({ durationMinutes: 50 }),
      "durationMinutes of box-braids is 50 but must be a multiple of 15",
    ],
    [
      "a service that takes no time",
      withService({ durationMinutes: 0 }),
      "durationMinutes of box-braids is 0 but must be a whole number, 15 or more",
    ],
    [
      "a buffer off the grid",
      withService({ bufferMinutes: 10 }),
      "bufferMinutes of box-braids is 10 but must be a multiple of 15",
    ],
    [
      "a price with cents",
      withService({ price: 99.5 }),
      "price of box-braids is 99.5 but must be a whole number, 0 or more",
    ],
    [
      "an unknown category",
      withService({ category: "nails" }),
      'the service box-braids is in the unknown category "nails"',
    ],
    [
      "a service that nobody does",
      { ...business, staff: [{ ...petra, services: ["cornrows"] }] },
      "nobody on the staff does the service box-braids",
    ],
    [
      "staff with an unknown service",
      withStaff({ services: ["nails"] }),
      'ada does the unknown service "nails"',
    ],
    [
      "a grid of 20 minutes",
      { ...business, booking: { ...business.booking, gridMinutes: 20 } },
      "booking.gridMinutes is 20 but must be a multiple of 15",
    ],
    [
      "a horizon of no days",
      { ...business, booking: { ...business.booking, horizonDays: 0 } },
      "booking.horizonDays is 0 but must be a whole number, 1 or more",
    ],
    [
      "a time that does not exist",
      withHours([{ opens: "9:00", closes: "18:00" }]),
      'monday opens at "9:00" but a time is like "09:00"',
    ],
    [
      "an opening at midnight's end",
      withHours([{ opens: "24:00", closes: "24:00" }]),
      'monday opens at "24:00" but a time is like "09:00"',
    ],
    [
      "an opening off the quarter",
      withHours([{ opens: "09:10", closes: "18:00" }]),
      "monday opens at 09:10 but times are whole quarters of an hour",
    ],
    [
      "closing before opening",
      withHours([{ opens: "18:00", closes: "09:00" }]),
      "monday closes at 09:00 but opens at 18:00",
    ],
    [
      "overlapping openings",
      withHours([
        { opens: "09:00", closes: "13:00" },
        { opens: "12:00", closes: "18:00" },
      ]),
      "two openings of monday overlap or are not in order at 12:00",
    ],
    [
      "a holiday that does not exist",
      { ...business, holidays: [{ date: "2027-02-30", name: { en: "x", fr: "x" } }] },
      'the holiday date "2027-02-30" must be a real day like "12-25" or "2027-03-26"',
    ],
    [
      "a text without French",
      { ...business, tagline: { en: "Braids", fr: " " } },
      "business.tagline has no fr text",
    ],
    [
      "a service's name without French",
      withService({ name: { en: "Braids", fr: "" } }),
      "business.services.0.name has no fr text",
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
