import { expect } from "chai";
import * as v from "valibot";
import { openApiDocument } from "../../contract/openapi/document";
import { model } from "../../contract/openapi/model";
import type { Operation } from "../../contract/operations/operation";
import { fieldRows } from "../../www/api-docs/fields";
import { operationGroups, whoMayCall } from "../../www/api-docs/operations";

const row = (changes: Partial<Operation>): Operation => ({
  method: "GET",
  path: "/thing",
  access: "public",
  summary: "A thing.",
  status: 200,
  reply: v.string(),
  handler: "things/get-thing",
  touches: {},
  ...changes,
});

const documented = (changes: Partial<Operation>) => {
  const operation = openApiDocument({ thing: row(changes) }).paths["/thing"];
  return Object.values(operation ?? {})[0] as NonNullable<typeof operation>[string];
};

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

describe("who may call an operation", () => {
  it("is told for each kind of access, and never more widely than it is", () => {
    expect(whoMayCall(documented({}))).to.equal("Anybody.");
    expect(whoMayCall(documented({ access: "edge", method: "POST" }))).to.contain("this site");
    const manage = whoMayCall(documented({ access: "manage", method: "POST" }));
    expect(manage).to.contain("X-Manage-Token");
    expect(manage).to.contain("Only through this site");
    const admin = whoMayCall(documented({ access: "admin" }));
    expect(admin).to.contain("Admins");
    expect(admin).not.to.contain("Anybody");
  });
});

describe("the groups of the API reference", () => {
  it("put operations together by the first part of their path, in order", () => {
    const groups = operationGroups(
      openApiDocument({
        b: row({ path: "/users/{userId}" }),
        a: row({ path: "/users" }),
        c: row({ path: "/count" }),
      }),
    );
    expect(
      groups.map(({ name, operations }) => [name, ...operations.map(({ path }) => path)]),
    ).to.deep.equal([
      ["count", "/count"],
      ["users", "/users", "/users/{userId}"],
    ]);
  });
});
