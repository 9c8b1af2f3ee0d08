import * as fc from "fast-check";
import type { GenericSchema } from "valibot";
import { addDays, dateIn } from "../../contract/rules/calendar";
import { openingsOn } from "../../contract/rules/hours";
import { withoutInvisible } from "../../contract/rules/invisible";
import { mostPictureBytes, pictureTypes } from "../../contract/rules/pictures";
import { systemClock } from "../../handlers/runtime/clock";
import { writeCursor } from "../../handlers/runtime/cursor";
import { business } from "./fixture-business";

/** Inputs of operations, made from their own schemas: right ones, almost right ones, hostile ones. */

const today = dateIn(business.timeZone, systemClock());
const days = Array.from({ length: 58 }, (_, index) => addDays(today, index + 2));
const openDays = days.filter((date) => openingsOn(business, date).length > 0);
/** The first open day from the day after tomorrow on. */
export const firstOpenDay = openDays[0] as string;

const uuid = "00000000-0000-4000-8000-000000000001";
const at = "2026-11-21T08:00:00.000Z";
const [shelf] = business.productCategories;

/** The key where a page ends, as each list writes it, and as none should. */
const lastKeys = [
  { userId: uuid, createdAt: at },
  { feedbackId: uuid, createdAt: at },
  { feedbackId: uuid, createdAt: at, status: "hidden" },
  { category: shelf.id, created_at: at, product_id: uuid },
  { appointmentDate: firstOpenDay, appointmentTime: "10:00", bookingId: uuid },
];
const brokenKeys = [
  { userId: "email#abc", createdAt: at },
  { feedbackId: uuid, createdAt: "never", status: "published" },
  { category: "cars", created_at: at, product_id: uuid },
  { appointmentDate: "9999-99-99", appointmentTime: "10:00", bookingId: uuid },
];

/** Text that breaks what was not written with it in mind. */
export const hostileTexts = [
  "",
  " ",
  "\0",
  "a\0b",
  "\r\nBcc: everybody@example.com",
  "\u001b[31m\u0007\b\u007f",
  "\u202e\u2066\ufeff\u200b",
  "\ud800",
  "half \udc00 pair",
  "𝕬𝖜𝖆 👩🏿‍🦱",
  "\u0130\u017f\u212a@example.com",
  "Ω≈ç√∫˜µ≤≥÷",
  "ا\u0660\u0661\u0662",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "null",
  "undefined",
  "NaN",
  "Infinity",
  "-0",
  "1e400",
  "0x10",
  "1".repeat(400),
  "' OR '1'='1' --",
  '"; DROP TABLE bookings; --',
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "{{7*7}}#{7*7}",
  "attribute_exists(bookingId) OR :x = :x",
  "SET #status = :admin",
  "#name",
  ":id",
  "slots#2026-11-23",
  "idempotency#aaaaaaaa",
  "email#0",
  "../../../../etc/passwd",
  "%2e%2e%2f%00",
  "http://169.254.169.254/latest/meta-data/",
  "file:///etc/passwd",
  "2026-02-30",
  "0000-01-01",
  "9999-12-31",
  "-271821-04-20",
  "24:00",
  "99:99",
  "x".repeat(81),
  "x".repeat(300),
  "é".repeat(2_100),
  `${"x".repeat(250)}@example.com`,
  "+".repeat(40),
  "+237651844664;ext=1",
];

const hostileNumbers = [
  0,
  -0,
  -1,
  0.1,
  1.5,
  5.000001,
  150,
  151,
  1e21,
  1e308,
  -1e308,
  5e-324,
  2 ** 31,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
];

const longText = "x".repeat(17_000);
const deep = "[".repeat(7_000) + "]".repeat(7_000);

/** Bodies that no JSON library writes. */
const hostileBodies = [
  "",
  " ",
  "null",
  "true",
  "0",
  '""',
  "[]",
  "[[]]",
  "{",
  '{"a":',
  "{'a':1}",
  "NaN",
  "\0",
  '{"rating":1e999}',
  '{"age":-1e999}',
  '{"name":"\\ud83d"}',
  '{"a":1,"a":2}',
  "\ufeff{}",
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  "name=Awa&email=awa%40example.com",
  '<?xml version="1.0"?><a/>',
  longText,
  deep,
  `{"name":${deep}}`,
  `[${"0,".repeat(5_000)}0]`,
  `{${Array.from({ length: 900 }, (_, index) => `"k${index}":1`).join(",")}}`,
];

