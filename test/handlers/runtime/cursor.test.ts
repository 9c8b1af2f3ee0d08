import { expect } from "chai";
import * as v from "valibot";
import { cursorSchema } from "../../../contract/schemas/fields";
import { readCursor, writeCursor } from "../../../handlers/runtime/cursor";

const keySchema = v.strictObject({ id: v.string() });

describe("a cursor", () => {
  it("comes back as the key it was, in letters that a URL needs not escape", () => {
    const cursor = writeCursor({ id: "é?/&=#" });
    expect(v.parse(cursorSchema, cursor)).to.equal(cursor);
    expect(readCursor(cursor, keySchema)).to.deep.equal({ id: "é?/&=#" });
  });

  const broken: [what: string, cursor: string][] = [
    ["is no JSON", Buffer.from("{").toString("base64url")],
    ["is cut short", writeCursor({ id: "abcdef" }).slice(0, -4)],
    ["holds another key", writeCursor({ name: "a" })],
    ["holds more than a key", writeCursor({ id: "a", admin: true })],
    ["holds nothing", writeCursor([] as never)],
    ["is empty", ""],
  ];
  for (const [what, cursor] of broken) {
    it(`is refused when it ${what}`, () => {
      expect(readCursor(cursor, keySchema)).to.equal(undefined);
    });
  }
});
