import { expect } from "chai";
import { EmulatedCloud } from "../support/emulated-cloud";
import { noThrottle, openTestStage, type TestStage } from "../support/stage";
import { inAccount } from "./account";
import { Engine, settingsOf } from "./engine";

/** The stand-in for the provider makes nothing in an emulator, so the local stage answers in its place. */
describe("npm run emulator under the real engine", () => {
  let engine: Engine;
  let stage: TestStage;
  let cloud: EmulatedCloud;
  before(async () => {
    engine = await Engine.start(settingsOf("emulator"), "emulator");
    stage = await openTestStage(noThrottle);
    cloud = await EmulatedCloud.start(stage);
  });
  after(async () => {
    cloud?.stop();
    await stage?.close();
    engine?.remove();
  });

  /** Hashed files outlive a deployment, and the role of API Gateway's logs belongs to the account. */
  const left = () =>
    inAccount(engine).filter((one) => !/BucketObjectv2|gateway-logging|Account /.test(one));

  it("takes down again what was there when Ctrl-C came", async () => {
    const { status, output } = await cloud.run(
      engine.environment(),
      () => engine.deeds().length >= 20,
    );
    expect(status).to.equal(1);
    expect(output).to.match(/^Ending: .*^Taking it down again\.$.*^Ended early, as asked\.$/ms);
    const { length } = engine.deeds().filter(({ deed }) => deed === "create");
    expect(length).to.be.within(20, 400);
    expect(left()).to.deep.equal([]);
  });

  it("brings the program up, walks through the shop, and leaves nothing but what is retained", async () => {
    const before = engine.deeds().length;
    const { status, output } = await cloud.run(engine.environment());
    expect(status, output).to.equal(0);
    expect(output).to.match(/^MiniStack 1\.5\.33 is at http:\/\/127\.0\.0\.1:\d+\.$/m);
    expect(output.match(/^ {2}ok {6}/gm)).to.have.lengthOf(10);
    expect(output).to.match(/All of it works\.$/);
    const made = engine
      .deeds()
      .slice(before)
      .filter(({ deed }) => deed === "create");
    expect(made.length).to.be.above(400);
    expect(left()).to.deep.equal([]);
    expect((await stage.bookings()).map((one) => one.status)).to.deep.equal(["cancelled"]);
  });
});
