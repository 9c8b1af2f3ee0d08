import { expect } from "chai";
import type { PageRecord, PageRecordStore } from "../../../handlers/business/publish/page-record";
import { pageRecordStore } from "../../../handlers/business/publish/page-record";
import { publishPages } from "../../../handlers/business/publish/publish-pages";
import type { Render } from "../../../handlers/business/publish/rendering";
import { type BusinessStore, businessStore } from "../../../handlers/business/store";
import { business } from "../../support/fixture-business";
import { useTestTables } from "../../support/tables";

const savedAt = "2026-11-30T08:00:00Z";

/** Pages with the business's name, and one that is there in one language only. */
const render: Render = ({ name, languages }, { origin = "nowhere" }) =>
  ["index.html", ...(languages.length > 1 ? ["fr/index.html"] : [])].map((path) => ({
    path,
    contentType: "text/html",
    text: `${path} of ${name} at ${origin}`,
  }));

describe("publishing the pages", function () {
  this.timeout(60_000);
  const tables = useTestTables("business");
  let documents: BusinessStore;
  let records: PageRecordStore;
  const objects = new Map<string, string>();
  const deeds: string[] = [];
  let now = savedAt;
  const { info } = console;

  beforeEach(() => {
    documents = businessStore(tables().documents);
    records = pageRecordStore(tables().documents);
    objects.clear();
    deeds.length = 0;
    now = savedAt;
    console.info = () => {};
  });
  afterEach(() => {
    console.info = info;
  });

  const bucketOf = (name: string) => ({
    name,
    async pathsOf(release: string) {
      const folder = `${release}/`;
      const keys = [...objects.keys()].filter((key) => key.startsWith(folder));
      return new Set(keys.map((key) => key.slice(folder.length)));
    },
    async put(release: string, files: ReturnType<Render>) {
      for (const { path, text } of files) {
        objects.set(`${release}/${path}`, text);
        deeds.push(`put ${path}`);
      }
    },
    async remove(release: string, paths: readonly string[]) {
      for (const path of paths) {
        objects.delete(`${release}/${path}`);
        deeds.push(`remove ${path}`);
      }
    },
    async keepOnly(releases: readonly string[]) {
      for (const key of objects.keys()) {
        if (!releases.includes(key.split("/")[0] ?? "")) objects.delete(key);
      }
    },
  });
  const cache = {
    async forget(_: string, release: string, paths: readonly string[]) {
      deeds.push(`forget ${release}: ${paths.join(" ")}`);
    },
  };
  const publisher = (release = "r1", rendering: Render = render, bucket = "site") =>
    publishPages(
      { ...business, name: "First" },
      { release, render: rendering },
      { documents, records, bucket: bucketOf(bucket), cache, clock: () => now },
    );
  const finished = (release = "r1") => ({
    deployed: { release, origin: "https://a.example", distributionId: "D1" },
  });
  const save = async (name: string, languages = business.languages) => {
    const version = ((await documents.current())?.version ?? 0) + 1;
    await documents.save({ version, savedAt, business: { ...business, name, languages } });
  };
  const saved = { Records: [{ dynamodb: { Keys: { documentId: { S: "current" } } } }] };
  const record = async () => (await records.find()) as PageRecord;

  it("stores business.ts on the first deployment, and never over what is there", async () => {
    await publisher()({ deployed: { release: "r1" } });
    expect((await documents.current())?.business.name).to.equal("First");
    await save("The owner's");
    await publisher()(finished());
    expect((await documents.current())?.business.name).to.equal("The owner's");
    expect(objects.get("r1/index.html")).to.equal("index.html of The owner's at https://a.example");
  });

  it("writes what a save has changed and nothing else, and has the edge forget it", async () => {
    await publisher()(finished());
    deeds.length = 0;
    await save("First");
    await publisher()(saved);
    expect(deeds).to.deep.equal([]);
    expect((await record()).version).to.equal(2);
    await save("Second", ["en"]);
    await publisher()(saved);
    expect(deeds).to.deep.equal([
      "put index.html",
      "remove fr/index.html",
      "forget r1: index.html fr/index.html",
    ]);
  });

  it("publishes again within an hour what somebody has deleted, and nothing else", async () => {
    await publisher()(finished());
    objects.delete("r1/fr/index.html");
    objects.set("r1/stray/index.html", "nobody's");
    deeds.length = 0;
    await publisher()({});
    expect(deeds).to.deep.equal([
      "put fr/index.html",
      "remove stray/index.html",
      "forget r1: fr/index.html stray/index.html",
    ]);
  });

  it("leaves its record as it is where an hour has changed nothing", async () => {
    await publisher()(finished());
    const before = await record();
    now = "2026-11-30T09:00:00Z";
    await publisher()({});
    expect(await record()).to.deep.equal(before);
    await save("First");
    await publisher()({});
    expect(await record()).to.deep.include({ version: 2, at: now });
  });

  it("looks at nothing but the document in force, and does nothing where the stack goes", async () => {
    await publisher()(finished());
    await save("Second");
    deeds.length = 0;
    for (const S of ["pages", "version#2"]) {
      await publisher()({ Records: [{ dynamodb: { Keys: { documentId: { S } } } }] });
    }
    await publisher()({ ...finished(), tf: { action: "delete" } });
    expect(deeds).to.deep.equal([]);
    await publisher()({});
    expect(deeds).to.include("put index.html");
  });

  it("publishes a new release beside the old one, and clears away only what came before both", async () => {
    for (const release of ["r1", "r2"]) {
      await publisher(release)({ deployed: { release } });
      await publisher(release)(finished(release));
    }
    expect([...objects.keys()].sort()).to.deep.equal([
      "r1/fr/index.html",
      "r1/index.html",
      "r2/fr/index.html",
      "r2/index.html",
    ]);
    await publisher("r3")({ deployed: { release: "r3" } });
    expect(objects.has("r1/index.html")).to.equal(true);
    await publisher("r3")(finished("r3"));
    expect([...new Set([...objects.keys()].map((key) => key.split("/")[0]))]).to.deep.equal([
      "r2",
      "r3",
    ]);
  });

  it("never puts an older page over a newer one, whoever comes in between", async () => {
    await publisher()(finished());
    await save("Second");
    // Somebody saves while the pages of the second version are being written.
    let isSaved = false;
    const slow: Render = (document, site) => {
      if (!isSaved) {
        isSaved = true;
        overtaken = save("Third").then(() => publisher()(saved));
      }
      return render(document, site);
    };
    let overtaken: Promise<unknown> = Promise.resolve();
    await publisher("r1", slow)(saved);
    await overtaken;
    expect(objects.get("r1/index.html")).to.equal("index.html of Third at https://a.example");
    expect((await record()).version).to.equal(3);
  });

  it("publishes the newest of many saves at once", async () => {
    await publisher()(finished());
    for (let each = 2; each <= 9; each++) {
      await save(`Save ${each}`);
    }
    await Promise.all(Array.from({ length: 8 }, () => publisher()(saved)));
    expect(objects.get("r1/index.html")).to.equal("index.html of Save 9 at https://a.example");
    expect((await record()).version).to.equal(9);
  });

  it("waits for no one for ever: a lease that was left behind ends", async () => {
    await publisher()(finished());
    await records.lease("gone", Date.now() - 1, Date.now() - 2);
    await save("Second");
    await publisher()(saved);
    expect((await record()).version).to.equal(2);
  });

  it("takes a record that came from another stage for nothing published", async () => {
    await publisher("r1", render, "another")(finished());
    deeds.length = 0;
    await publisher()(finished());
    expect(deeds).to.deep.equal(["put index.html", "put fr/index.html"]);
  });
});
