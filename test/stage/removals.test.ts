import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { soon } from "../support/soon";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";

describe("removing a flood of bookings over HTTP", function () {
  this.timeout(60_000);
  let site: TestStage;
  let headers: Record<string, string>;
  const times = ["09:00", "11:00", "13:00", "15:00"];
  const email = "victim@example.com";

  before(async () => {
    site = await openTestStage(noThrottle);
    headers = await site.adminHeaders();
  });
  after(() => site?.close());

  const cancellations = async () =>
    (await site.stage.mails()).filter(({ subject }) => /Cancel/.test(subject));
  const remove = async (body: object) => {
    const reply = await site.api("POST", "/admin/bookings/removals", { body, headers });
    expect(reply.status, reply.text).to.equal(200);
    return reply.json;
  };

  it("takes them all, tells each person once, frees the times, and spares everybody else", async () => {
    const book = async (changes: object) => {
      const body = visitorRequest({ ...changes });
      const reply = await site.api("POST", "/booking", { body });
      expect(reply.status, reply.text).to.equal(201);
      return body;
    };
    // One address and five numbers of one person's, and two genuine customers on the same days.
    for (let number = 0; number < 5; number++) {
      await book({ date: openDay(number), time: times[number % 4], email });
    }
    const genuine = await book({ date: openDay(6), time: "09:00" });
    const spared = await book({ date: openDay(7), time: "09:00" });
    await soon(async () => (await site.stage.mails()).length >= 7, "everybody has a confirmation");
    // A removal takes what was there before the second in which it is previewed.
    await setTimeout(1_000);

    const asked = await remove({ email });
    expect(asked).to.include({ removed: 0, remaining: 5, people: 1 });
    const done = await remove({ email, removalId: asked.removalId });
    expect(done).to.include({ removed: 5, remaining: 0 });
    expect(await remove({ email, removalId: asked.removalId })).to.include({ removed: 0 });
    await soon(async () => (await cancellations()).length === 1, "the person is told");

    const span = await remove({ from: openDay(6), to: openDay(6) });
    await remove({ from: openDay(6), to: openDay(6), removalId: span.removalId });
    await soon(async () => (await cancellations()).length === 2, "the customer is told");
    const silent = await remove({ phone: String(spared.phone), messages: "none" });
    expect(silent.remaining).to.equal(1);
    await remove({ phone: spared.phone, messages: "none", removalId: silent.removalId });

    // Long enough for a message that should not be.
    await setTimeout(1_500);
    expect((await cancellations()).flatMap(({ to }) => to)).to.have.members([email, genuine.email]);
    const [told] = (await cancellations()).filter(({ to }) => String(to).includes(email));
    expect(told?.text).to.contain("Appointment 5:");
    const bookings = await site.bookings();
    expect(bookings.map(({ status }) => status)).to.deep.equal(Array(7).fill("cancelled"));
    const buckets = (await site.scan("data-slots")).flatMap((item) =>
      Object.keys(item).filter((name) => /^([bm]\d+|v#.*)$/.test(name)),
    );
    expect(buckets, "time and places in lists").to.deep.equal([]);
  });

  it("is refused to everybody but admins", async () => {
    const body = { email };
    expect((await site.api("POST", "/admin/bookings/removals", { body })).status).to.equal(401);
  });
});
