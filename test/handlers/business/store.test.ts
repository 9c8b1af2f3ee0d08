import { expect } from "chai";
import { type BusinessStore, businessStore } from "../../../handlers/business/store";
import { business } from "../../support/fixture-business";
import { useTestTables } from "../../support/tables";

describe("the business document in its table", function () {
  this.timeout(60_000);
  const tables = useTestTables("business");
  let store: BusinessStore;
  beforeEach(() => {
    store = businessStore(tables().documents);
  });

  const savedAt = "2026-11-30T08:00:00Z";
  const version = (number: number, name = `Version ${number}`) => ({
    version: number,
    savedAt,
    savedBy: "petra",
    business: { ...business, name },
  });

  it("is not there before it is saved for the first time", async () => {
    expect(await store.current()).to.equal(undefined);
    expect(await store.find(1)).to.equal(undefined);
    expect(await store.versions(50)).to.deep.equal([]);
  });

  it("is as it was saved, to the last letter, and every version stays", async () => {
    const odd = {
      ...version(2),
      business: { ...business, name: "", about: { en: "“é”\n", fr: "" } },
    };
    expect(await store.save(version(1))).to.deep.equal({ ok: true, saved: version(1) });
    expect(await store.save(odd)).to.deep.equal({ ok: true, saved: odd });
    expect(await store.current()).to.deep.equal(odd);
    expect(await store.find(1)).to.deep.equal(version(1));
    expect(await store.versions(50)).to.deep.equal([
      { version: 2, savedAt, savedBy: "petra" },
      { version: 1, savedAt, savedBy: "petra" },
    ]);
    expect(await store.versions(1)).to.deep.equal([{ version: 2, savedAt, savedBy: "petra" }]);
  });

  it("takes no version that was not made from the one in force", async () => {
    await store.save(version(1));
    await store.save(version(2));
    const stale = { ok: false, reason: "stale" };
    for (const number of [1, 2, 4]) {
      expect(await store.save(version(number, "other")), String(number)).to.deep.equal(stale);
    }
    expect(await store.current()).to.deep.equal(version(2));
  });

  it("answers a request that is sent again as the first time, and no other one", async () => {
    await store.save(version(1));
    await store.save(version(2), "request-1");
    expect(await store.save({ ...version(2), savedAt: "later" }, "request-1")).to.deep.equal({
      ok: true,
      saved: version(2),
    });
    expect(await store.save(version(2), "request-2")).to.deep.equal({ ok: false, reason: "stale" });
  });

  it("loses none of 50 saves at once: each is a version, or refused", async () => {
    await store.save(version(1));
    const save = async (name: string): Promise<string> => {
      for (;;) {
        const from = (await store.current())?.version ?? 0;
        if ((await store.save(version(from + 1, name))).ok) return name;
      }
    };
    const names = Array.from({ length: 50 }, (_, index) => `Save ${index}`);
    await Promise.all(names.map(save));
    const all = await Promise.all(names.map((_, index) => store.find(index + 2)));
    expect(all.map((one) => one?.business.name)).to.have.members(names);
    expect((await store.current())?.version).to.equal(51);
  });
});
