import { expect } from "chai";
import * as v from "valibot";
import { dateSchema } from "../../../contract/schemas/booking-fields";
import { bookingRequestSchema } from "../../../contract/schemas/bookings";
import { feedbackRequestSchema } from "../../../contract/schemas/feedback";
import {
  countSchema,
  emailSchema,
  linesSchema,
  nameSchema,
  storedEmailSchema,
  visitorNameSchema,
} from "../../../contract/schemas/fields";
import { userRequestSchema } from "../../../contract/schemas/users";

const takes = (schema: v.GenericSchema, value: unknown) => v.safeParse(schema, value).success;

describe("an e-mail address", () => {
  it("is taken as people write it, and kept in lower case", () => {
    expect(v.parse(emailSchema, "  Siobhan.O'Brien+spa@Mail.Example.com ")).to.equal(
      "siobhan.o'brien+spa@mail.example.com",
    );
    const longest = `${"a".repeat(64)}@${"b".repeat(63)}.com`;
    expect(takes(emailSchema, longest)).to.equal(true);
  });

  it("is refused where no mail server would take it", () => {
    for (const address of [
      "awa",
      "awa@",
      "awa@example",
      "awa@@example.com",
      "awa ngo@example.com",
      `${"a".repeat(65)}@example.com`,
      `awa@${"b".repeat(64)}.com`,
      `awa@mail.${"b".repeat(64)}.com`,
    ]) {
      expect(takes(emailSchema, address), address).to.equal(false);
    }
  });
});

describe("an e-mail address on the wire", () => {
  const problem = (typed: string) => {
    const result = v.safeParse(emailSchema, typed);
    return result.success ? undefined : result.issues[0].message;
  };

  it("may have every character that SMTP takes before the @, and parts of full length", () => {
    for (const char of "!#$%&'*+-/=?^_`{|}~") {
      for (const local of [char, `a${char}b`, `${char}.${char}`]) {
        expect(v.parse(emailSchema, `${local}@example.com`)).to.equal(`${local}@example.com`);
      }
    }
    const address = (last: number) =>
      `${"a".repeat(64)}@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(last)}.co`;
    expect(address(58)).to.have.length(254);
    expect(problem(address(58))).to.equal(undefined);
    expect(problem(address(59))).to.equal("email.invalid");
  });

  it("keeps an international domain as mail servers know it", () => {
    for (const [typed, kept] of [
      ["awa@Müller.example", "awa@xn--mller-kva.example"],
      ["awa@mu\u0308ller.example", "awa@xn--mller-kva.example"],
      ["awa@éléphant.cm", "awa@xn--lphant-9uab.cm"],
      ["awa@例え.テスト", "awa@xn--r8jz45g.xn--zckzah"],
      ["awa@例え。テスト", "awa@xn--r8jz45g.xn--zckzah"],
      ["awa@xn--mller-kva.example", "awa@xn--mller-kva.example"],
    ] as const) {
      expect(v.parse(emailSchema, typed)).to.equal(kept);
    }
    expect(problem(`awa@${"é".repeat(60)}.cm`), "an A-label of more than 63").to.equal(
      "email.invalid",
    );
  });

  it("says why it may not have an accent before the @", () => {
    expect(problem("aïssa@example.com")).to.equal("email.local");
    expect(problem("用户@例え.テスト")).to.equal("email.local");
  });

  it("is refused where SMTP has no such address", () => {
    for (const typed of [
      ".awa@example.com",
      "awa.@example.com",
      "a..b@example.com",
      '"awa"@example.com',
      "awa@-example.com",
      "awa@example-.com",
      "awa@exa_mple.com",
      "awa@.example.com",
      "awa@example..com",
      "awa@example.com.",
      "awa@[127.0.0.1]",
      "awa@127.0.0.1",
      "awa@example.c0m",
      "awa@example.com/path",
      "awa@example.com:25",
      "awa@user@example.com",
      "awa@xn--zzzzzzzzz-.example",
      "a\u0000wa@example.com",
      "@example.com",
    ]) {
      expect(problem(typed), typed).to.equal("email.invalid");
    }
  });
});

