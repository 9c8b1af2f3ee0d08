import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { projectFolder } from "../../scripts/shop";
import { temporaryFolder, until } from "../support/waiting";

interface Run {
  readonly child: ChildProcess;
  output(): string;
  /** The exit code, or the signal's name. */
  ended(): Promise<number | string>;
}

describe("npm start", function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const dataFolder = join(folder.path, "data");
  const runs: Run[] = [];

  function start(
    args: string[] = [],
    variables: Record<string, string> = {},
    cwd = projectFolder,
  ): Run {
    const child = spawn(
      process.execPath,
      ["--require", "tsx/cjs", "scripts/start.ts", "--data-dir", dataFolder, ...args],
      { cwd, env: { ...process.env, PORT: "0", ...variables } },
    );
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        text += chunk;
      });
    }
    const exit = once(child, "exit").then(([code, signal]) => code ?? signal);
    const run = { child, output: () => text, ended: () => exit };
    runs.push(run);
    return run;
  }

  async function ready(run: Run) {
    await until(() => run.output().includes("ready in") || run.child.exitCode !== null);
    const address = (name: string) =>
      new RegExp(`${name}.*?(http://127\\.0\\.0\\.1:\\d+)`).exec(run.output())?.[1] ?? "";
    return { site: address("Site"), dynamoDb: address("DynamoDB"), inbox: address("Inbox") };
  }

  const kept = (...names: string[]) => readFileSync(join(dataFolder, ...names), "utf8");

  /** Calls the tables past the gate, as people's own tools do, with the stage's own key. */
  async function call(url: string, operation: string, input: object) {
    const key = /aws_access_key_id = (\S+)/.exec(kept("credentials"))?.[1];
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
        "x-amz-date": "20260101T000000Z",
        authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/x/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0`,
      },
      body: JSON.stringify(input),
    });
    return (await response.json()) as { Item?: unknown };
  }

  const answers = (url: string) =>
    fetch(url).then(
      () => true,
      () => false,
    );

  after(async () => {
    for (const { child } of runs) if (child.exitCode === null) child.kill("SIGKILL");
    await Promise.all(runs.map((run) => run.ended()));
    folder.remove();
  });

  it("serves, survives a SIGKILL with its data and leaves no engine behind, and ends on Ctrl-C", async () => {
    const first = start();
    const before = await ready(first);
    expect(first.output()).to.include("captured but not simulated: ").and.include(dataFolder);
    expect((await fetch(before.site)).status).to.equal(200);
    const signIn = (run: Run) =>
      /Admin +http:\S+\/admin +(admin@\S+ \/ \S{12,})\n/.exec(run.output())?.[1];
    expect(signIn(first)).to.be.a("string");
    const Item = { bookingId: { S: "kept" } };
    await call(before.dynamoDb, "PutItem", { TableName: "data-bookings", Item });
    const engineUrl = kept("dynamodb", "endpoint");
    expect(await answers(engineUrl)).to.equal(true);
    first.child.kill("SIGKILL");
    expect(await first.ended()).to.equal("SIGKILL");
    expect(JSON.parse(kept("lock")).pid).to.equal(first.child.pid);
    await until(async () => !(await answers(engineUrl)));

    const second = start();
    const now = await ready(second);
    const Key = Item;
    const found = await call(now.dynamoDb, "GetItem", { TableName: "data-bookings", Key });
    expect(found.Item).to.deep.equal(Item);
    expect(signIn(second)).to.equal(signIn(first));

    const third = start();
    expect(await third.ended()).to.equal(1);
    expect(third.output().trim()).to.match(/^Another stage \(process \d+\) is using [^\n]+$/);
    expect(await answers(now.site)).to.equal(true);

    second.child.kill("SIGINT");
    expect(await second.ended()).to.equal(0);
    expect(await answers(now.dynamoDb)).to.equal(false);
    expect(await answers(now.inbox)).to.equal(false);
  });

  const mistakes: [string, string[], Record<string, string>, RegExp][] = [
    ["an unknown option", ["--nothing"], {}, /^Unknown option --nothing[^\n]+$/],
    ["a bad port", [], { PORT: "x" }, /^PORT is "x"[^\n]+$/],
    [
      "a bad setting",
      ["--config", "shopfront:rateLimitPerSecond=lots"],
      {},
      /^shopfront:rateLimitPerSecond is "lots"[^\n]+$/,
    ],
    ["a setting that does not exist", ["--config", "colour=red"], {}, /^shopfront:colour [^\n]+$/],
  ];
  for (const [title, args, variables, sentence] of mistakes) {
    it(`ends on ${title} with one sentence and no zero`, async () => {
      const run = start(args, variables);
      expect(await run.ended()).to.equal(1);
      expect(run.output().trim()).to.match(sentence);
    });
  }

  it("ends on a taken port with one sentence that names it, and frees its folder", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = String(typeof address === "object" && address?.port);
    const run = start([], { PORT: port });
    expect(await run.ended()).to.equal(1);
    expect(run.output().trim()).to.match(new RegExp(`^Port ${port} is taken[^\\n]+PORT=[^\\n]+$`));
    server.close();
    expect(() => readFileSync(join(dataFolder, "lock"))).to.throw("ENOENT");
  });

  for (const file of ["business.ts", "handlers/bookings/operations/mark-no-show.ts"]) {
    it(`ends on a slip in ${file} with its place in one sentence`, async () => {
      const copy = join(folder.path, "copy");
      for (const part of readdirSync(projectFolder)) {
        if (["dist", "node_modules"].includes(part) || part.startsWith(".")) continue;
        cpSync(join(projectFolder, part), join(copy, part), { recursive: true });
      }
      symlinkSync(join(projectFolder, "node_modules"), join(copy, "node_modules"));
      appendFileSync(join(copy, file), "const slip = ;\n");
      const run = start([], {}, copy);
      expect(await run.ended()).to.equal(1);
      expect(run.output().trim()).to.match(new RegExp(`^${file}, line \\d+, [^\\n]+$`));
      rmSync(copy, { recursive: true });
    });
  }

  it("explains itself with --help", async () => {
    const run = start(["--help"]);
    expect(await run.ended()).to.equal(0);
    expect(run.output()).to.include("--fresh").and.include("PORT=");
  });
});
