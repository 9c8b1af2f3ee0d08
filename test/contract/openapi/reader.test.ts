import Ajv, { type ValidateFunction } from "ajv";
import { expect } from "chai";
import * as v from "valibot";
import { errorsByStatus } from "../../../contract/errors/of-operation";
import type { DocumentedOperation } from "../../../contract/openapi/document";
import { readerDocument } from "../../../contract/openapi/reader/document";
import { namedModels } from "../../../contract/openapi/reader/models";
import { portablePattern } from "../../../contract/openapi/reader/pattern";
import * as operations from "../../../contract/operations";
import type { Operation } from "../../../contract/operations/operation";
import { checkRequest } from "../../../contract/rules/booking-request";
import { productProblems } from "../../../contract/rules/choice";
import { business } from "../../support/fixture-business";

const document = readerDocument(business, operations, "/api");
const rows = Object.entries<Operation>(operations);
const { schemas } = document.components;

const described = (name: string): DocumentedOperation => {
  const { method, path } = Object.fromEntries(rows)[name] as Operation;
  return document.paths[path]?.[method.toLowerCase()] as DocumentedOperation;
};

/** What a model says of values, by a validator that knows the formats. */
function validator(name: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  ajv.addFormat("date", /^\d{4}-\d{2}-\d{2}$/);
  ajv.addFormat("date-time", (text) => !Number.isNaN(Date.parse(text)));
  ajv.addFormat("email", /^[^@\s]+@[^@\s]+$/);
  ajv.addFormat("uri", (text) => URL.canParse(text));
  ajv.addFormat("uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  ajv.addSchema({ $id: "document", components: { schemas } });
  return ajv.compile({ $ref: `document#/components/schemas/${name}` });
}

describe("the reader's document", () => {
  it("has every operation once, under its name, in a group that is described", () => {
    const found = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(found.map(({ operationId }) => operationId)).to.have.members(rows.map(([name]) => name));
    const groups = document.tags?.map(({ name }) => name);
    for (const { operationId, tags } of found) {
      expect(tags, operationId).to.have.lengthOf(1);
      expect(groups, operationId).to.include(tags?.[0]);
    }
  });

  it("tells how to call through the site, and nothing of what is behind it", () => {
    expect(document.servers?.map(({ url }) => url)).to.deep.equal(["/api"]);
    expect(document.components.securitySchemes).to.have.all.keys("manageToken", "adminToken");
    expect(JSON.stringify(document)).not.to.match(/x-api-key|edgeKey|amazon|aws|lambda/i);
    expect(described("createBooking").security).to.deep.equal([]);
    expect(described("cancelBooking").security).to.deep.equal([{ manageToken: [] }]);
    expect(described("listUsers").security).to.deep.equal([{ adminToken: [] }]);
  });

  it("documents every status and code of every operation", () => {
    for (const [name, row] of rows) {
      const { responses } = described(name);
      const codes = errorsByStatus(row);
      expect(Object.keys(responses).map(Number), name).to.have.members([
        row.status,
        ...codes.keys(),
      ]);
      for (const [status, expected] of codes) {
        const response = responses[status];
        expect(response?.["x-codes"], `${name} ${status}`).to.deep.equal(expected);
        for (const code of expected) expect(response?.description).to.include(`\`${code}\``);
      }
      expect(responses[429]?.headers, name).to.have.all.keys("Retry-After");
      expect(responses[row.status]?.headers, name).to.have.all.keys("Cache-Control");
    }
  });

  it("wants a body only where an empty one would be refused", () => {
    const wants = (name: string) => described(name).requestBody?.required;
    expect(wants("createBooking")).to.equal(true);
    expect(wants("replaceUser")).to.equal(true);
    expect(wants("cancelBooking")).to.equal(false);
    expect(wants("confirmBooking")).to.equal(false);
    expect(wants("countVisit")).to.equal(false);
    expect(wants("getCount")).to.equal(undefined);
  });

  it("leads from what is created to what reads and changes it", () => {
    const links = (name: string, status: number) => described(name).responses[status]?.links ?? {};
    expect(Object.keys(links("createBooking", 201))).to.have.members([
      "getBooking",
      "cancelBooking",
      "rescheduleBooking",
      "getOwnAvailability",
      "getBookingCalendar",
      "confirmBooking",
      "rejectBooking",
      "completeBooking",
      "markNoShow",
      "cancelBookingAsAdmin",
    ]);
    expect(links("createBooking", 201).getBooking).to.deep.include({
      parameters: { bookingId: "$response.body#/bookingId" },
    });
    expect(links("createBooking", 201).getBooking?.description).to.contain("manageUrl");
    expect(links("createProduct", 201)).to.have.keys(
      "getProduct",
      "replaceProduct",
      "deleteProduct",
    );
    expect(links("createUser", 201)).to.have.keys("getUser", "replaceUser", "deleteUser");
    expect(links("getUser", 200)).to.deep.equal({});
  });

  it("shows parameters as the values that they are", () => {
    const shown = (name: string) =>
      Object.fromEntries(described(name).parameters.map(({ name: of, schema }) => [of, schema]));
    expect(shown("getAvailability").days).to.include({
      type: "integer",
      minimum: 1,
      maximum: 31,
      default: 7,
    });
    expect(shown("getAvailability").service).to.include({ type: "array", uniqueItems: true });
    expect(shown("getAvailability").date).to.include({ type: "string", format: "date" });
    expect(shown("listUsers").limit).to.include({ minimum: 1, maximum: 100, default: 20 });
    expect(shown("getBooking").bookingId).to.include({ type: "string", format: "uuid" });
  });

  it("names the services, people and categories of today as examples, and as no rule", () => {
    const renamed = {
      ...business,
      services: business.services.map((one) => ({ ...one, id: `new-${one.id}` })),
      staff: business.staff.map((one) => ({ ...one, id: `new-${one.id}` })) as never,
      productCategories: business.productCategories.map(({ id, name }) => ({
        id: `new-${id}`,
        name,
      })) as never,
      booking: {
        gridMinutes: 15,
        noticeMinutes: 0,
        horizonDays: 7,
        maxServices: 1,
        maxOpenVisits: 5,
        maxOwnMoves: 5,
      },
    };
    const other = readerDocument(renamed, operations, "/api");
    const rules = (text: object) =>
      JSON.parse(JSON.stringify(text), (key, value) =>
        ["description", "example"].includes(key) && typeof value !== "object" ? undefined : value,
      );
    const withoutExamples = (text: object) =>
      JSON.parse(JSON.stringify(rules(text)), (key, value) =>
        key === "example" ? undefined : value,
      );
    expect(withoutExamples(other)).to.deep.equal(withoutExamples(document));
    expect(JSON.stringify(other)).to.contain("`new-petra`").and.not.to.contain("`petra`");
  });

  it("describes every model and each of its properties", () => {
    for (const [name, model] of Object.entries(schemas)) {
      expect(model.description, name).to.match(/\.$/);
      for (const [property, schema] of Object.entries((model.properties ?? {}) as object)) {
        if (/^(EmptyRequest|CountRequest)$/.test(name) || /^(en|fr)$/.test(property)) continue;
        expect(schema.description ?? schema.$ref, `${name}.${property}`).to.be.a("string");
      }
    }
  });
});

describe("an example of the reader's document", () => {
  const media = rows.flatMap(([name]) => {
    const { requestBody, responses } = described(name);
    return [requestBody?.content, ...Object.values(responses).map(({ content }) => content)]
      .map((content) => content?.["application/json"])
      .flatMap((json) => (json && "example" in json ? [{ name, json }] : []));
  });

  it("is there for every body and every reply in JSON", () => {
    for (const [name, { body, status, contentType }] of rows) {
      const { requestBody, responses } = described(name);
      if (body) expect(requestBody?.content["application/json"], name).to.have.property("example");
      if (status === 204 || contentType) continue;
      const reply = responses[status]?.content?.["application/json"];
      expect(reply, name).to.have.property("example");
    }
  });

  it("is what the contract takes or answers, and what its model allows", () => {
    for (const { name, json } of media) {
      const model = String(json.schema.$ref).split("/").at(-1) as keyof typeof namedModels;
      const { schema } = namedModels[model];
      expect(v.safeParse(schema, json.example).issues, `${name} ${model}`).to.equal(undefined);
      const validate = validator(model);
      expect(validate(json.example), `${model} ${JSON.stringify(validate.errors)}`).to.equal(true);
    }
  });

  it("is what this business offers", () => {
    const example = (name: string) =>
      described(name).requestBody?.content["application/json"]?.example as never;
    expect(checkRequest(business, example("createBooking")).ok).to.equal(true);
    expect(productProblems(business, example("createProduct"))).to.deep.equal({});
  });
});

describe("a model of the reader's document", () => {
  const booking = {
    name: "Awa",
    phone: "6 51 84 46 64",
    service: "cornrows",
    date: "2026-11-23",
    time: "10:00",
  };
  const review = { name: "Awa", email: "awa@example.com", rating: 5, message: "Very gentle." };
  const product = {
    name: { en: "Comb", fr: "Peigne" },
    category: "accessories",
    price: 1,
    stock: 1,
    active: true,
  };
  const cases: Record<string, { taken: object[]; refused: object[] }> = {
    BookingRequest: {
      taken: [
        booking,
        { ...booking, email: "Awa.O'Brien+x@Example.com" },
        { ...booking, service: ["cornrows", "take-down"] },
        { ...booking, phone: "+237 651-84-46-64" },
      ],
      refused: [
        { ...booking, name: "" },
        { ...booking, name: " \u200b" },
        { ...booking, name: "x".repeat(81) },
        { ...booking, email: "awa@" },
        { ...booking, email: "é@example.com" },
        { ...booking, phone: "" },
        { ...booking, service: [] },
        { ...booking, service: ["cornrows", "cornrows"] },
        { ...booking, service: "Cornrows" },
        { ...booking, date: "23.11.2026" },
        { ...booking, time: "24:00" },
        { ...booking, locale: "de" },
        { ...booking, note: "x".repeat(501) },
        { ...booking, price: 1 },
      ],
    },
    ReviewRequest: {
      taken: [review, { ...review, rating: 1 }],
      refused: [
        { ...review, rating: 4.5 },
        { ...review, rating: 6 },
        { ...review, message: " " },
        { ...review, message: "x".repeat(2_001) },
        { ...review, bookingToken: "no-full-stop" },
      ],
    },
    ProductRequest: {
      taken: [product],
      refused: [
        { ...product, name: { en: "Comb" } },
        { ...product, name: { en: "Comb", fr: " " } },
        { ...product, price: 1.5 },
        { ...product, stock: -1 },
        { ...product, active: "yes" },
      ],
    },
  };

  for (const [name, { taken, refused }] of Object.entries(cases)) {
    it(`is as tight as the rules: ${name}`, () => {
      const validate = validator(name);
      for (const body of taken) expect(validate(body), JSON.stringify(body)).to.equal(true);
      for (const body of refused) expect(validate(body), JSON.stringify(body)).to.equal(false);
    });
  }
});

describe("a portable pattern", () => {
  it("means the digits and letters of ASCII in every language", () => {
    expect(portablePattern("^[\\w-]{1,64}\\.[\\w-]+$")).to.equal(
      "^[A-Za-z0-9_-]{1,64}\\.[A-Za-z0-9_-]+$",
    );
    expect(portablePattern("^([01]\\d|2[0-3]):\\d$")).to.equal("^([01][0-9]|2[0-3]):[0-9]$");
    expect(portablePattern("\\\\d\\[\\]")).to.equal("\\\\d\\[\\]");
  });
});
