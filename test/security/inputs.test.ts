import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { expect } from "chai";
import * as fc from "fast-check";
import * as v from "valibot";
import { errorStatuses } from "../../contract/errors/codes";
import * as routes from "../../contract/operations";
import { type Operation, tables } from "../../contract/operations/operation";
import { dateIn } from "../../contract/rules/calendar";
import { bookingStatuses } from "../../contract/schemas/bookings";
import { systemClock } from "../../handlers/runtime/clock";
import { tableVariable } from "../../handlers/runtime/environment";
import { aBooking } from "../support/bookings";
import { aReview } from "../support/feedback";
import { business } from "../support/fixture-business";
import { eventOf, knownId as id, knownKey } from "../support/generated-events";
import { firstOpenDay } from "../support/inputs";
import { RecordedPictures } from "../support/recorded-pictures";
import { type Items, RecordedTables } from "../support/recorded-tables";
import { pngOf } from "../support/uploads";

const rows = Object.entries<Operation>(routes);
const inputs = 100_000;
/** A month of free times takes a thousand times as long to compute as a refusal. */
const fewer: Readonly<Record<string, number>> = {
  getAvailability: 1_000,
  getOwnAvailability: 1_000,
};
const saved = Object.values(fewer).reduce((sum, number) => sum + number, 0);
const usual = Math.ceil((inputs - saved) / (rows.length - Object.keys(fewer).length));
/** Fixed, so that a run can be repeated; fast-check names it with the input that failed. */
const seed = 20_261_121;

/** One booking in each status, the open ones first; the confirmed visit has begun. */
const bookings = bookingStatuses.map((status, index) => ({
  ...aBooking({ bookingId: id(index + 1), status, appointmentDate: firstOpenDay }),
  ...(status === "confirmed" && { startsAt: "2026-11-21T08:00:00Z" }),
}));
const at = "2026-11-21T08:00:00.000Z";
const product = {
  product_id: id(1),
  name: { en: "Comb", fr: "Peigne" },
  category: "accessories",
  price: 1500,
  stock: 3,
  active: true,
  created_at: at,
  updated_at: at,
  version: 1,
};
const latest = { ...product, product_id: id(2), version: 2 ** 53 - 1 };
const user = {
  userId: id(1),
  kind: "user",
  name: "Awa",
  email: "awa@example.com",
  createdAt: at,
  updatedAt: at,
};

const items: Items = {
  bookings: Object.fromEntries(bookings.map((booking) => [booking.bookingId, { ...booking }])),
  slots: {
    [`petra#${firstOpenDay}`]: {
      staffDay: "",
      ...Object.fromEntries((bookings[0]?.buckets ?? []).map((at) => [`b${at}`, id(1)])),
    },
    [`block#${id(1)}`]: {
      staffDay: "",
      blockId: id(1),
      staff: ["petra"],
      from: firstOpenDay,
      fromMinutes: 300,
      to: firstOpenDay,
      toMinutes: 360,
      reason: "off",
      keep: [],
      createdAt: at,
      createdBy: "somebody",
      bodyHash: "of its request",
      held: {},
    },
    [`blocks#${firstOpenDay.slice(0, 7)}`]: { staffDay: "", [id(1)]: firstOpenDay },
    [`idempotency#${knownKey}`]: {
      staffDay: "",
      bodyHash: "of another body",
      reply: JSON.stringify({
        status: "success",
        bookingId: id(1),
        message: "Your appointment is confirmed.",
        manageUrl: "https://www.example.com/manage#1.secret",
      }),
      expiresAt: 99_999_999_999,
    },
  },
  products: { [id(1)]: product, [id(2)]: latest },
  feedback: {
    [id(1)]: { ...aReview({ feedbackId: id(1) }) },
    [id(2)]: { ...aReview({ feedbackId: id(2), status: "waiting" }) },
  },
  analytics: {},
  business: Object.fromEntries(
    ["current", "version#1"].map((key) => [
      key,
      { documentId: key, version: 1, savedAt: at, business: JSON.stringify(business) },
    ]),
  ),
  users: { [id(1)]: user, "email#0": { userId: "email#0", owner: id(1) } },
  visits: {
    [`salt#${dateIn(business.timeZone, systemClock())}`]: { counter_id: "", salt: "salt" },
    "visits#0": { counter_id: "visits#0", count: 7 },
  },
};

describe("generated inputs of every operation", function () {
  this.timeout(120_000);
  const recorded = new RecordedTables(items);
  const pictures = new RecordedPictures({
    [id(1)]: pngOf(3, 2, "at home"),
    [id(2)]: Buffer.from("<svg/>"),
  });
  const variables: Record<string, string> = {
    ...Object.fromEntries(tables.map((table) => [tableVariable(table), table])),
    AUTO_CONFIRM: "true",
    FEEDBACK_EMAIL_DAYS: "30",
    HAS_SMS: "false",
    VISIT_SHARDS: "2",
    PICTURE_BUCKET: "pictures",
    PICTURE_UPLOADS: "https://pictures.s3.eu-west-3.amazonaws.com",
    AWS_ACCESS_KEY_ID: "ASIA",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SESSION_TOKEN: "token",
    AWS_REGION: "eu-west-3",
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
    const ends = [recorded.install(), pictures.install()];
    uninstall = () => {
      for (const end of ends) end();
    };
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
    it(`make no 5xx of ${row.method} ${row.path}, and change nothing when they are refused`, async () => {
      const handler: (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult> = require(
        `../../handlers/${row.handler}`,
      )[name](business);
      let accepted = 0;
      const holds = fc.asyncProperty(eventOf(row), async (event) => {
        const { refusalNotes: notes } = recorded;
        const writes = recorded.writes + pictures.writes;
        const { statusCode, body } = await handler(event);
        const written = recorded.writes + pictures.writes - writes;
        const noted = recorded.refusalNotes - notes;
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
          // For its copies, so only where it has a key.
          const hasKey = Object.keys(event.headers ?? {}).some((name) =>
            /^idempotency-key$/i.test(name),
          );
          expect(noted, "notes of a refusal").to.be.at.most(hasKey ? 1 : 0);
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
  const { code, error, fields = {}, ...rest } = JSON.parse(body);
  expect(errorStatuses).to.have.property(code);
  expect(error).to.be.a("string").and.not.equal("");
  for (const sentence of Object.values(fields))
    expect(sentence).to.be.a("string").and.not.equal("");
  if (code === "terms.changed") expect(rest).to.have.all.keys("terms");
  else expect(rest).to.deep.equal({});
}

function expectReply(row: Operation, statusCode: number, body: string): void {
  expect(statusCode).to.equal(row.status);
  const isJson = row.status !== 204 && !row.contentType;
  const reply = row.status === 204 ? undefined : isJson ? JSON.parse(body) : body;
  expect(v.safeParse(row.reply, reply).issues).to.equal(undefined);
}
