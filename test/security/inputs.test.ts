import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { expect } from "chai";
import * as fc from "fast-check";
import * as v from "valibot";
import { bookingStatuses } from "../../handlers/bookings/schema";
import { tableVariable } from "../../handlers/environment";
import { type Operation, pathParameters, tables } from "../../handlers/operation";
import * as routes from "../../handlers/routes";
import { aBooking } from "../support/bookings";
import { adminClaims, apiEvent } from "../support/events";
import { aReview } from "../support/feedback";
import { bodyText, firstOpenDay, hostileText, queryTexts } from "../support/inputs";
import { RecordedTables } from "../support/recorded-tables";

const rows = Object.entries<Operation>(routes);
const inputs = 100_000;
/** A month of free times takes a thousand times as long to compute as a refusal. */
const fewer: Readonly<Record<string, number>> = { getAvailability: 1_000 };
const saved = Object.values(fewer).reduce((sum, number) => sum + number, 0);
const usual = Math.ceil((inputs - saved) / (rows.length - Object.keys(fewer).length));
/** Fixed, so that a run can be repeated; fast-check names it with the input that failed. */
const seed = 20_261_121;

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
/** One booking in each status, the open ones first. */
const bookings = bookingStatuses.map((status, index) =>
  aBooking({ bookingId: id(index + 1), status, appointmentDate: firstOpenDay }),
);
const at = "2026-11-21T08:00:00.000Z";
const product = {
  ...{ product_id: id(1), name: { en: "Comb", fr: "Peigne" }, category: "accessories" },
  ...{ price: 1500, stock: 3, active: true, created_at: at, updated_at: at, version: 1 },
};
const latest = { ...product, product_id: id(2), version: 2 ** 53 - 1 };
const user = {
  ...{ userId: id(1), kind: "user", name: "Awa", email: "awa@example.com" },
  ...{ createdAt: at, updatedAt: at },
};

const items = {
  bookings: Object.fromEntries(bookings.map((booking) => [booking.bookingId, booking])),
  slots: { [`petra#${firstOpenDay}`]: { staffDay: "", b40: id(1) } },
  products: { [id(1)]: product, [id(2)]: latest },
  feedback: { [id(1)]: aReview({ feedbackId: id(1) }) },
  analytics: {},
  users: { [id(1)]: user, "email#0": { userId: "email#0", owner: id(1) } },
  visits: { "visits#0": { counter_id: "visits#0", count: 7 } },
};

/** Mostly an id that is there. */
const pathId = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(id(1), id(1), id(2), id(2)) },
  { weight: 1, arbitrary: fc.constantFrom(...bookings.map(({ bookingId }) => bookingId)) },
  { weight: 1, arbitrary: hostileText },
);

const rarely = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.option(arbitrary, { nil: undefined, freq: 9 });
const seldom = fc.option(hostileText, { nil: undefined, freq: 20 });

/** Headers as a visitor and the edge set them; undefined ones are left out. */
const headers = fc.record({
  "X-Manage-Token": fc.oneof(
    { weight: 9, arbitrary: fc.constant("secret-token") },
    { weight: 1, arbitrary: hostileText },
  ),
  "Idempotency-Key": fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(undefined, "f1b8c2d4e6", "a-key_of-mine-0123") },
    { weight: 1, arbitrary: hostileText },
  ),
  "Accept-Language": seldom,
  "X-Site-Origin": seldom,
  "X-Viewer-Address": seldom,
  "User-Agent": seldom,
});

/** What the authorizer says; the gateway lets nobody in without claims, the function must not either. */
const claims = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Record<string, unknown> | null>(adminClaims) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[null, {}, { sub: "visitor" }, { sub: 7, "cognito:groups": ["admins"] }],
      ...[
        { sub: "x", "cognito:groups": "admin" },
        { sub: "x", "cognito:groups": "[admins staff]" },
      ],
    ),
  },
);

/** Ways in which an event of the gateway can be odd. */
const oddities: Record<string, (event: Record<string, unknown>) => void> = {
  "no maps": (event) => {
    for (const name of ["headers", "multiValueHeaders", "pathParameters"]) event[name] = null;
    event.queryStringParameters = null;
  },
  "left out": (event) => {
    for (const name of ["multiValueHeaders", "queryStringParameters", "pathParameters", "body"]) {
      delete event[name];
    }
  },
  base64: (event) => {
    event.body = Buffer.from(String(event.body)).toString("base64");
    event.isBase64Encoded = true;
  },
  "many values": (event) => {
    const query = event.queryStringParameters as Record<string, string> | null;
    event.multiValueQueryStringParameters = Object.fromEntries(
      Object.entries(query ?? {}).map(([name, value]) => [name, [value, "again"]]),
    );
    event.multiValueHeaders = { "X-Manage-Token": ["one", "two"], Cookie: ["a=1", "b=2"] };
  },
  "undefined values": (event) => {
    event.headers = { ...(event.headers as object), "X-Nothing": undefined };
    event.pathParameters = { ...(event.pathParameters as object), other: undefined };
  },
};

