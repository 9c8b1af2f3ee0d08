import Ajv from "ajv";
import { expect } from "chai";
import * as v from "valibot";
import { model, shape } from "../../../contract/openapi/model";
import { bookingRequestSchema, emptyRequestSchema } from "../../../contract/schemas/bookings";
import { feedbackRequestSchema } from "../../../contract/schemas/feedback";

const ajv = new Ajv({ strict: false });

describe("a model", () => {
  const request = {
    name: "Awa",
    phone: "6 51 84 46 64",
    service: "cornrows",
    date: "2026-11-23",
    time: "10:00",
  };
  const validate = ajv.compile(model(bookingRequestSchema));

  it("never refuses what its schema accepts", () => {
    const accepted = [
      request,
      { ...request, name: `  Awa${" ".repeat(100)}` },
      { ...request, email: "  Awa@Example.com  " },
      { ...request, service: ["cornrows", "take-down"] },
      { ...request, note: `${" ".repeat(300)}${"x".repeat(500)}` },
    ];
    for (const body of accepted) {
      expect(v.safeParse(bookingRequestSchema, body).success, JSON.stringify(body)).to.equal(true);
      expect(validate(body), JSON.stringify(validate.errors)).to.equal(true);
    }
  });

  it("refuses a missing, unknown or mistyped field before a function runs", () => {
    const { phone, ...withoutPhone } = request;
    expect(phone).to.be.a("string");
    const refused = [
      withoutPhone,
      { ...request, admin: true },
      { ...request, name: 7 },
      { ...request, service: "Nails!" },
      { ...request, service: [] },
      { ...request, time: "25:00" },
      { ...request, locale: "de" },
      { ...request, name: "x".repeat(201) },
      [],
      "text",
      null,
    ];
    for (const body of refused) expect(validate(body), JSON.stringify(body)).to.equal(false);
  });

  it("takes back what a schema says after a transformation", () => {
    const schema = v.pipe(v.string(), v.maxLength(9), v.trim(), v.minLength(1), v.maxLength(3));
    expect(model(schema)).to.deep.equal({ type: "string", maxLength: 9 });
  });

  it("leaves out formats, defaults and an empty list of required fields", () => {
    const schema = v.strictObject({ at: v.optional(v.pipe(v.string(), v.isoDate()), "x") });
    expect(model(schema)).to.deep.equal({
      type: "object",
      properties: { at: { type: "string" } },
      additionalProperties: false,
    });
    expect(model(emptyRequestSchema)).to.deep.equal({
      type: "object",
      properties: {},
      additionalProperties: false,
    });
  });

  it("says nothing of a value that may be null, which draft 4 cannot", () => {
    expect(model(v.strictObject({ note: v.nullable(v.string()) }))).to.deep.include({
      properties: { note: {} },
    });
  });
});

describe("a shape", () => {
  const validate = ajv.compile(shape(bookingRequestSchema));

  it("leaves missing and wrong values to the function, which answers in the reader's language", () => {
    for (const body of [
      {},
      { name: "", phone: "12", date: "tomorrow", time: "noon", locale: "de" },
      { service: "Nails!" },
      { service: [] },
      { name: "x".repeat(10_000) },
    ]) {
      expect(validate(body), JSON.stringify(body)).to.equal(true);
    }
  });

  it("refuses what is no such body at all: another kind of value, or a name that nothing has", () => {
    for (const body of [
      { name: 7 },
      { service: 7 },
      { service: [7] },
      { price: 1 },
      [],
      "text",
      null,
    ]) {
      expect(validate(body), JSON.stringify(body)).to.equal(false);
    }
  });

  it("takes any number where the schema wants a whole one", () => {
    const review = ajv.compile(shape(feedbackRequestSchema));
    expect(review({ rating: 4.5 })).to.equal(true);
    expect(review({ rating: "5" })).to.equal(false);
  });
});
