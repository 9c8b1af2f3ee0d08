import { expect } from "chai";
import type { Role } from "local-stage/parts";
import { countedAs } from "../../contract/operations/counted";
import { type Operation, wantsEdgeKey } from "../../contract/operations/operation";
import { withoutGrant } from "../support/grants";
import { rows } from "../support/operations";
import { functionNamed } from "../support/proofs";
import {
  noThrottle,
  openDay,
  openTestStage,
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
    for (const item of await counts()) await site.put("data-visits", { ...bare(item) });
  });

  const counts = async () =>
    (await site.scan<{ counter_id: string }>("data-visits")).filter(({ counter_id }) =>
      counter_id.startsWith("writes#"),
    );
  const bare = ({ counter_id }: { counter_id: string }) => ({ counter_id });
  /** Whatever the visitor claims, it is the edge that says where they are. */
  const send = (row: Operation, body: unknown, claimed = "203.0.113.1") =>
    site.api(row.method, row.path.replace(/\{\w+\}/g, "nobody-knows-it"), {
      body,
      headers: { "X-Viewer-Address": claimed, "X-Forwarded-For": claimed },
    });

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
      for (let each = 0; each < most; each++) {
        expect((await send(row, {}, `203.0.113.${each}`)).status).to.be.lessThan(405);
      }
      const over = await send(row, {}, "203.0.113.99");
      expect(over.status, over.text).to.equal(429);
      expect(over.json.code).to.equal("caller.throttled");
      expect(over.headers.get("retry-after")).to.equal("600");
      const others = writes.filter(([, other]) => countedAs(other) !== countedAs(row));
      for (const [, other] of others.slice(0, 2)) {
        expect((await send(other, {})).status).not.to.equal(429);
      }
      expect((await site.api("GET", "/count", {})).status).to.equal(200);
      expect(JSON.stringify(await site.scan("data-visits"))).not.to.match(/203\.0|127\.0/);
    });
  }

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
