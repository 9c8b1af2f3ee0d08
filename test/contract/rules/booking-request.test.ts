import { expect } from "chai";
import { checkRequest, toE164 } from "../../../contract/rules/booking-request";
import type { BookingRequest } from "../../../contract/schemas/bookings";
import { monday } from "../../support/bookings";
import { business } from "../../support/fixture-business";

const request: BookingRequest = {
  name: "Awa Ngo",
  phone: "6 51 84 46 64",
  service: ["cornrows"],
  date: monday,
  time: "10:00",
};

describe("a request to book", () => {
  const fieldsOf = (changes: Partial<BookingRequest>, of = business) => {
    const result = checkRequest(of, { ...request, ...changes });
    return result.ok ? {} : result.fields;
  };

  it("comes back with its phone number in E.164 and all else as it was", () => {
    const more = { ...request, staff: "petra", locale: "fr", note: "Gently." } as const;
    expect(checkRequest(business, more)).to.deep.equal({
      ok: true,
      request: { ...more, phone: "+237651844664" },
    });
  });

  it("names every field that the business can't accept at once", () => {
    const wrong = { phone: "12", service: ["haircut"], staff: "nobody" };
    expect(fieldsOf(wrong)).to.deep.equal({
      phone: "phone.invalid",
      service: "service.unknown",
      staff: "staff.unknown",
    });
  });

  it("can't ask for a language that the business does not speak", () => {
    const french = { ...business, languages: ["fr"] as const };
    expect(fieldsOf({ locale: "en" }, { ...french })).to.deep.equal({ locale: "locale.unknown" });
    expect(fieldsOf({ locale: "fr" }, { ...french })).to.deep.equal({});
  });
});

describe("a phone number", () => {
  it("is of the business's country unless it says another", () => {
    expect(toE164(business, "6 51 84 46 64")).to.equal("+237651844664");
    expect(toE164(business, "00 33 6 12 34 56 78")).to.equal("+33612345678");
    expect(toE164(business, "+1 (514) 555-0123")).to.equal("+15145550123");
    expect(toE164({ country: "FR" }, "06 12 34 56 78")).to.equal("+33612345678");
  });

  it("is read whatever stands between its groups", () => {
    const spaces = " \u00a0\u1680\u2000\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000\t";
    const marks =
      "\u00b7\u2022\u2027\u2219\u22c5'\u2018\u2019\u02bc.-\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\uff0d";
    for (const between of [...spaces, ...marks, " - ", " \u00b7 "]) {
      const typed = ["+237", "6", "51", "84", "46", "64"].join(between);
      const code = between.codePointAt(0)?.toString(16);
      expect(toE164(business, typed), `U+${code}`).to.equal("+237651844664");
      expect(toE164(business, `\u202a${typed}\u202c`), `U+${code}`).to.equal("+237651844664");
    }
    expect(toE164(business, "６５１ ８４４ ６６４")).to.equal("+237651844664");
    expect(toE164(business, "＋２３７ ٦٥١ ٨٤٤ ٦٦٤")).to.equal("+237651844664");
  });

  it("has to exist, and to be one alone", () => {
    for (const typed of ["", "12", "call me", "651844664 ext. 3", "+237 65"]) {
      expect(toE164(business, typed), typed).to.equal(undefined);
    }
  });
});