/** What a person may not choose, and names that objects have by themselves. */
const foreignNames = [
  ..."status bookingId customerId price endsAt startsAt version createdAt sentiment verified".split(
    " ",
  ),
  ..."manageToken siteOrigin history held buckets expiresAt userId kind role admin".split(" "),
  ..."__proto__ constructor prototype toString valueOf hasOwnProperty length".split(" "),
];

export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);

const hostileValue = fc.oneof(
  { weight: 5, arbitrary: hostileText as fc.Arbitrary<unknown> },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...hostileNumbers) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, [], {}, [[]], [{}], { en: 1 }) },
  { weight: 1, arbitrary: fc.array(hostileText, { maxLength: 6 }) },
  { weight: 1, arbitrary: fc.dictionary(hostileText, hostileText, { maxKeys: 3 }) },
);

const oneOf = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const pageSize = oneOf("1", "10", "20", "50", "100");
const services = business.services.map(({ id }) => id);
const names = fc.oneof(
  oneOf("Awa Ngo", "  Awa  ", "Éloïse N’Gué", "x".repeat(80), "𝕬𝖜𝖆"),
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
    .map((text) => `A${withoutInvisible(text)}`),
);

/** Right values by field; a name before the dot says where it differs. */
const fields: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  name: names,
  en: names,
  fr: names,
  email: fc
    .tuple(oneOf("awa", "AWA.ngo", "a+b", "x".repeat(60)), fc.nat(9_999))
    .map(([local, number]) => ` ${local}${number}@Example.com `),
  phone: oneOf("6 51 84 46 64", "+237651844664", "00237 651 84 46 64", "+1 514 555 0123"),
  service: fc.oneof(oneOf(...services), fc.subarray(services, { minLength: 1, maxLength: 2 })),
  "query.service": fc.subarray(services, { minLength: 1, maxLength: 3 }).map(String),
  options: oneOf({ "locs-length": "waist" }, { "locs-length": "shoulder" }, {}),
  "query.options": oneOf("locs-length:waist"),
  date: oneOf(...openDays),
  from: oneOf(...days.slice(0, 20)),
  to: oneOf(...days.slice(20)),
  days: oneOf("1", "2", "7", "31"),
  time: oneOf("09:00", "09:30", "10:00", "13:00", "23:45"),
  staff: oneOf(...business.staff.map(({ id }) => id)),
  locale: oneOf(...business.languages),
  note: oneOf("", "Please be gentle.", "é".repeat(500), " \n "),
  forAnother: fc.boolean(),
  dryRun: fc.boolean(),
  people: oneOf([business.staff[0].id]),
  fromTime: oneOf("09:00", "13:05"),
  toTime: oneOf("14:00", "23:55"),
  reason: oneOf("break", "off", "sick", "closed"),
  keep: oneOf([uuid]),
  durationMinutes: oneOf(60, 90, 240),
  priceMinor: oneOf(0, 5000, 8000),
  currency: oneOf("XAF", "XAF", "XAF", "EUR"),
  rating: fc.integer({ min: 1, max: 5 }),
  message: oneOf("Very gentle.", "Pas mal du tout !", "👩🏿‍🦱".repeat(50), "not bad\0"),
  // Of a visit that is still to come, and of one that has begun.
  bookingToken: oneOf(`${uuid}.secret-token`, `${uuid.slice(0, -1)}2.secret-token`),
  age: fc.integer({ min: 0, max: 150 }),
  category: oneOf(...business.productCategories.map(({ id }) => id)),
  price: fc.integer({ min: 0, max: 100_000_000 }),
  stock: fc.integer({ min: 0, max: 1_000_000 }),
  active: fc.boolean(),
  type: oneOf(...pictureTypes),
  bytes: fc.integer({ min: 1, max: mostPictureBytes }),
  expiresAt: oneOf(99_999_999_999, 4_102_444_800),
  version: oneOf(1, 1, 1, 2, 2 ** 53 - 1),
  "query.version": oneOf("1", "1", "1", "2"),
  business: oneOf(business, { ...business, name: "" }),
  status: oneOf("pending", "confirmed", "cancelled", "waiting", "published", "hidden"),
  answer: oneOf("Thank you!", "Merci beaucoup !", "é".repeat(1_000), " \n<b>Awa</b> "),
  late: oneOf("true"),
  madeFrom: oneOf("2026-11-01T08:00Z", "2020-01-01T00:00:00Z"),
  madeTo: oneOf("2026-11-30T08:00Z", "2030-01-01T00:00:00Z"),
  messages: oneOf("one", "none"),
  removalId: oneOf(
    "2030-11-30T08:00:00Z.0a1b2c3d",
    `${new Date().toISOString().slice(0, 19)}Z.x9x9x9x9`,
  ),
  limit: pageSize,
  cursor: oneOf(...lastKeys.map(writeCursor)),
  lastKey: oneOf(...lastKeys.map(writeCursor)),
};

