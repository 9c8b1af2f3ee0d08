import { expect } from "chai";
import { type Releases, releasesOf, slip } from "../support/releases";
import {
  announcements,
  lastAnnouncement,
  report,
  ringRollbackAlarm,
} from "../support/rollback-proof";
import { soon } from "../support/soon";
import {
  noThrottle,
  openDay,
  openTestStage,
  ownLink,
  type TestStage,
  visitorRequest,
} from "../support/stage";
import { until } from "../support/waiting";

const booking = (site: TestStage) => async (time: string) =>
  site.api("POST", "/booking", { body: visitorRequest({ date: openDay(), time }) });

describe("a release that breaks bookings", function () {
  this.timeout(120_000);
  let site: TestStage;
  let bookings: Releases;
  let book: ReturnType<typeof booking>;

  before(async () => {
    site = await openTestStage(noThrottle);
    bookings = await releasesOf(site, "create-booking");
    book = booking(site);
  });
  after(async () => {
    bookings?.restore();
    await site?.close();
  });

  it("is taken back by itself, and visitors can book again", async () => {
    expect((await book("09:00")).status).to.equal(201);
    expect(bookings.liveVersion()).to.equal("1");

    await bookings.release(slip);
    const released = Date.now();
    expect(bookings.liveVersion()).to.equal("2");
    for (let visitor = 0; visitor < 24; visitor++) {
      const { status, json } = await book("11:00");
      expect(status).to.equal(500);
      expect(json).to.deep.equal({
        code: "internal",
        error: "Something went wrong. Try again later.",
      });
    }
    await soon(() => bookings.liveVersion() === "1", "The rollback", 60);
    const seconds = (Date.now() - released) / 1000;
    console.log(`      rolled back ${seconds.toFixed(1)} s after the broken release`);
    expect(seconds).to.be.below(120);

    expect((await book("11:00")).status).to.equal(201);
    const { live } = bookings.record().aliases;
    expect(live?.description).to.match(/^Rolled back at .* from version 2\.$/);
    expect(site.lines.join("\n")).to.match(
      /create-booking: live leads to version 1 now\. Rolled back at \S+ from version 2\./,
    );
    await soon(() => lastAnnouncement(site) !== undefined, "The announcement");
    const said = lastAnnouncement(site);
    expect(said?.topicArn).to.match(/alerts-critical-topic$/);
    expect(said?.message).to.match(
      /create-booking: \d+ of \d+ calls failed\. Rolled back from version 2 to 1/,
    );
  });

  it("is left alone by a second alarm within the cool-down", async () => {
    const before = lastAnnouncement(site);
    await ringRollbackAlarm(site);
    const after = lastAnnouncement(site);
    expect(after).not.to.equal(before);
    expect(after?.message).to.include("Not rolled back: it was rolled back a short while ago");
    expect(bookings.liveVersion()).to.equal("1");
    expect((await book("13:00")).status).to.equal(201);
  });

  it("does not stand in the way of the next release", async () => {
    await bookings.release("// repaired");
    expect(bookings.liveVersion()).to.equal("3");
    expect(bookings.record().aliases.live?.description).to.equal("");
    expect((await book("15:00")).status).to.equal(201);
    expect((await site.bookings()).map(({ appointmentTime }) => appointmentTime)).to.have.members([
      "09:00",
      "11:00",
      "13:00",
      "15:00",
    ]);
  });

  it("is passed over when the next release has to be taken back too", async () => {
    report(site, bookings.record().name, { Invocations: 20, Errors: 20 });
    await ringRollbackAlarm(site);
    expect(lastAnnouncement(site)?.message).to.include("from version 3 to 1");
    expect(bookings.liveVersion()).to.equal("1");
    const marked = bookings.record().aliases["rolled-back"];
    expect(marked?.version).to.equal("3");
    expect(marked?.description).to.match(/^2 3 20\S+Z$/);
  });
});

