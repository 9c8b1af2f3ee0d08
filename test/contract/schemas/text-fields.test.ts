import { expect } from "chai";
import * as fc from "fast-check";
import * as v from "valibot";
import * as routes from "../../../contract/operations";
import type { Operation } from "../../../contract/operations/operation";
import { hasInvisible } from "../../../contract/rules/invisible";
import { fitting } from "../../support/inputs";
import { invisibles } from "../../support/invisibles";

const rows: Readonly<Record<string, Operation>> = { ...routes };

/** From these it is removed; every other text that holds it is refused. */
const removes = ["note", "message", "answer", "phone"];

/** Where a text is in an input: ["name", "en"]. */
type Path = readonly (string | number)[];

/** An input with every field of a schema in it. */
function wholeInput(schema: v.GenericSchema, part: string): Record<string, unknown> {
  const inputs = fc.sample(fitting(schema, part) as fc.Arbitrary<Record<string, unknown>>, {
    numRuns: 400,
    seed: 1,
  });
  const fits = inputs.filter((input) => v.safeParse(schema, input).success);
  const whole = Object.assign({}, ...fits) as Record<string, unknown>;
  // Joiners belong beside some letters, but not beside these.
  if (typeof whole.name === "string") whole.name = "Awa Ngo";
  else if (whole.name) whole.name = { en: "Wide comb", fr: "Peigne large" };
  const { entries } = schema as unknown as { entries: Record<string, unknown> };
  expect(Object.keys(whole)).to.have.members(Object.keys(entries));
  expect(v.safeParse(schema, whole).success, JSON.stringify(whole)).to.equal(true);
  return whole;
}

function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === "string") return [path];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

function changed(value: unknown, [key, ...rest]: Path, change: (text: string) => string): unknown {
  if (key === undefined) return change(value as string);
  if (Array.isArray(value)) {
    return value.map((one, at) => (String(at) === key ? changed(one, rest, change) : one));
  }
  const inner = (value as Record<string, unknown>)[key];
  return { ...(value as object), [key]: changed(inner, rest, change) };
}

/** Whether a text of an output holds what nobody sees, apart from the line ends of notes. */
const isUnclean = (output: unknown) =>
  textsIn(output).some((path) => {
    let text = "";
    changed(output, path, (found) => {
      text = found;
      return found;
    });
    return hasInvisible(removes.includes(String(path[0])) ? text.replaceAll("\n", "") : text);
  });

describe("every text that an operation takes", () => {
  for (const [name, row] of Object.entries(rows)) {
    for (const part of ["body", "query"] as const) {
      const schema = row[part];
      if (!schema || Object.keys((schema as { entries?: object }).entries ?? {}).length === 0)
        continue;
      const input = wholeInput(schema, part);
      for (const path of textsIn(input)) {
        // The schema takes any object: what is in the document is checked by rules of its own.
        if (name === "replaceBusiness" && path[0] === "business") continue;
        it(`holds nothing that nobody sees: ${part}.${path.join(".")} of ${name}`, () => {
          for (const [what, character] of Object.entries(invisibles)) {
            for (const [where, place] of Object.entries({
              inside: (text: string) => `${text.slice(0, 3)}${character}${text.slice(3)}`,
              first: (text: string) => `${character}${text}`,
              last: (text: string) => `${text}${character}`,
            })) {
              const result = v.safeParse(schema, changed(input, path, place));
              const isTrimmed = where !== "inside" && character.trim() === "";
              if (removes.includes(String(path[0])) || isTrimmed) {
                if (!result.success) continue;
                expect(isUnclean(result.output), `${what} ${where}`).to.equal(false);
              } else {
                expect(result.success, `${what} ${where}`).to.equal(false);
              }
            }
          }
        });
      }
    }
  }
});
