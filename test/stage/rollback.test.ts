import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { FunctionRecord } from "local-stage/parts";
import { zipOf } from "../support/pulumi";
import { lastAnnouncement, ringRollbackAlarm } from "../support/rollback-proof";
import { soon } from "../support/soon";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";

describe("a release that breaks bookings", function () {
  this.timeout(60_000);
  let site: TestStage;
  let declared: unknown;
  let good: Uint8Array;

  before(async () => {
    site = await openTestStage(noThrottle);
    declared = createBooking().inputs.code;
    good = readFileSync(await zipOf(createBooking()));
  });
  after(async () => {
    // Other stages of these tests are started from the same declaration.
    createBooking().inputs.code = declared;
    await site?.close();
  });

  const createBooking = () =>
    site.stage.graph.named("aws:lambda/function:Function", "api-create-booking-function");
  const record = () =>
    site.stage.lambda.registry.records.get(createBooking().outputs.name) as FunctionRecord;
  const liveVersion = () => record().aliases.live?.version;
  const book = async (time: string, day = 0) =>
    site.api("POST", "/booking", { body: visitorRequest({ date: openDay(day), time }) });

  /** Publishes the function with this text at the end of its code. */
  const release = async (addition: string) => {
    const files = unzipSync(good);
    const text = `${strFromU8(files["index.mjs"] as Uint8Array)}\n${addition}`;
    const path = join(site.stage.dataFolder, `release-${record().nextVersion}.zip`);
    writeFileSync(path, zipSync({ "index.mjs": strToU8(text) }));
    createBooking().inputs.code = { path: Promise.resolve(path) };
    await site.stage.republish();
  };

  it("is taken back by itself, and visitors can book again", async () => {
    expect((await book("09:00")).status).to.equal(201);
    expect(liveVersion()).to.equal("1");

    // What a slip in a handler does: it loads, answers its health check, and fails at every request.
    await release('globalThis.JSON.parse = () => { throw new TypeError("a slip"); };');
    const released = Date.now();
    expect(liveVersion()).to.equal("2");
    for (let visitor = 0; visitor < 8; visitor++) {
      const { status, json } = await book("11:00");
      expect(status).to.equal(500);
      expect(json).to.deep.equal({
        code: "internal",
        error: "Something went wrong. Try again later.",
      });
    }
    await soon(() => liveVersion() === "1", "The rollback", 30);
    const seconds = (Date.now() - released) / 1000;
    console.log(`      rolled back ${seconds.toFixed(1)} s after the broken release`);
    expect(seconds).to.be.below(120);

    expect((await book("11:00")).status).to.equal(201);
    expect(record().aliases.live?.description).to.match(/^Rolled back at .* from version 2\.$/);
    expect(site.lines.join("\n")).to.match(
      /create-booking: live leads to version 1 now\. Rolled back at \S+ from version 2\./,
    );
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
    expect(liveVersion()).to.equal("1");
    expect((await book("13:00")).status).to.equal(201);
  });

  it("does not stand in the way of the next release", async () => {
    await release("// repaired");
    expect(liveVersion()).to.equal("3");
    expect(record().aliases.live?.description).to.equal("");
    expect((await book("15:00")).status).to.equal(201);
    expect((await site.bookings()).map(({ appointmentTime }) => appointmentTime)).to.have.members([
      "09:00",
      "11:00",
      "13:00",
      "15:00",
    ]);
  });

  it("is passed over when the next release has to be taken back too", async () => {
    // What was measured of the broken release still counts against whatever is live.
    await ringRollbackAlarm(site);
    expect(lastAnnouncement(site)?.message).to.include("from version 3 to 1");
    expect(liveVersion()).to.equal("1");
    expect(record().aliases["rolled-back"]).to.include({ version: "3", description: "2 3" });
  });
});