function eventOf(row: Operation): fc.Arbitrary<APIGatewayProxyEvent> {
  return fc
    .record({
      body: row.body ? bodyText(row.body) : fc.constantFrom<string | null>(null, null, "{}", "\0"),
      query: row.query ? queryTexts(row.query) : fc.constantFrom(null, {}, { __proto: "1" }),
      path: fc.record(Object.fromEntries(pathParameters(row.path).map((name) => [name, pathId]))),
      headers,
      claims,
      oddity: rarely(fc.constantFrom(...Object.keys(oddities))),
    })
    .map(({ body, query, path, headers: sent, claims: said, oddity }) => {
      const event = apiEvent({
        path,
        query: query ?? {},
        headers: Object.fromEntries(
          Object.entries(sent).filter((entry): entry is [string, string] => entry[1] !== undefined),
        ),
        ...(said && { claims: said as Record<string, string> }),
      });
      const made = { ...event, body, queryStringParameters: query };
      if (oddity) oddities[oddity]?.(made as unknown as Record<string, unknown>);
      return made;
    });
}

describe("generated inputs of every operation", function () {
  this.timeout(120_000);
  const recorded = new RecordedTables(items);
  const variables: Record<string, string> = {
    ...Object.fromEntries(tables.map((table) => [tableVariable(table), table])),
    ...{ AUTO_CONFIRM: "true", FEEDBACK_DAYS: "30", VISIT_SHARDS: "2" },
  };
  const outside = Object.fromEntries(
    Object.keys(variables).map((name) => [name, process.env[name]]),
  );
  const { error } = console;
  let logged: unknown;
  const totals = { inputs: 0, accepted: 0, refused: 0, failed: 0, writesOfRefused: 0 };
  let uninstall: () => void;

  before(() => {
    Object.assign(process.env, variables);
    // The failing input is told with what its function logged, not before it.
    console.error = (entry: unknown) => {
      logged = entry;
    };
    uninstall = recorded.install();
  });
  after(() => {
    uninstall?.();
    console.error = error;
    for (const [name, value] of Object.entries(outside)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  for (const [name, row] of rows) {
    const numRuns = fewer[name] ?? usual;
    it(`make no 5xx of ${row.method} ${row.path}, and write nothing when they are refused`, async () => {
      const handler: (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult> = require(
        `../../handlers/${row.handler}`,
      )[name]();
      let accepted = 0;
      const holds = fc.asyncProperty(eventOf(row), async (event) => {
        const writes = recorded.writes;
        const { statusCode, body } = await handler(event);
        const written = recorded.writes - writes;
        totals.inputs++;
        if (statusCode >= 500) totals.failed++;
        else if (statusCode >= 400) totals.refused++;
        else {
          totals.accepted++;
          accepted++;
        }
        if (statusCode >= 400) totals.writesOfRefused += written;
        if (statusCode >= 500) throw new Error(`${statusCode}, logged: ${JSON.stringify(logged)}`);
        if (statusCode >= 400) {
          expect(written, "writes of a refused request").to.equal(0);
          expectRefusal(body);
        } else expectReply(row, statusCode, body);
      });
      await fc.assert(holds, { numRuns, seed });
      // Refusing everything would be safe, and prove nothing.
      expect(accepted, "accepted").to.be.greaterThan(0.05 * numRuns);
    });
  }

  it("are a hundred thousand, and leave every object as it was", () => {
    const { accepted, refused, failed, writesOfRefused } = totals;
    expect(totals.inputs).to.be.at.least(inputs);
    expect({ failed, writesOfRefused }).to.deep.equal({ failed: 0, writesOfRefused: 0 });
    expect(({} as Record<string, unknown>).admin).to.equal(undefined);
    const number = (count: number) => count.toLocaleString("en");
    console.info(
      `      ${number(totals.inputs)} inputs, ${number(accepted)} accepted, ${number(refused)} refused, ` +
        `${failed} answered 5xx, ${writesOfRefused} writes by refused requests`,
    );
  });
});

function expectRefusal(body: string): void {
  const { error, fields = {}, ...rest } = JSON.parse(body);
  expect(error).to.be.a("string").and.not.equal("");
  for (const said of Object.values(fields)) expect(said).to.be.a("string").and.not.equal("");
  expect(rest).to.deep.equal({});
}

function expectReply(row: Operation, statusCode: number, body: string): void {
  expect(statusCode).to.equal(row.status);
  const isJson = row.status !== 204 && !row.contentType;
  const reply = row.status === 204 ? undefined : isJson ? JSON.parse(body) : body;
  expect(v.safeParse(row.reply, reply).issues).to.equal(undefined);
}
