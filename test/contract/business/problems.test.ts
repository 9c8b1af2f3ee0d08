import { expect } from "chai";
import type { Business, ServiceOption, StaffMember } from "../../../contract/business";
import { problemsOf } from "../../../contract/business/problems";
import { business } from "../../support/fixture-business";

const text = { en: "x", fr: "x" };
const [petra, ...others] = business.staff;
const withPetra = (changes: Partial<StaffMember>): Business => ({
  ...business,
  staff: [{ ...petra, ...changes }, ...others],
});

const length: ServiceOption = {
  id: "length",
  name: text,
  choices: [
    { id: "short", name: text },
    { id: "long", name: text, addedMinutes: 60, addedPrice: 6000 },
  ],
};
const options = [length, { ...length, id: "size" }];
/** The fixture with these options at its first service, or at every one of them. */
const withOptions = (
  own: readonly ServiceOption[],
  isAt = (index: number): boolean => index === 0,
) => ({
  ...business,
  services: business.services.map((one, index) => (isAt(index) ? { ...one, options: own } : one)),
});
const withChoices = (...choices: readonly object[]) =>
  withOptions([{ ...length, choices: choices as never }]);

/** Every problem as "path: message". */
const found = (document: unknown) =>
  problemsOf(document).map(({ path, message }) => `${path}: ${message}`);

