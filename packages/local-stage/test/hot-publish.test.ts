import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { watchSources } from "../src/command/watch";
import { republisher } from "../src/republish";
import {
  functionArn,
  lambdaFunction,
  openBackend,
  type TestBackend,
  temporaryFolder,
  until,
} from "./fixtures";

const code = (answer: string) => `exports.handler = async () => "${answer}";`;

describe("a handler that changes while the stage runs", () => {
  const folder = temporaryFolder();
  const log: string[] = [];
  let backend: TestBackend;
  let next: () => void = () => {};

  const program = () => [
    ...lambdaFunction(folder.path, "greet", code("one")),
    ...lambdaFunction(folder.path, "calm", code("calm")),
  ];
  before(async () => {
    backend = await openBackend(folder.path, program());
  });
  after(async () => {
    await backend.close();
    folder.remove();
  });

  const publish = () =>
    republisher({
      redeploy: backend.lambda.deploy,
      log: (line) => log.push(line),
      rebuild: async () => next(),
    })();
  const live = async () => {
    const result = await backend.lambda.invoke(`${functionArn("greet")}:live`, {});
    return result.ok ? result.payload : result.reason;
  };

  it("is published behind its alias, alone, and said in one line", async () => {
    expect(await live()).to.equal("one");
    next = () => void lambdaFunction(folder.path, "greet", code("two"));
    expect(await publish()).to.deep.equal([{ name: "greet", version: "2" }]);
    expect(log).to.deep.equal(["published greet version 2"]);
    expect(await live()).to.equal("two");
  });

  it("publishes nothing where nothing differs", async () => {
    expect(await publish()).to.deep.equal([]);
  });

  it("keeps the old version where the code does not build, and says where", async () => {
    log.length = 0;
    next = () => {
      const location = { file: "handlers/greet.ts", line: 3, column: 7 };
      throw Object.assign(new Error("Build failed"), {
        errors: [{ text: 'Expected ";"', location }],
      });
    };
    expect(await publish()).to.deep.equal([]);
    expect(log).to.deep.equal(['not published: handlers/greet.ts:3:7: Expected ";"']);
    expect(await live()).to.equal("two");
  });

  it("goes on after a rollback: the next start keeps it, the next change is published", async () => {
    const record = backend.lambda.registry.records.get("greet");
    if (!record?.aliases.live) throw new Error("no alias");
    record.aliases.live = { ...record.aliases.live, version: "1" };
    backend.lambda.registry.save();
    expect(await live()).to.equal("one");
    await backend.close();
    const again = program();
    lambdaFunction(folder.path, "greet", code("two"));
    backend = await openBackend(folder.path, again);
    expect(await live()).to.equal("one");
    next = () => void lambdaFunction(folder.path, "greet", code("three"));
    expect(await publish()).to.deep.equal([{ name: "greet", version: "3" }]);
    expect(await live()).to.equal("three");
  });
});

describe("the sources that a running stage watches", () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  it("are published from handlers/, and a change of what it only reads at its start is said once", async () => {
    for (const name of ["handlers/orders", "www/pages", "infra"]) {
      mkdirSync(join(folder.path, name), { recursive: true });
    }
    const write = (name: string) => writeFileSync(join(folder.path, name), "");
    const said: string[] = [];
    let published = 0;
    const watching = watchSources(
      folder.path,
      { rebuilt: ["handlers", "prices.ts"], readOnce: ["www", "infra", "prices.ts"] },
      async () => void published++,
      (line) => said.push(line),
    );
    try {
      write("handlers/orders/cancel.ts");
      await until(() => published === 1);
      write("README.md");
      expect(said).to.deep.equal([]);
      write("www/pages/home.tsx");
      await until(() => said.length === 1);
      write("prices.ts");
      await until(() => published === 2);
      expect(said).to.deep.equal([
        "www/pages/home.tsx changed: end npm start and start it again to see that",
      ]);
    } finally {
      watching.close();
    }
  });
});