describe("a visitor's name", () => {
  const isTaken = (name: string) => takes(visitorNameSchema, name);

  it("is anything that people are called", () => {
    for (const name of [
      "Awa Ngo",
      "J.-P. Mbarga",
      "Dr.Ngo",
      "M.Ba",
      "Mme.Ly",
      "J.R. Smith",
      "O'Brien-Fouda",
      "Nguyễn Thị Hồng",
      "Мария",
      "明美",
      "محمد",
      "Awa 2",
      "Louis XIV (2e)",
      "Anne-Marie",
      "Comfort",
    ]) {
      expect(isTaken(name), name).to.equal(true);
    }
  });

  it("is no link, address or phone number, however it is written", () => {
    for (const name of [
      "Win http://casino.example",
      "https:evil",
      "www.casino",
      "casino.com",
      "Best-Hair.shop",
      "visit bit.ly",
      "t.me/offers",
      "Awa (casino.CM)",
      "casino。com",
      "ｃａｓｉｎｏ．ｃｏｍ",
      "cas\u200bino.c\u200dom",
      "awa@example",
      "awa＠example.com",
      "Call 651844664",
      "6 51 84 46 64",
      "٦٥١٨٤٤٦٦٤",
      "６５１８４４",
    ]) {
      expect(isTaken(name), name).to.equal(false);
    }
  });

  it("is held to that wherever a visitor gives one, and nowhere else", () => {
    const problem = (schema: v.GenericSchema) => {
      const result = v.safeParse(schema, { name: "casino.com" });
      return result.issues?.find((issue) => v.getDotPath(issue) === "name")?.message;
    };
    expect(problem(bookingRequestSchema)).to.equal("name.link");
    expect(problem(feedbackRequestSchema)).to.equal("name.link");
    expect(problem(userRequestSchema)).to.equal(undefined);
  });

  it("is one line that shows something, and holds nothing that nobody sees", () => {
    const problem = (name: string) => v.safeParse(nameSchema, name).issues?.[0].message;
    for (const name of [
      "Awa\r\nNgo",
      "Awa\u202e",
      "Awa\u2066 Ngo",
      "A\0wa",
      "A\u200bwa",
      "\ud83d Awa",
    ]) {
      expect(problem(name), JSON.stringify(name)).to.equal("name.characters");
    }
    expect(v.parse(nameSchema, " A\u200ew\u061ca\n")).to.equal("Awa");
    for (const name of ["\u200f\u202e", "\u2800", "\u3164", "\u200b"]) {
      expect(problem(name), JSON.stringify(name)).to.be.oneOf(["name.required", "name.characters"]);
    }
    for (const name of ["علی\u200cرضا", "ශ්\u200dරී", "Awa 👩🏿\u200d🦱"]) {
      expect(v.parse(visitorNameSchema, name)).to.equal(name);
    }
  });
});

describe("text in lines", () => {
  const schema = linesSchema(20, { type: "note.invalid", long: "note.long" });

  it("keeps its line breaks, however they were typed, and nothing that hides or turns", () => {
    expect(v.parse(schema, " a\r\nb\rc\n\nd\u2028e ")).to.equal("a\nb\nc\n\nd\ne");
    const turned = "\u202a\u202b\u202c\u202d\u202ea\u2066\u2067\u2068\u2069\u200e\u200f\u061cb";
    expect(v.parse(schema, turned)).to.equal("ab");
    expect(v.parse(schema, "a\u0000\u0007\u001b\u007f\u009fb\tc")).to.equal("ab c");
    expect(v.parse(schema, "👩🏿‍🦱 é")).to.equal("👩🏿‍🦱 é");
  });

  it("is as long as its text, not as its line ends", () => {
    expect(takes(schema, "x\r\n".repeat(10))).to.equal(true);
    expect(takes(schema, "x".repeat(21))).to.equal(false);
  });

  it("is what a booking's note and a review's message are", () => {
    const request = {
      name: "Awa",
      phone: "651844664",
      service: "cornrows",
      date: "2026-11-23",
      time: "10:00",
      note: "Gently.\r\n\u202eThank you.",
    };
    expect(v.parse(bookingRequestSchema, request).note).to.equal("Gently.\nThank you.");
    const review = { name: "Awa", email: "a@b.co", rating: 5, message: "Good.\rTwice." };
    expect(v.parse(feedbackRequestSchema, review).message).to.equal("Good.\nTwice.");
  });
});

describe("the address that stored items are looked up by", () => {
  it("is also one that an earlier release took and this one would refuse", () => {
    const earlier = `${"a".repeat(65)}@b.co`;
    expect(takes(emailSchema, earlier)).to.equal(false);
    expect(v.parse(storedEmailSchema, ` ${earlier.toUpperCase()}`)).to.equal(earlier);
    expect(takes(storedEmailSchema, "awa")).to.equal(false);
  });
});

describe("how many are asked for", () => {
  it("is a whole number from 1 to the most, and has a default", () => {
    const schema = countSchema(31, 7, "days.invalid");
    expect(v.parse(schema, undefined)).to.equal(7);
    expect(v.parse(schema, "31")).to.equal(31);
    for (const value of ["0", "32", "-1", "1.5", "01", "", "7 ", "1e1"]) {
      expect(takes(schema, value), value).to.equal(false);
    }
  });
});

describe("a date", () => {
  it("exists, and is not so late that the days after it are written otherwise", () => {
    for (const date of ["2028-02-29", "9998-12-31"]) expect(takes(dateSchema, date)).to.equal(true);
    for (const date of ["2027-02-29", "2026-13-01", "26-01-01", "9999-12-31"]) {
      expect(takes(dateSchema, date), date).to.equal(false);
    }
  });
});