describe("the problems of a business document", () => {
  it("are none in a document with every part that is optional", () => {
    const full: Business = {
      ...withPetra({
        hours: { monday: [], thursday: [{ opens: "13:00", closes: "18:00" }] },
        breaks: [{ starts: "12:30", ends: "13:30", weekdays: ["friday"] }],
        exceptions: [
          { from: "2026-12-07", until: "2026-12-13", reason: "leave" },
          { from: "2027-01-11", everyWeeks: 3, days: 6, until: "2027-06-30" },
          { inMonth: "first", weekday: "friday" },
          { date: "2027-02-12", openings: [{ opens: "14:00", closes: "16:00" }] },
        ],
        photo: { path: "team/petra.jpg", widthPixels: 600, heightPixels: 700, alt: text },
      }),
      legal: {
        publisher: "Wouri Braids",
        form: text,
        registration: { register: "RCCM", number: "RC/DLA/2016/B/1" },
        vatNumber: "M1",
        director: "Petra",
        host: { name: "AWS", address: "Montréal", phone: "+1" },
      },
      address: {
        ...business.address,
        postalCode: "BP 1",
        geo: { latitude: 4.07, longitude: 9.66 },
      },
      logo: { path: "logo.png", widthPixels: 600, heightPixels: 100, alt: text },
      colours: { main: "#1d4d3a", accent: "#b08d3c", background: "#faf7f0" },
      exceptions: [
        { from: "12-24", until: "01-02", name: text },
        { from: "12-18", until: "12-24", weekdays: ["sunday"], name: text },
      ],
      booking: {
        ...business.booking,
        cancelUntilMinutes: 120,
        moveUntilMinutes: 0,
        confirmation: "by-owner",
        answerWithinHours: 24,
        reminderHours: 0,
      },
      services: business.services.map((one) => ({
        ...one,
        isFromPrice: true,
        bookable: "desk" as const,
        bufferBeforeMinutes: 5,
        gap: { afterMinutes: 20, minutes: 30 },
        options: options.map((option) => ({ ...option, id: `${option.id}-${one.id}` })),
      })),
    };
    expect(found(full)).to.deep.equal([]);
    expect(found(JSON.parse(JSON.stringify(full)))).to.deep.equal([]);
  });

  it("are all named at once, each with its place and what would be valid", () => {
    const [first, second] = business.services;
    const { price: _, ...priceless } = first as NonNullable<typeof first>;
    const { tagline: __, ...document } = {
      ...business,
      address: { ...business.address, geo: { latitude: 100 } },
      services: [
        { ...priceless, nmae: text },
        { ...second, price: "8000", isFromPrice: "yes", name: { en: "x" }, bookable: "nobody" },
      ],
    };
    expect(found(document)).to.deep.equal([
      "tagline: is missing: it must be an object with en, fr",
      "address.geo.latitude: must be a number from -90 to 90, not 100",
      "address.geo.longitude: is missing: it must be a number from -180 to 180",
      "services[0].price: is missing: it must be a whole number of 0 or more",
      "services[0].nmae: is not known; there may be id, name, description, durationMinutes, bufferMinutes, bufferBeforeMinutes, gap, price, isFromPrice, options, category, bookable",
      "services[1].name.fr: is missing: it must be some text",
      'services[1].price: must be a whole number of 0 or more, not "8000"',
      'services[1].isFromPrice: must be true or false, not "yes"',
      'services[1].bookable: must be "everyone", "desk" or "paused", not "nobody"',
    ]);
  });

  it("are told in French of options, too", () => {
    const [first] = problemsOf(
      withChoices({ id: "a", name: text, addedPrice: 5 }, { id: "b", name: text }),
      "fr",
    );
    expect(first).to.deep.equal({
      path: "services[0].options[0].choices[0].addedPrice",
      message: "doit être absent ou 0, car le premier choix est celui par défaut",
    });
  });

  it("are told in French, too", () => {
    expect(problemsOf({ ...business, phone: "1" }, "fr")).to.deep.equal([
      { path: "phone", message: 'doit ressembler à "+237651844664", et non "1"' },
    ]);
  });

  const mistakes: [what: string, document: unknown, problem: string][] = [
    ["nothing", undefined, ": is missing: it must be an object with name, tagline"],
    ["a sentence", "A salon.", ": must be an object with name, tagline"],
    [
      "an invisible character",
      { ...business, name: "Wouri\u200b" },
      "name: must not hold characters that nobody can see",
    ],
    [
      "an end of a break before its start",
      withPetra({ breaks: [{ starts: "13:00", ends: "12:00" }] }),
      'staff[0].breaks[0].ends: must be later than 13:00, not "12:00"',
    ],
    [
      "hours of a person's own that overlap",
      withPetra({
        hours: {
          friday: [
            { opens: "09:00", closes: "12:00" },
            { opens: "11:00", closes: "13:00" },
          ],
        },
      }),
      'staff[0].hours.friday[1].opens: must not be before 12:00, when the one before it ends, not "11:00"',
    ],
    [
      "a range that ends before it begins",
      withPetra({ exceptions: [{ from: "2027-08-23", until: "2027-08-03" }] }),
      'staff[0].exceptions[0].until: must not be before 2027-08-23, not "2027-08-03"',
    ],
    [
      "a range from a day of every year to one of one year",
      { ...business, exceptions: [{ from: "08-03", until: "2027-08-23", name: text }] },
      'exceptions[0].until: must be like "08-03", not "2027-08-23"',
    ],
    [
      "a fifth Friday",
      withPetra({ exceptions: [{ inMonth: "fifth", weekday: "friday" } as never] }),
      'staff[0].exceptions[0].inMonth: must be "first", "second", "third", "fourth" or "last", not "fifth"',
    ],
    [
      "an exception for no day",
      { ...business, exceptions: [{ name: text }] },
      'exceptions[0].date: is missing: it must be a real day like "2027-04-02", or like "12-25" for every year',
    ],
    [
      "other hours of an exception that end before they begin",
      {
        ...business,
        exceptions: [
          { date: "12-24", name: text, openings: [{ opens: "16:00", closes: "10:00" }] },
        ],
      },
      'exceptions[0].openings[0].closes: must be later than 16:00, not "10:00"',
    ],
    [
      "a service for which nobody works long enough",
      {
        ...business,
        staff: business.staff.map((one) => ({
          ...one,
          breaks: [{ starts: "10:00", ends: "16:00" }],
        })),
      },
      "services[0].durationMinutes: must fit into the working hours of somebody who does it, not 240",
    ],
    [
      "a gap that lasts until the end",
      {
        ...business,
        services: business.services.map((one) =>
          one.id === "cornrows" ? { ...one, gap: { afterMinutes: 30, minutes: 60 } } : one,
        ),
      },
      "services[2].gap: must leave time to finish: the service takes 90 minutes",
    ],
    [
      "an option that two services have",
      withOptions([length], (index) => index < 2),
      'services[1].options[0].id: must be another one, since services[0].options[0].id is the same, not "length"',
    ],
    [
      "a choice that an option has twice",
      withChoices(...length.choices, { id: "long", name: text }),
      'services[0].options[0].choices[2].id: must be another one, since services[0].options[0].choices[1].id is the same, not "long"',
    ],
    [
      "a standard choice that takes longer",
      withChoices({ id: "a", name: text, addedMinutes: 5 }, { id: "b", name: text }),
      "services[0].options[0].choices[0].addedMinutes: must be left out or 0, since the first choice is the standard one",
    ],
    [
      "a standard choice that costs more",
      withChoices({ id: "a", name: text, addedPrice: 5 }, { id: "b", name: text }),
      "services[0].options[0].choices[0].addedPrice: must be left out or 0, since the first choice is the standard one",
    ],
    [
      "an option without a choice",
      withChoices({ id: "a", name: text }),
      "services[0].options[0].choices: must be a list of 2 to 8 entries, not ",
    ],
    [
      "five options of one service",
      withOptions([..."abcde"].map((id) => ({ ...length, id }))),
      "services[0].options: must be a list of 1 to 4 entries, not ",
    ],
    [
      "no options, where they should be left out",
      withOptions([]),
      "services[0].options: must be a list of 1 to 4 entries, not []",
    ],
    [
      "a choice that takes no multiple of five minutes",
      withChoices({ id: "a", name: text }, { id: "b", name: text, addedMinutes: 7 }),
      "services[0].options[0].choices[1].addedMinutes: must be a number of minutes that is a multiple of 5, 0 or more, not 7",
    ],
    [
      "a choice for which nobody works long enough",
      withChoices({ id: "a", name: text }, { id: "b", name: text, addedMinutes: 600 }),
      "services[0].options[0].choices[1].addedMinutes: must fit into the working hours of somebody who does it, not 600",
    ],
    [
      "a picture that browsers do not show",
      withPetra({
        photo: { path: "petra.tiff", widthPixels: 1, heightPixels: 1, alt: text },
      }),
      'staff[0].photo.path: must be like "team/petra.jpg", not "petra.tiff"',
    ],
    [
      "a colour's name",
      { ...business, colours: { main: "green", accent: "#b08d3c", background: "#faf7f0" } },
      'colours.main: must be like "#1d4d3a", not "green"',
    ],
  ];
  for (const [what, document, problem] of mistakes) {
    it(`name ${what}`, () => {
      const all = found(document);
      expect(all.filter((one) => one.startsWith(problem))).to.have.length(1);
    });
  }
});
