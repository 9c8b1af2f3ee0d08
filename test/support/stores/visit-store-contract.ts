import { expect } from "chai";
import type { VisitStore } from "../../../handlers/visits/store";

const now = "2026-11-21T08:00:00Z";
const date = "2026-11-21";

/**
 * What every visit counter does, the real one and its fake alike.
 * @param make an empty one, for each test
 */
export function describeVisitStore(make: () => Promise<VisitStore>): void {
  let store: VisitStore;
  beforeEach(async () => {
    store = await make();
  });

  it("starts at zero and counts a visitor once a day", async () => {
    expect(await store.total()).to.equal(0);
    expect(await store.count(date, "a", now)).to.equal("counted");
    expect(await store.count(date, "a", now)).to.equal("seen");
    expect(await store.total()).to.equal(1);
    expect(await store.count(date, "b", now)).to.equal("counted");
    expect(await store.count("2026-11-22", "a", now)).to.equal("counted");
    expect(await store.total()).to.equal(3);
  });

  it("counts a visitor once however many of their requests come at the same time", async () => {
    const results = await Promise.all(
      Array.from({ length: 50 }, () => store.count(date, "a", now)),
    );
    expect(results.filter((result) => result === "counted")).to.have.lengthOf(1);
    expect(results.filter((result) => result === "seen")).to.have.lengthOf(49);
    expect(await store.total()).to.equal(1);
  });

  it("has one salt a day", async () => {
    const salts = await Promise.all(Array.from({ length: 20 }, () => store.salt(date, now)));
    expect(new Set(salts)).to.have.lengthOf(1);
    expect(await store.salt("2026-11-22", now)).not.to.equal(salts[0]);
    expect(await store.salt(date, now)).to.equal(salts[0]);
  });
}
