import { expect } from "chai";
import type { CallerCounts, PublicWrite } from "../../../handlers/runtime/callers/caller-counts";

const limits = { perTenMinutes: 3, perDay: 5 };

/**
 * What every count of callers does, the real one and its fake alike.
 * @param make an empty one, for each test
 */
export function describeCallerCounts(make: () => Promise<CallerCounts>): void {
  let counts: CallerCounts;
  beforeEach(async () => {
    counts = await make();
  });

  const one = (changes: Partial<PublicWrite> = {}): PublicWrite => ({
    as: "bookings",
    address: "198.51.100.7",
    date: "2026-11-21",
    now: "2026-11-21T08:01:00Z",
    ...changes,
  });
  const write = (changes?: Partial<PublicWrite>) => counts.count(one(changes), limits);
  const times = async (number: number, changes: Partial<PublicWrite> = {}) => {
    for (let each = 0; each < number; each++) expect(await write(changes)).to.equal("counted");
  };

  it("lets through as many as the ten minutes allow, and goes on in the next ones", async () => {
    await times(3);
    expect(await write()).to.equal("caller.throttled");
    expect(await write({ now: "2026-11-21T08:09:59Z" })).to.equal("caller.throttled");
    await times(2, { now: "2026-11-21T08:10:00Z" });
  });

  it("lets through as many as the day allows, and counts none that it refused", async () => {
    await times(3);
    for (let each = 0; each < 9; each++) expect(await write()).to.equal("caller.throttled");
    await times(2, { now: "2026-11-21T12:00:00Z" });
    expect(await write({ now: "2026-11-21T16:00:00Z" })).to.equal("caller.limit");
    await times(3, { date: "2026-11-22", now: "2026-11-21T23:00:00Z" });
  });

  it("counts each address and each kind of write by itself", async () => {
    await times(3);
    await times(3, { address: "198.51.100.8" });
    await times(3, { as: "visits" });
    await times(3, { as: "own" });
    expect(await write()).to.equal("caller.throttled");
  });

  it("takes all addresses of one IPv6 network for one caller", async () => {
    await times(1, { address: "2001:db8:1:2::1" });
    await times(1, { address: "2001:0DB8:1:2:ffff:ffff:ffff:ffff" });
    await times(1, { address: "2001:db8:1:2:3::" });
    expect(await write({ address: "2001:db8:1:2:a:b:c:d" })).to.equal("caller.throttled");
    await times(3, { address: "2001:db8:1:3::1" });
  });

  it("takes back what was refused, and no more than was counted", async () => {
    await times(3);
    await counts.release(one());
    await times(1);
    expect(await write()).to.equal("caller.throttled");
    await counts.release(one());
    expect(await write({ now: "2026-11-21T12:00:00Z" })).to.equal("counted");
  });

  it("lets no more through however many come at the same moment", async () => {
    const results = await Promise.all(Array.from({ length: 40 }, () => write()));
    expect(results.filter((result) => result === "counted")).to.have.lengthOf(3);
  });
}
