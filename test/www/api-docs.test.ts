import { expect } from "chai";
import * as v from "valibot";
import type { DocumentedOperation, OpenApiDocument } from "../../contract/openapi/document";
import { model } from "../../contract/openapi/model";
import { readerDocument } from "../../contract/openapi/reader/document";
import * as operations from "../../contract/operations";
import { fieldRow, fieldRows } from "../../www/api-docs/fields";
import { operationGroups, whoMayCall } from "../../www/api-docs/operations";
import { business } from "../support/fixture-business";

const document = readerDocument(business, operations, "/api");
const documented = (path: string, method: string) =>
  document.paths[path]?.[method] as DocumentedOperation;

describe("the fields of the API reference", () => {
  it("names what is inside objects and lists, with type, rules and need", () => {
    const schema = v.strictObject({
      name: v.strictObject({ en: v.pipe(v.string(), v.minLength(1), v.maxLength(80)) }),
      rating: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
      days: v.array(v.strictObject({ date: v.string() })),
      kind: v.optional(v.picklist(["a", "b"])),
    });
    expect(fieldRows(model(schema))).to.deep.equal([
      { name: "name", type: "object", required: true, rules: [] },
      { name: "name.en", type: "string", required: true, rules: ["1 to 80 characters"] },
      { name: "rating", type: "integer", required: true, rules: ["1 to 5"] },
      { name: "days", type: "list of object", required: true, rules: [] },
      { name: "days[].date", type: "string", required: true, rules: [] },
      { name: "kind", type: "string", required: false, rules: ["one of a, b"] },
    ]);
  });

  it("tells both forms of a field that may be one thing or a list of them", () => {
    const one = v.pipe(v.string(), v.regex(/^x/));
    const [field] = fieldRows(model(v.strictObject({ it: v.union([one, v.array(one)]) })));
    expect(field?.type).to.equal("string or list of string");
    expect(field?.rules).to.deep.equal(["matches ^x", "each matches ^x"]);
  });
});

describe("a field of the API reference", () => {
  it("is shown with its format, default and description, and what it refers to", () => {
    const models = { Product: { type: "object", properties: { price: { type: "integer" } } } };
    const list = {
      type: "object",
      properties: {
        products: { type: "array", items: { $ref: "#/components/schemas/Product" } },
        at: { type: "string", format: "date-time", nullable: true, description: "When." },
      },
    };
    expect(fieldRows(list, models)).to.deep.equal([
      { name: "products", type: "list of object", required: false, rules: [] },
      { name: "products[].price", type: "integer", required: false, rules: [] },
      {
        name: "at",
        type: "string or null",
        required: false,
        rules: ["date-time"],
        about: "When.",
      },
    ]);
    const days = { type: "integer", minimum: 1, maximum: 31, default: 7 };
    expect(fieldRow("days", days).rules).to.deep.equal(["1 to 31", "default 7"]);
  });
});

describe("who may call an operation", () => {
  it("is told for each kind of access, and never more widely than it is", () => {
    expect(whoMayCall(documented("/availability", "get"))).to.equal("Anybody.");
    expect(whoMayCall(documented("/booking", "post"))).to.equal("Anybody.");
    const manage = whoMayCall(documented("/booking/{bookingId}/cancel", "post"));
    expect(manage).to.contain("X-Manage-Token").and.not.to.contain("Anybody");
    const admin = whoMayCall(documented("/users", "post"));
    expect(admin).to.contain("Admins").and.not.to.contain("Anybody");
  });
});

describe("the groups of the API reference", () => {
  it("hold every operation once, by its tag, in the order of the document", () => {
    const groups = operationGroups(document);
    expect(groups.map(({ name }) => name)).to.deep.equal([
      "Bookings",
      "Desk",
      "Business",
      "Products",
      "Reviews",
      "Users",
      "Visits",
      "Health",
    ]);
    const names = groups.flatMap((group) =>
      group.operations.map(({ operation }) => operation.operationId),
    );
    expect(names).to.have.members(Object.keys(operations));
    expect(groups[1]?.operations.map(({ path }) => path)).to.include("/admin/customers");
  });

  it("leave out a tag that no operation has", () => {
    const { getCount } = operations;
    const small: OpenApiDocument = readerDocument(business, { getCount }, "/api");
    expect(operationGroups(small).map(({ name }) => name)).to.deep.equal(["Visits"]);
  });
});
