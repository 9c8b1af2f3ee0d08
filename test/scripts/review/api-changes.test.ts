import { expect } from "chai";
import { apiChanges } from "../../../scripts/review/api/api-changes";
import { said, warned } from "./snapshots";

const schema = (properties: object, more = {}) => ({
  type: "object",
  additionalProperties: false,
  properties,
  ...more,
});

/** A document with one operation, "POST /booking". */
function document(operation: object = {}, schemas: object = {}) {
  return {
    paths: { "/booking": { post: { responses: { 201: {} }, ...operation } } },
    components: { schemas },
  };
}

const taking = (body: object, required = true) =>
  document({ requestBody: { required, content: { "application/json": { schema: body } } } });
const answering = (body: object) =>
  document({ responses: { 201: { content: { "application/json": { schema: body } } } } });
const asking = (...parameters: object[]) => document({ parameters });
const text = { type: "string" };

/** "breaking: ..." or "fine: ..." for each change. */
function compared(before: object, after: object): string[] {
  return apiChanges(before, after).flatMap(({ changes }) =>
    changes.map(({ says, breaking }) => `${breaking ? "breaking" : "fine"}: ${says.text}`),
  );
}

describe("the review of the API", () => {
  const rows: [what: string, before: object, after: object, says: string][] = [
    ["an operation that goes", document(), { paths: {} }, "breaking: is gone"],
    ["an operation that comes", { paths: {} }, document(), "fine: is new"],
    [
      "a parameter that must be given",
      asking(),
      asking({ in: "query", name: "date", required: true, schema: text }),
      "breaking: `query parameter date` is new and required",
    ],
    [
      "a parameter that may be given",
      asking(),
      asking({ in: "query", name: "date", schema: text }),
      "fine: `query parameter date` is new",
    ],
    [
      "a parameter that is refused now",
      asking({ in: "query", name: "date", schema: text }),
      asking(),
      "breaking: `query parameter date` is gone",
    ],
    [
      "a body property that must be given",
      taking(schema({})),
      taking(schema({ name: text }, { required: ["name"] })),
      "breaking: `body.name` is new and required",
    ],
    [
      "a body that is required now",
      taking(text, false),
      taking(text),
      "breaking: its body is required now",
    ],
    [
      "a shorter text in a request",
      taking({ type: "string", maxLength: 80 }),
      taking({ type: "string", maxLength: 40 }),
      "breaking: `body`: `maxLength` is `40`, was `80`",
    ],
    [
      "a longer text in a request",
      taking({ type: "string", maxLength: 40 }),
      taking({ type: "string", maxLength: 80 }),
      "fine: `body`: `maxLength` is `80`, was `40`",
    ],
    [
      "a choice that goes from a request",
      taking({ enum: ["en", "fr"] }),
      taking({ enum: ["en"] }),
      "breaking: `body`: `fr` is no choice any more",
    ],
    [
      "a choice that comes to a reply",
      answering({ enum: ["held"] }),
      answering({ enum: ["held", "lost"] }),
      "breaking: `reply 201`: `lost` is a new choice",
    ],
    [
      "a property that goes from a reply",
      answering(schema({ count: text })),
      answering(schema({})),
      "breaking: `reply 201.count` is gone",
    ],
    [
      "a property that comes to a reply",
      answering(schema({})),
      answering(schema({ count: text })),
      "fine: `reply 201.count` is new",
    ],
    [
      "a property of a reply that may be missing now",
      answering(schema({ count: text }, { required: ["count"] })),
      answering(schema({ count: text })),
      "breaking: `reply 201.count` is optional now",
    ],
    [
      "a reply that may be null now",
      answering(text),
      answering({ ...text, nullable: true }),
      "breaking: `reply 201` may now be null",
    ],
    [
      "another type in a list",
      answering({ type: "array", items: text }),
      answering({ type: "array", items: { type: "number" } }),
      "breaking: `reply 201[]` is `number`, was `string`",
    ],
    [
      "a success that is answered no more",
      document({ responses: { 200: {}, 201: {} } }),
      document({ responses: { 201: {} } }),
      "breaking: no longer answers `200`",
    ],
    [
      "a refusal that comes",
      document({ responses: { 201: {} } }),
      document({ responses: { 201: {}, 409: {} } }),
      "fine: may answer `409`",
    ],
    [
      "a key that is asked for now",
      document({ security: [] }),
      document({ security: [{ edgeKey: [] }] }),
      "breaking: asks for `edgeKey`, asked for `nothing`",
    ],
    [
      "a key that is asked for no more",
      document({ security: [{ edgeKey: [] }] }),
      document({ security: [] }),
      "fine: asks for `nothing`, asked for `edgeKey`",
    ],
  ];
  for (const [what, before, after, says] of rows) {
    it(`says of ${what} whether clients break: ${says.split(":")[0]}`, () => {
      expect(compared(before, after)).to.deep.equal([says]);
      expect(compared(before, before)).to.deep.equal([]);
    });
  }

  it("follows references, also in a circle", () => {
    const tree = (leaf: object) => ({
      Tree: schema({
        leaf,
        trees: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
      }),
    });
    const body = {
      requestBody: {
        required: true,
        content: { "application/json": { schema: { $ref: "#/components/schemas/Tree" } } },
      },
    };
    const before = document(body, tree(text));
    expect(compared(before, document(body, tree({ type: "number" })))).to.deep.equal([
      "breaking: `body.leaf` is `number`, was `string`",
    ]);
  });

  it("is a section with what breaks clients first, and a warning", () => {
    const [base, head] = [document(), { paths: { "/count": { get: {} } } }];
    expect(said({ api: { value: base } }, { api: { value: head } })).to.deep.equal({
      "API: 2 operations change, 1 of them breaking": [
        "- `POST /booking`",
        "  - **Breaking**: is gone",
        "- `GET /count`",
        "  - is new",
      ],
    });
    expect(warned({ api: { value: base } }, { api: { value: head } })).to.deep.equal([
      "**Breaking for clients**: `POST /booking`: is gone",
    ]);
  });
});
