import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { openDataFolder } from "../src/data-folder";
import { StageError } from "../src/log";
import { temporaryFolder } from "./fixtures";

describe("the data folder of a stage", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  async function failure(call: Promise<unknown>): Promise<unknown> {
    return call.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  it("belongs to one stage at a time, and to the next once it is released", async () => {
    const first = await openDataFolder(folder.path);
    const error = await failure(openDataFolder(folder.path, ["mail"]));
    expect(error).to.be.instanceOf(StageError);
    expect((error as Error).message)
      .to.include(String(process.pid))
      .and.include(folder.path);
    await first.release();
    const second = await openDataFolder(folder.path);
    await second.release();
    expect(existsSync(join(folder.path, "lock"))).to.equal(false);
  });

  it("goes to just one of several that ask at once", async () => {
    const asked = await Promise.all(
      [1, 2, 3, 4].map(() =>
        openDataFolder(folder.path).then(
          (opened) => opened,
          () => undefined,
        ),
      ),
    );
    const opened = asked.filter((one) => one !== undefined);
    expect(opened).to.have.length(1);
    await opened[0]?.release();
  });

  for (const [title, note] of [
    ["whose owner is dead", JSON.stringify({ pid: 1, port: 1, token: "x" })],
    ["that is broken", "{"],
  ] as const) {
    it(`is taken over from a lock ${title}`, async () => {
      writeFileSync(join(folder.path, "lock"), note);
      const opened = await openDataFolder(folder.path);
      expect(JSON.parse(readFileSync(join(folder.path, "lock"), "utf8")).pid).to.equal(process.pid);
      await opened.release();
    });
  }

  it("loses what is named, and nothing else", async () => {
    mkdirSync(join(folder.path, "mail"));
    writeFileSync(join(folder.path, "mail", "1.eml"), "x");
    writeFileSync(join(folder.path, "lambda.json"), "[]");
    writeFileSync(join(folder.path, "my-notes.txt"), "x");
    const opened = await openDataFolder(folder.path, ["mail", "lambda.json"]);
    expect(existsSync(join(folder.path, "mail"))).to.equal(false);
    expect(opened.readJson("lambda.json")).to.equal(undefined);
    expect(existsSync(join(folder.path, "my-notes.txt"))).to.equal(true);
    await opened.release();
  });
});
