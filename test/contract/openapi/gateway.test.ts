import { expect } from "chai";
import { gatewayDocument } from "../../../contract/openapi/gateway";
import * as operations from "../../../contract/operations";
import type { Operation } from "../../../contract/operations/operation";

const document = gatewayDocument("Shop API", operations);
const rows = Object.entries<Operation>(operations);

const draft4 = new Set(
  (
    "type properties required additionalProperties items enum anyOf " +
    "minLength maxLength pattern minItems maxItems minimum maximum"
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

describe("the gateway's document", () => {
  it("has every operation once, under its name", () => {
    const found = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [
        operationId,
        `${method.toUpperCase()} ${path}`,
      ]),
    );
    expect(found).to.have.lengthOf(rows.length);
    expect(Object.fromEntries(found)).to.deep.equal(
      Object.fromEntries(rows.map(([name, { method, path }]) => [name, `${method} ${path}`])),
    );
  });

  it("says nothing of AWS", () => {
    expect(JSON.stringify(document)).not.to.match(/amazon|aws|lambda/i);
  });

  it("names a model with letters and digits for every body, and for nothing else", () => {
    const bodies = rows.filter(([, { body }]) => body).map(([name]) => name);
    const names = Object.keys(document.components.schemas);
    expect(names).to.have.lengthOf(bodies.length);
    for (const name of names) expect(name).to.match(/^[A-Za-z0-9]+$/);
    const references = JSON.stringify(document.paths).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    expect([...references].map(([, name]) => name)).to.have.members(names);
  });

  it("keeps to the keywords that draft 4 and API Gateway know", () => {
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      for (const keyword of keywordsOf(schema)) expect(draft4, name).to.include(keyword);
      expect(JSON.stringify(schema), name).not.to.include('"required":[]');
    }
    const said = JSON.stringify(document);
    expect(said).not.to.match(/"(examples?|links|format|tags|nullable|allOf|x-codes)":/);
  });

  it("holds an admin's body to its rules, and a visitor's to its shape alone", () => {
    const ruled = (schema: unknown) =>
      /"(required|pattern|m..Length|enum)":/.test(JSON.stringify(schema));
    const models = document.components.schemas;
    expect(ruled(models.CreateUserRequest)).to.equal(true);
    for (const name of ["CreateBooking", "RescheduleBooking", "CreateFeedback"]) {
      expect(models[`${name}Request`], name).to.include({
        type: "object",
        additionalProperties: false,
      });
      expect(ruled(models[`${name}Request`]), name).to.equal(false);
    }
  });

  it("wants the edge key for every write by the public, and a sign-in for every admin", () => {
    const wanted = (name: string) => {
      const { method, path } = Object.fromEntries(rows)[name] as Operation;
      return document.paths[path]?.[method.toLowerCase()]?.security;
    };
    expect(wanted("getAvailability")).to.deep.equal([]);
    expect(wanted("createBooking")).to.deep.equal([{ edgeKey: [] }]);
    expect(wanted("getBooking")).to.deep.equal([]);
    expect(wanted("cancelBooking")).to.deep.equal([{ edgeKey: [] }]);
    expect(wanted("listUsers")).to.deep.equal([{ adminToken: [] }]);
  });
});
