import { expect } from "chai";
import { openTestStage, type TestStage } from "../support/stage";

describe("a flood of requests", function () {
  this.timeout(30_000);
  let site: TestStage;

  before(async () => {
    site = await openTestStage();
    await site.stage.warm();
  });
  after(() => site?.close());

  it("is turned away with 429 and a time to come back once the burst is spent", async () => {
    const replies = await Promise.all(
      Array.from({ length: 40 }, () =>
        site.api("POST", "/booking", { body: { name: "only to knock" } }),
      ),
    );
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused.length).to.be.within(1, 20);
    for (const { headers, json } of refused) {
      expect(headers.get("retry-after")).to.equal("1");
      expect(json).to.deep.equal({
        code: "throttled",
        error: "Too many requests. Try again in a moment.",
      });
    }
    for (const { status } of replies) expect(status).to.be.oneOf([400, 429]);
    expect(await site.bookings()).to.deep.equal([]);
  });
});
