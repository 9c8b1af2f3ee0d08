import { expect } from "chai";
import * as v from "valibot";
import { dateSchema } from "../../../contract/schemas/booking-fields";
import { countSchema, emailSchema, storedEmailSchema } from "../../../contract/schemas/fields";

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
