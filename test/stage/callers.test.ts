import { expect } from "chai";
import type { Role } from "local-stage/parts";
import { countedAs } from "../../contract/operations/counted";
import { type Operation, wantsEdgeKey } from "../../contract/operations/operation";
import { validReview } from "../support/feedback";
import { withoutGrant } from "../support/grants";
import { rows } from "../support/operations";
import { functionNamed } from "../support/proofs";
import {
  noThrottle,
  openDay,
  openTestStage,
  ownLink,
  type TestStage,
  visitorRequest,
} from "../support/stage";

describe("one address that writes without end", function () {
  this.timeout(60_000);
  let site: TestStage;
  const most = 3;

  before(async () => {
    site = await openTestStage({ ...noThrottle, "shopfront:writesPerTenMinutes": String(most) });
  });
  after(() => site?.close());
  beforeEach(async () => {
    own = undefined;
    for (const item of await counts()) await site.put("data-visits", { ...bare(item) });
  });

  const counts = async () =>
    (await site.scan<{ counter_id: string }>("data-visits")).filter(({ counter_id }) =>
      counter_id.startsWith("writes#"),
    );
  const bare = ({ counter_id }: { counter_id: string }) => ({ counter_id });
  /** What is accepted from everybody; a refused request is no write. */
  const bodies = {
    createBooking: () => visitorRequest({ time: times.pop(), date: openDay(5) }),
    sendBookingLinks: () => ({ email: "awa@example.com" }),
    cancelBooking: () => ({}),
    rescheduleBooking: () => ({ date: openDay(6), time: "10:00" }),
    createFeedback: () => validReview,
    countVisit: () => ({}),
  };
  const times = ["09:00", "11:00", "13:00", "15:00"];
  let own: ReturnType<typeof ownLink> | undefined;

  /** Whatever the visitor claims, it is the edge that says where they are. */
  const send = (name: string, body: unknown, claimed = "203.0.113.1") => {
    const row = rows[name as keyof typeof rows] as Operation;
    const isOwn = countedAs(row) === "own";
    return site.api(row.method, row.path.replace(/\{\w+\}/g, own?.bookingId ?? "nobody-knows-it"), {
      body,
      headers: {
        "X-Viewer-Address": claimed,
        "X-Forwarded-For": claimed,
        ...(isOwn && own?.headers),
      },
    });
  };

  const writes = Object.entries<Operation>(rows).filter(([, row]) => wantsEdgeKey(row));

  it("meets six operations that count it", () => {
    expect(writes.map(([name, row]) => `${name} ${countedAs(row)}`)).to.have.members([
      "createBooking bookings",
      "sendBookingLinks bookings",
      "cancelBooking own",
      "rescheduleBooking own",
      "createFeedback visits",
      "countVisit visits",
    ]);
  });

  for (const [name, row] of writes) {
    it(`is answered 429 by ${name}, whatever it claims to be, and others go on`, async () => {
      if (countedAs(row) === "own") {
        const body = visitorRequest({
          date: openDay(name === "cancelBooking" ? 7 : 8),
          time: "10:00",
        });
        own = ownLink((await send("createBooking", body)).json.manageUrl);
      }
      const valid = bodies[name as keyof typeof bodies];
      for (let each = 0; each < most; each++) {
        const reply = await send(name, valid(), `203.0.113.${each}`);
        expect(reply.status, reply.text).to.be.lessThan(300);
      }
      const over = await send(name, {}, "203.0.113.99");
      expect(over.status, over.text).to.equal(429);
      expect(over.json.code).to.equal("caller.throttled");
      expect(over.headers.get("retry-after")).to.equal("600");
      const others = writes.filter(([, other]) => countedAs(other) !== countedAs(row));
      for (const [other] of others.slice(0, 2)) {
        expect((await send(other, {})).status).not.to.equal(429);
      }
      expect((await site.api("GET", "/count", {})).status).to.equal(200);
      expect(JSON.stringify(await site.scan("data-visits"))).not.to.match(/203\.0|127\.0/);
    });
  }

  it("uses up nothing with requests that are refused", async () => {
    for (let each = 0; each < 3 * most; each++) {
      for (const name of ["createBooking", "cancelBooking", "createFeedback"]) {
        const { status } = await send(name, { name: 1 });
        expect(status, name).to.be.within(400, 403);
      }
    }
    const body = visitorRequest({ date: openDay(9), time: "10:00" });
    expect((await send("createBooking", body)).status).to.equal(201);
  });

  it("books all the same where the counts can't be written", async () => {
    const { latest } = site.stage.lambda.registry.records.get(
      functionNamed(site, "create-booking"),
    ) as { latest: { roleArn: string } };
    const role = site.stage.roles.get(latest.roleArn) as Role;
    const resource = site.stage.graph.named("aws:dynamodb/table:Table", "data-visits").outputs.arn;
    const grant = { action: "dynamodb:UpdateItem", resource };
    await withoutGrant(role, grant, async () => {
      for (const time of ["09:00", "11:00", "13:00", "15:00"]) {
        const body = visitorRequest({ time, date: openDay(3) });
        const reply = await site.api("POST", "/booking", { body });
        expect(reply.status, reply.text).to.equal(201);
      }
    });
  });
});