const isOffered = (name: string) => business.languages.some((language) => language === name);

/** What has to fit other fields, and mostly does not: most inputs go without it. */
const rare = ["body.expected", "body.options"];

function rarely<Value>(known: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: known },
  );
}

/** Names of the fields of an object's schema; empty where it is none. */
function entriesOf(schema: GenericSchema): Record<string, GenericSchema> {
  return (schema as { entries?: Record<string, GenericSchema> }).entries ?? {};
}

/** The object that a field holds, whether it has to be there or not. */
function objectOf(schema: GenericSchema): GenericSchema | undefined {
  const { wrapped = schema } = schema as { wrapped?: GenericSchema };
  return wrapped.type === "strict_object" ? wrapped : undefined;
}

/** Inputs of which most fit a schema; throws where a field is new and nothing is known of it. */
export function fitting(schema: GenericSchema, part: string): fc.Arbitrary<object> {
  const entries = Object.entries(entriesOf(schema));
  // A name may lack a language by its schema; the business wants it in each of its own.
  const required = entries
    .filter(([name, inner]) => inner.type !== "optional" || isOffered(name))
    .map(([name]) => name);
  return fc.record(
    Object.fromEntries(
      entries.map(([name, inner]) => {
        const object = objectOf(inner);
        const known = object ? fitting(object, part) : (fields[`${part}.${name}`] ?? fields[name]);
        if (!known) throw new Error(`test/support/inputs.ts knows no right value of ${name}.`);
        return [name, rare.includes(`${part}.${name}`) ? rarely(known) : known];
      }),
    ),
    { requiredKeys: required },
  );
}

/** A right input with one thing wrong: a field too few, one too many, or a hostile value. */
function almostFitting(schema: GenericSchema, part: string): fc.Arbitrary<object> {
  const own = Object.keys(entriesOf(schema));
  return fc
    .tuple(
      fitting(schema, part),
      fc.oneof(
        oneOf(...(own.length > 0 ? own : foreignNames)),
        oneOf(...foreignNames),
        hostileText,
      ),
      fc.option(hostileValue, { nil: undefined, freq: 8 }),
    )
    .map(([right, name, value]) => {
      const { [name as keyof typeof right]: _, ...rest } = right;
      // As entries, because `__proto__: …` in a literal would set the prototype.
      return value === undefined
        ? rest
        : Object.fromEntries([...Object.entries(rest), [name, value]]);
    });
}

/** The text of a body, as it comes over the wire. */
export function bodyText(schema: GenericSchema): fc.Arbitrary<string | null> {
  return fc.oneof(
    { weight: 10, arbitrary: fitting(schema, "body").map((body) => JSON.stringify(body)) },
    { weight: 9, arbitrary: almostFitting(schema, "body").map((body) => JSON.stringify(body)) },
    { weight: 1, arbitrary: hostileValue.map((body) => JSON.stringify(body)) },
    { weight: 1, arbitrary: fc.constantFrom<string | null>(null, ...hostileBodies) },
  );
}

/** A query string as the gateway hands it over: texts, or nothing at all. */
export function queryTexts(schema: GenericSchema): fc.Arbitrary<Record<string, string> | null> {
  const cursors = [...brokenKeys.map(writeCursor), writeCursor({}), "bnVsbA", "W10", "x", deep];
  const broken = fc
    .tuple(fitting(schema, "query"), oneOf("cursor", "lastKey"), oneOf(...cursors))
    .map(([right, name, cursor]) => ({ ...right, [name]: cursor }));
  return fc.oneof(
    { weight: 10, arbitrary: fitting(schema, "query").map(asTexts) },
    { weight: 9, arbitrary: almostFitting(schema, "query").map(asTexts) },
    { weight: 1, arbitrary: broken.map(asTexts) },
    { weight: 1, arbitrary: oneOf(null, {}) },
  );
}

function asTexts(query: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
