import type { GenericSchema } from "valibot";
import { type Operation, pathParameters } from "../../contract/operations/operation";
import type { Sent } from "./operations";

/** A request as it goes over the wire. */
export interface Wire {
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or what should be. */
  readonly text?: string;
}

/** A request in which one parameter is wrong, and how. */
export interface Wrong extends Wire {
  readonly what: string;
}

const tooLong = "x".repeat(3_000);
/** What a parameter may hold that is text on the wire. */
const wrongTexts = [
  ["empty", ""],
  ["oversized", tooLong],
  ["oversized", "9".repeat(400)],
  ["wrongly typed", "null"],
  ["wrongly typed", "true"],
  ["wrongly typed", "-1"],
  ["wrongly typed", "1.5"],
  ["wrongly typed", "[]"],
  ["wrongly typed", '{"a":1}'],
  ["wrongly typed", "2026-99-99"],
  ["wrongly typed", "__proto__"],
] as const;
/** What a field of a body may hold. */
const wrongValues: readonly (readonly [how: string, value: unknown])[] = [
  ["empty", ""],
  ["oversized", tooLong],
  ["oversized", Array(2_000).fill("x")],
  ["oversized", 1e308],
  ["wrongly typed", null],
  ["wrongly typed", true],
  ["wrongly typed", -1],
  ["wrongly typed", 1.5],
  ["wrongly typed", "null"],
  ["wrongly typed", []],
  ["wrongly typed", [[]]],
  ["wrongly typed", { a: 1 }],
  ["wrongly typed", "2026-99-99"],
];

/** Right values of the parameters of queries, whatever the operation. */
export type RightQuery = (name: string) => string;

/** Every parameter of an operation missing, doubled, reversed, oversized and wrongly typed, in turn. */
export function wrongRequests(row: Operation, sent: Sent, right: RightQuery): Wrong[] {
  const text = sent.body === undefined ? undefined : JSON.stringify(sent.body);
  const base: Wire = {
    path: sent.path ?? {},
    query: Object.entries(sent.query ?? {}),
    headers: sent.headers ?? {},
    ...(text !== undefined && { text }),
  };
  return [
    ...wrongPaths(row, base),
    ...wrongHeaders(row, base),
    ...wrongQueries(row, base, right),
    ...wrongBodies(row, base, sent.body),
  ];
}

function wrongPaths(row: Operation, base: Wire): Wrong[] {
  return pathParameters(row.path).flatMap((name) =>
    wrongTexts
      .filter(([how]) => how !== "empty")
      .map(([how, value]) => ({
        ...base,
        path: { ...base.path, [name]: value },
        what: `${name} ${how}`,
      })),
  );
}

function wrongHeaders(row: Operation, base: Wire): Wrong[] {
  const names = [
    ...Object.keys(row.headers ?? {}),
    ...(row.access === "manage" ? ["X-Manage-Token"] : []),
  ];
  return names.flatMap((name) => {
    const { [name]: value = "a-key_of-mine-0123", ...others } = base.headers;
    const doubled = { ...others, [name]: `${value}, ${value}` };
    return [
      { ...base, headers: others, what: `${name} missing` },
      { ...base, headers: doubled, what: `${name} doubled` },
      ...wrongTexts.map(([how, text]) => ({
        ...base,
        headers: { ...others, [name]: text },
        what: `${name} ${how}`,
      })),
    ];
  });
}

function wrongQueries(row: Operation, base: Wire, right: RightQuery): Wrong[] {
  const names = Object.keys(entriesOf(row.query));
  const isPage = (name: string) => ["cursor", "lastKey"].includes(name);
  // A page ends where the same list ended, so a right one is not for every query.
  const all = names.filter((name) => !isPage(name)).map((name) => [name, right(name)] as const);
  const wrong: Wrong[] = [];
  for (const query of [base.query, all]) {
    for (const name of names) {
      const others = query.filter(([other]) => other !== name);
      const value = right(name);
      const add = (how: string, ...values: readonly string[]) =>
        wrong.push({
          ...base,
          query: [...others, ...values.map((one) => [name, one] as const)],
          what: `${name} ${how}, with ${others.map(([other]) => other).join(", ") || "nothing"}`,
        });
      add("missing");
      add("doubled", value, value);
      add("doubled", value, "another");
      for (const [how, text] of wrongTexts) add(how, text);
    }
  }
  return [...wrong, ...reversed(names, base, right)];
}

/** The last day before the first, alone and beside each other parameter. */
function reversed(names: readonly string[], base: Wire, right: RightQuery): Wrong[] {
  if (!names.includes("from") || !names.includes("to")) return [];
  const range = [
    ["from", right("to")],
    ["to", right("from")],
  ] as const;
  const others = names.filter((name) => !["from", "to", "cursor", "lastKey"].includes(name));
  return [undefined, ...others].map((other) => ({
    ...base,
    query: other ? [...range, [other, right(other)] as const] : range,
    what: `from and to reversed, with ${other ?? "nothing"}`,
  }));
}

function wrongBodies(row: Operation, base: Wire, body: unknown): Wrong[] {
  if (!row.body) return [];
  const whole = (["", "null", "[]", '"x"', "7", "{", `{"a":"${tooLong}"}`] as const).map(
    (text) => ({ ...base, text, what: `the body ${text.slice(0, 10)}` }),
  );
  return [
    ...whole,
    ...fieldsOf(row.body).flatMap((path) => {
      const name = path.join(".");
      const wrong = wrongValues.map(([how, value]) => ({
        ...base,
        text: JSON.stringify(withValue(body, path, value)),
        what: `${name} ${how}`,
      }));
      const missing = JSON.stringify(withValue(body, path, undefined));
      // Twice in the text: the last one counts.
      const doubled = JSON.stringify(body).replace(/^\{/, `{"${path[0]}":7,"${path[0]}":"x",`);
      return [
        ...wrong,
        { ...base, text: missing, what: `${name} missing` },
        { ...base, text: doubled.replace(",}", "}"), what: `${name} doubled` },
      ];
    }),
  ];
}

function entriesOf(schema: GenericSchema | undefined): Record<string, GenericSchema> {
  return (schema as { entries?: Record<string, GenericSchema> } | undefined)?.entries ?? {};
}

function fieldsOf(schema: GenericSchema): string[][] {
  return Object.entries(entriesOf(schema)).flatMap(([name, inner]) => [
    [name],
    ...fieldsOf(inner).map((path) => [name, ...path]),
  ]);
}

function withValue(
  body: unknown,
  [name = "", ...rest]: readonly string[],
  value: unknown,
): unknown {
  const own = (body ?? {}) as Record<string, unknown>;
  return { ...own, [name]: rest.length > 0 ? withValue(own[name], rest, value) : value };
}
