import Ajv from "ajv";
import { expect } from "chai";
import * as v from "valibot";
import { openApiDocument } from "../../../contract/openapi/document";
import { model } from "../../../contract/openapi/model";
import * as routes from "../../../contract/operations";
import { bookingRequestSchema, emptyRequestSchema } from "../../../contract/schemas/bookings";

const document = openApiDocument(routes);

const draft4 = new Set(
  (
    "type properties required additionalProperties items enum anyOf " +
    "minLength maxLength pattern minItems maxItems minimum maximum $ref"
  ).split(" "),
);

/** Every keyword that a model uses, wherever it is. */
function keywordsOf(schema: Record<string, unknown>): string[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const inner =
      keyword === "properties"
        ? Object.values(value as object)
        : ["anyOf", "items", "additionalProperties"].includes(keyword)
          ? [value].flat().filter((item) => typeof item === "object")
          : [];
    return [keyword, ...inner.flatMap((item) => keywordsOf(item as Record<string, unknown>))];
  });
}

const ajv = new Ajv({ strict: false });

describe("the OpenAPI document", () => {
  it("has every operation once, under its name", () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        operation.operationId,
        `${method.toUpperCase()} ${path}`,
      ]),
    );
    expect(Object.fromEntries(operations)).to.deep.equal({
      getAvailability: "GET /availability",
      createBooking: "POST /booking",
      getBooking: "GET /booking/{bookingId}",
      cancelBooking: "POST /booking/{bookingId}/cancel",
      rescheduleBooking: "POST /booking/{bookingId}/reschedule",
      getBookingCalendar: "GET /booking/{bookingId}/calendar.ics",
      listBookings: "GET /admin/bookings",
      listCustomers: "GET /admin/customers",
      confirmBooking: "POST /admin/bookings/{bookingId}/confirm",
      rejectBooking: "POST /admin/bookings/{bookingId}/reject",
      completeBooking: "POST /admin/bookings/{bookingId}/complete",
      markNoShow: "POST /admin/bookings/{bookingId}/no-show",
      cancelBookingAsAdmin: "POST /admin/bookings/{bookingId}/cancel",
      listProducts: "GET /products",
      listAllProducts: "GET /admin/products",
      createProduct: "POST /products",
      getProduct: "GET /products/{product_id}",
      replaceProduct: "PUT /products/{product_id}",
      deleteProduct: "DELETE /products/{product_id}",
      getCount: "GET /count",
      countVisit: "POST /count",
      createFeedback: "POST /feedback",
      listFeedback: "GET /feedback",
      eraseFeedback: "DELETE /feedback",
      getAnalytics: "GET /analytics",
      getHealth: "GET /health",
      createUser: "POST /users",
      listUsers: "GET /users",
      getUser: "GET /users/{userId}",
      replaceUser: "PUT /users/{userId}",
      deleteUser: "DELETE /users/{userId}",
    });
    expect(operations).to.have.lengthOf(Object.keys(routes).length);
  });

  it("says nothing of AWS", () => {
    expect(JSON.stringify(document)).not.to.match(/amazon|aws|lambda/i);
  });

  it("names models with letters and digits, and refers to none that is missing", () => {
    for (const name of Object.keys(document.components.schemas)) {
      expect(name).to.match(/^[A-Za-z0-9]+$/);
    }
    const references = JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    const referred = new Set([...references].map(([, name]) => name));
    expect(Object.keys(document.components.schemas)).to.have.members([...referred]);
  });

  it("keeps to the keywords that draft 4 and API Gateway know", () => {
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      for (const keyword of keywordsOf(schema)) expect(draft4, name).to.include(keyword);
      expect(JSON.stringify(schema), name).not.to.include('"required":[]');
    }
  });

  it("lists path, query and header parameters, and which are required", () => {
    const parameters = (path: string, method: string) =>
      document.paths[path]?.[method]?.parameters.map(
        (parameter) => `${parameter.in} ${parameter.name}${parameter.required ? "" : "?"}`,
      );
    expect(parameters("/availability", "get")).to.deep.equal([
      "query date",
      "query days?",
      "query service?",
      "query staff?",
    ]);
    expect(parameters("/booking", "post")).to.deep.equal(["header Idempotency-Key?"]);
    expect(parameters("/booking/{bookingId}/cancel", "post")).to.deep.equal(["path bookingId"]);
  });

  it("says who may call what", () => {
    const security = (path: string, method: string) => document.paths[path]?.[method]?.security;
    expect(security("/availability", "get")).to.deep.equal([]);
    expect(security("/booking", "post")).to.deep.equal([{ edgeKey: [] }]);
    expect(security("/booking/{bookingId}", "get")).to.deep.equal([{ manageToken: [] }]);
    expect(security("/booking/{bookingId}/cancel", "post")).to.deep.equal([
      { edgeKey: [], manageToken: [] },
    ]);
  });

  it("documents each reply and the errors that can happen", () => {
    const responses = (path: string, method: string) =>
      Object.keys(document.paths[path]?.[method]?.responses ?? {});
    expect(responses("/availability", "get")).to.have.members(["200", "400", "429", "500"]);
    expect(responses("/booking", "post")).to.include.members(["201", "400", "403", "409", "429"]);
    expect(responses("/booking/{bookingId}", "get")).to.include.members(["200", "403", "404"]);
    const calendar = document.paths["/booking/{bookingId}/calendar.ics"]?.get;
    expect(calendar?.responses["200"]?.content).to.have.all.keys("text/calendar");
  });
});

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
      { ...request, service: "nails" },
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