describe("what is broken in every version", function () {
  this.timeout(120_000);
  /** How far the metrics' clock is behind, so that what is measured lies before a release. */
  let behindMs = 0;
  const twentyMinutesMs = 20 * 60_000;
  let site: TestStage;
  let visits: Releases;
  let readPoisoned: () => Promise<number>;

  before(async () => {
    site = await openTestStage(noThrottle, { now: () => Date.now() - behindMs });
    visits = await releasesOf(site, "get-booking");
    visits.age();
    const { json } = await booking(site)("09:00");
    const { bookingId, headers } = ownLink(json.manageUrl);
    readPoisoned = async () => (await site.api("GET", `/booking/${bookingId}`, { headers })).status;
    expect(await readPoisoned()).to.equal(200);
    const [stored] = await site.bookings();
    await site.put("data-bookings", { ...stored, service: 7 });
  });
  after(async () => {
    visits?.restore();
    await site?.close();
  });

  const readTimes = async (times: number) => {
    for (let time = 0; time < times; time++) expect(await readPoisoned()).to.equal(500);
  };

  it("takes no release back that came after it", async () => {
    // Metrics count by the minute: the calls after the release all belong to one.
    await until(() => new Date().getSeconds() < 40);
    behindMs = twentyMinutesMs;
    await readTimes(20);
    behindMs = 0;
    await visits.release("// harmless");
    expect(visits.liveVersion()).to.equal("2");
    await readTimes(20);
    await ringRollbackAlarm(site);
    expect(lastAnnouncement(site)?.message).to.match(
      /get-booking: 2\d of 2\d calls failed\. Not rolled back: it fails less than three times as often as the version before/,
    );
    expect(visits.liveVersion()).to.equal("2");
    expect(visits.record().aliases).not.to.have.property("rolled-back");
  });
});

describe("a canary", function () {
  this.timeout(120_000);
  let site: TestStage;
  const released: Releases[] = [];

  before(async () => {
    site = await openTestStage({ ...noThrottle, "shopfront:canaryPercent": "50" });
  });
  after(async () => {
    for (const one of released) one.restore();
    await site?.close();
  });

  /** Releases it as a deployment does: the stage itself moves aliases at once. */
  const releaseGradually = async (name: string, addition: string): Promise<Releases> => {
    const releases = await releasesOf(site, name);
    released.push(releases);
    await releases.release(addition);
    const { aliases } = releases.record();
    aliases.live = { version: "1", description: "" };
    const result = await site.stage.invoke("shopfront-local-release-versions:live", {
      versions: { [releases.record().name]: "2" },
    });
    expect(result).to.deep.equal({ ok: true, payload: { moved: [releases.record().name] } });
    expect(aliases.live).to.deep.include({ version: "1", weights: { "2": 0.5 } });
    return releases;
  };

  it("is withdrawn when it fails where the proven version does not", async () => {
    const book = booking(site);
    expect((await book("09:00")).status).to.equal(201);
    const bookings = await releaseGradually("create-booking", slip);
    const statuses: number[] = [];
    for (let visitor = 0; visitor < 80; visitor++) statuses.push((await book("09:00")).status);
    expect(new Set(statuses)).to.deep.equal(new Set([409, 500]));
    await ringRollbackAlarm(site);
    // The stage's own alarm may have rung before, on a slow machine.
    expect(announcements(site).join("\n")).to.include("Rolled back from version 2 to 1");
    const { live } = bookings.record().aliases;
    expect(live).to.include({ version: "1" }).and.not.to.have.property("weights");
    expect(live?.description).to.match(/^Rolled back at .* from version 2\.$/);
    expect((await book("11:00")).status).to.equal(201);
  });

  it("stays when the proven version fails as often", async () => {
    const { json } = await booking(site)("13:00");
    const { bookingId, headers } = ownLink(json.manageUrl);
    const stored = (await site.bookings()).find((one) => one.bookingId === bookingId);
    await site.put("data-bookings", { ...stored, service: 7 });
    const visits = await releaseGradually("get-booking", "// harmless");
    for (let visitor = 0; visitor < 80; visitor++) {
      expect((await site.api("GET", `/booking/${bookingId}`, { headers })).status).to.equal(500);
    }
    await ringRollbackAlarm(site);
    expect(lastAnnouncement(site)?.message).to.match(
      /get-booking: 80 of 80 calls failed\. Not rolled back: it fails less than three times as often as the version before/,
    );
    expect(visits.record().aliases.live).to.deep.include({ version: "1", weights: { "2": 0.5 } });
  });
});
