import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { openDataFolder } from "../src/data-folder";
import { Graph, type Resource } from "../src/graph";
import { openBuckets } from "../src/services/s3/buckets";
import { newObject } from "../src/services/s3/content";
import { openBackend, resource, temporaryFolder } from "./fixtures";

const site = resource("aws:s3/bucket:Bucket", "site", {});
const page = (content: string, more: Resource["inputs"] = {}) =>
  resource("aws:s3/bucketObject:BucketObject", "page", {
    bucket: "site",
    key: "page",
    content,
    ...more,
  });

describe("what functions put into a bucket", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  /** Runs a program of these resources, over the same data folder each time. */
  async function run<Result>(
    resources: readonly Resource[],
    act: (bucket: (name: string) => Buckets) => Result,
  ): Promise<Result> {
    const data = await openDataFolder(folder.path);
    try {
      const buckets = await openBuckets(new Graph(resources, {}), data);
      return act((name) => {
        const bucket = buckets.get(name);
        if (!bucket) throw new Error(`no bucket ${name}`);
        return {
          put: (key, text, described = {}) =>
            bucket.put(key, newObject(Buffer.from(text), described)),
          remove: bucket.remove,
          texts: () =>
            Object.fromEntries(
              bucket.keys().map((key) => [key, bucket.find(key)?.body.toString() ?? ""]),
            ),
          find: bucket.find,
        };
      });
    } finally {
      await data.release();
    }
  }
  interface Buckets {
    put(key: string, text: string, described?: Record<string, string>): void;
    remove(key: string): void;
    texts(): Record<string, string>;
    find: (key: string) => ReturnType<typeof newObject> | undefined;
  }
  const texts = (resources: readonly Resource[]) =>
    run(resources, (bucket) => bucket("site").texts());
  const files = () => readdirSync(join(folder.path, "objects"));

  it("is there in the next run, with all that was said of it", async () => {
    const described = { "content-type": "text/html", "x-amz-meta-version": "7" };
    const before = await run([site], (bucket) => {
      bucket("site").put("a/b", "line\nline\n", described);
      return bucket("site").find("a/b");
    });
    expect(await run([site], (bucket) => bucket("site").find("a/b"))).to.deep.equal(before);
    expect(before?.described).to.deep.equal(described);
    await run([site], (bucket) => bucket("site").remove("a/b"));
    expect(await texts([site])).to.deep.equal({});
    expect(files()).to.deep.equal([]);
  });

  it("lies in files that are named by hashes and closed to others", async () => {
    await run([site], (bucket) => {
      for (const key of ["../../x", "..", "a".repeat(1024), "case", "CASE"]) {
        bucket("site").put(key, key);
      }
    });
    expect(files()).to.have.length(5);
    for (const name of files()) {
      expect(name).to.match(/^[\da-f]{64}$/);
      expect(statSync(join(folder.path, "objects", name)).mode & 0o777).to.equal(0o600);
    }
    expect(Object.keys(await texts([site]))).to.have.length(5);
  });

  it("stays over what the program declares, until that is another or is gone", async () => {
    const put = () => run([site, page("old")], (bucket) => bucket("site").put("page", "own"));
    await put();
    expect(await texts([site, page("old")])).to.deep.equal({ page: "own" });
    expect(await texts([site, page("new")])).to.deep.equal({ page: "new" });
    expect(await texts([site, page("old")])).to.deep.equal({ page: "old" });
    await put();
    const typed = page("old", { contentType: "text/html" });
    expect(await texts([site, typed])).to.deep.equal({ page: "old" });
    await put();
    expect(await texts([site])).to.deep.equal({});
    expect(files()).to.deep.equal([]);
  });

  it("gives way to what the program declares under its key later on", async () => {
    await run([site], (bucket) => bucket("site").put("page", "own"));
    expect(await texts([site, page("declared")])).to.deep.equal({ page: "declared" });
    expect(await texts([site])).to.deep.equal({});
  });

  it("may be that something is gone, which the next run remembers in the same way", async () => {
    await run([site, page("old")], (bucket) => bucket("site").remove("page"));
    expect(await texts([site, page("old")])).to.deep.equal({});
    expect(await texts([site, page("new")])).to.deep.equal({ page: "new" });
    expect(files()).to.deep.equal([]);
  });

  it("goes with its bucket", async () => {
    const other = resource("aws:s3/bucket:Bucket", "other", {});
    await run([site, other], (bucket) => {
      bucket("site").put("x", "site");
      bucket("other").put("x", "other");
    });
    expect(await texts([site])).to.deep.equal({ x: "site" });
    expect(await run([site, other], (bucket) => bucket("other").texts())).to.deep.equal({});
    expect(files()).to.have.length(1);
  });

  it("is whole or not there, whenever the stage was killed", async () => {
    await run([site], (bucket) => bucket("site").put("x", "first"));
    const [name] = files() as [string];
    const whole = readFileSync(join(folder.path, "objects", name));
    // Killed while it wrote the second version.
    writeFileSync(join(folder.path, "objects", `${name}.new`), whole.subarray(0, 40));
    expect(await texts([site])).to.deep.equal({ x: "first" });
    expect(files()).to.deep.equal([name]);
  });

  it("is removed by a fresh start", async () => {
    const start = (fresh: boolean) => openBackend(folder.path, [site], { fresh });
    const first = await start(false);
    (await first.s3.buckets).get("site")?.put("x", newObject(Buffer.from("x"), {}));
    await first.close();
    const second = await start(false);
    expect((await second.s3.buckets).get("site")?.keys()).to.deep.equal(["x"]);
    await second.close();
    const third = await start(true);
    expect((await third.s3.buckets).get("site")?.keys()).to.deep.equal([]);
    await third.close();
  });
});
