import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import {
  functionArn,
  lambdaFunction,
  openBackend,
  resource,
  type TestBackend,
  temporaryFolder,
} from "./fixtures";

describe("a function on the local stage", () => {
  const folder = temporaryFolder();
  let backend: TestBackend;
  const permission = (name: string, more: object) =>
    resource("aws:lambda/permission:Permission", name, {
      action: "lambda:InvokeFunction",
      function: "echo",
      principal: "apigateway.amazonaws.com",
      ...more,
    });

  before(async () => {
    process.env.STAGE_HOST_SECRET = "of the machine";
    const make = (name: string, code: string, shape = {}) =>
      lambdaFunction(folder.path, name, code, shape);
    backend = await openBackend(folder.path, [
      ...make(
        "echo",
        "exports.handler = async (event, context) => ({ event, context, left: context.getRemainingTimeInMillis() });",
      ),
      ...make("module", "export const handler = async () => import.meta.url.slice(-9);", {
        file: "index.mjs",
      }),
      ...make("env", "exports.handler = async () => process.env;", {
        inputs: {
          environment: {
            variables: { OWN: "yes", AWS_ENDPOINT_URL_DYNAMODB: "http://far.example" },
          },
        },
      }),
      ...make(
        "abroad",
        `import { get } from "node:https";
        export const handler = (url) => new Promise((done, failed) => {
          get(url, (reply) => done([reply.statusCode, reply.headers["x-amzn-errortype"]])).on("error", failed);
        });`,
        { file: "index.mjs" },
      ),
      ...make(
        "counter",
        "let n = 0; exports.handler = async (event) => { n++; if (event?.wait) await new Promise((r) => setTimeout(r, event.wait)); return n; };",
      ),
      ...make(
        "hangs",
        "let n = 0; exports.handler = async (event) => { n++; if (event?.hang) while (true); return n; };",
        { inputs: { timeout: 1 } },
      ),
      ...make(
        "throws",
        "class Sorry extends TypeError {} ; exports.handler = async () => { const e = new TypeError('no such thing'); throw e; };",
      ),
      ...make(
        "rejects",
        "exports.handler = async () => { Promise.reject(new Error('nobody waits')); await new Promise((r) => setTimeout(r, 1000)); return 1; };",
      ),
      ...make("exits", "exports.handler = async () => process.exit(3);"),
      ...make("broken", "throw new Error('cannot load');"),
      ...make(
        "greedy",
        "exports.handler = async () => { const all = []; for (;;) all.push(new Array(100000).fill({})); };",
        { inputs: { memorySize: 128, timeout: 15 } },
      ),
      ...make(
        "reserved",
        "exports.handler = async () => { await new Promise((r) => setTimeout(r, 150)); return 1; };",
        { inputs: { reservedConcurrentExecutions: 1 } },
      ),
      ...make("untrusted", "exports.handler = async () => 1;", { trusts: "ec2.amazonaws.com" }),
      ...make(
        "sdk",
        "const { DynamoDBClient } = require('@aws-sdk/client-dynamodb'); exports.handler = async () => typeof DynamoDBClient;",
      ),
      ...make(
        "talks",
        "exports.handler = async () => { console.log({ event: 'x' }); console.warn('a', 1); console.error(new Error('bad')); process.stdout.write('plain\\n'); };",
      ),
      permission("gateway-echo", {
        qualifier: "live",
        sourceArn: "arn:aws:execute-api:ca-central-1:000000000000:abc/api/GET/*",
      }),
    ]);
  });
  after(async () => {
    delete process.env.STAGE_HOST_SECRET;
    await backend.close();
    folder.remove();
  });

  const invoke = (name: string, event: unknown = {}) =>
    backend.lambda.invoke(functionArn(name), event);

  it("gets its event and a context as Lambda gives it", async () => {
    const result = await backend.lambda.invoke(`${functionArn("echo")}:live`, { a: [1, "é"] });
    if (!result.ok) throw new Error(result.message);
    const { event, context, left } = result.payload as Record<string, never>;
    expect(event).to.deep.equal({ a: [1, "é"] });
    expect(context).to.include({
      functionName: "echo",
      functionVersion: "1",
      invokedFunctionArn: `${functionArn("echo")}:live`,
      memoryLimitInMB: "128",
      logGroupName: "/aws/lambda/echo",
    });
    expect(left).to.be.within(1, 5000);
  });

  it("runs as an ES module where the zip holds one", async () => {
    expect(await invoke("module")).to.deep.equal({ ok: true, payload: "index.mjs" });
  });

  it("sees its own variables and Lambda's, and nothing of the machine but PATH", async () => {
    const result = await invoke("env");
    const seen = (result.ok ? result.payload : {}) as Record<string, string>;
    expect(seen).to.include({
      OWN: "yes",
      AWS_LAMBDA_FUNCTION_NAME: "env",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_REGION: "ca-central-1",
      AWS_ENDPOINT_URL: backend.gate.url,
      TZ: "UTC",
    });
    expect(JSON.stringify(seen)).not.to.include("of the machine");
    // It would lead out of the machine: one service's endpoint wins over the one for all.
    expect(seen).not.to.have.property("AWS_ENDPOINT_URL_DYNAMODB");
    expect(
      Object.keys(seen).filter((name) => !/^(AWS_|LAMBDA_|_HANDLER$|OWN$)/.test(name)),
    ).to.have.members(["PATH", "LANG", "TZ", "NODE_PATH"]);
  });

  it("reaches no address of AWS but the gate, also where it names one", async () => {
    const url = "https://sqs.ca-central-1.amazonaws.com/000000000000/orders";
    const payload = [403, "UnrecognizedClientException"];
    expect(await invoke("abroad", url)).to.deep.equal({ ok: true, payload });
  });

  it("keeps its environment between invocations, and does one at a time in it", async () => {
    expect(await invoke("counter")).to.deep.equal({ ok: true, payload: 1 });
    expect(await invoke("counter")).to.deep.equal({ ok: true, payload: 2 });
    const both = await Promise.all([
      invoke("counter", { wait: 100 }),
      invoke("counter", { wait: 100 }),
    ]);
    expect(both.map((result) => result.ok && result.payload)).to.have.members([3, 1]);
  });

  it("queues what has no environment free and answers all of it", async () => {
    const results = await Promise.all(
      Array.from({ length: 30 }, () => invoke("counter", { wait: 5 })),
    );
    expect(results.every(({ ok }) => ok)).to.equal(true);
  });

  it("is ended at its timeout, even in a busy loop, and starts afresh", async () => {
    expect(await invoke("hangs")).to.deep.equal({ ok: true, payload: 1 });
    expect(await invoke("hangs", { hang: true })).to.include({ ok: false, reason: "timeout" });
    expect(await invoke("hangs")).to.deep.equal({ ok: true, payload: 1 });
  });

  it("fails with Lambda's error shape when it throws", async () => {
    const result = await invoke("throws");
    expect(result).to.include({ ok: false, reason: "failed", message: "TypeError: no such thing" });
    expect(!result.ok && result.error).to.deep.include({
      errorType: "TypeError",
      errorMessage: "no such thing",
    });
    expect(backend.lines).to.include("throws failed: TypeError: no such thing");
  });

  for (const [name, what, message] of [
    ["rejects", "a promise that nobody handles", /nobody waits/],
    ["exits", "the end of its process", /code 3/],
    ["broken", "code that does not load", /cannot load/],
    ["greedy", "more memory than it has", /memory/],
  ] as const) {
    it(`fails by itself on ${what}, and the stage goes on`, async () => {
      const result = await invoke(name);
      expect(result).to.include({ ok: false, reason: "failed" });
      expect(!result.ok && result.message).to.match(message);
      expect((await invoke("echo")).ok).to.equal(true);
    });
  }

  it("is throttled beyond its reserved concurrency", async () => {
    const results = await Promise.all([invoke("reserved"), invoke("reserved")]);
    expect(results.map((result) => (result.ok ? "ok" : result.reason))).to.deep.equal([
      "ok",
      "throttled",
    ]);
  });

  it("does not run under a role that does not trust Lambda", async () => {
    expect(await invoke("untrusted")).to.include({ ok: false, reason: "failed" });
  });

  it("finds the SDK that Lambda's runtime brings", async () => {
    expect(await invoke("sdk")).to.deep.equal({ ok: true, payload: "function" });
  });

  it("logs as Lambda's JSON format does, in memory and in a file", async () => {
    await invoke("talks");
    const lines = backend.lambda.logOf("talks").filter((line) => line.startsWith("{"));
    const parsed = lines.map((line) => JSON.parse(line)).filter(({ level }) => level);
    expect(parsed.map(({ level, message }) => [level, message])).to.deep.equal([
      ["INFO", { event: "x" }],
      ["WARN", "a 1"],
      ["ERROR", parsed[2].message],
    ]);
    expect(parsed[2]).to.include({ errorType: "Error", errorMessage: "bad" });
    expect(parsed[0].requestId).to.match(/^[0-9a-f-]{36}$/);
    const file = join(backend.dataFolder, "logs", "talks.jsonl");
    expect(existsSync(file) && readFileSync(file, "utf8")).to.include('"event":"x"');
  });

  it("answers not-found for a function, a version or an alias that is not there", async () => {
    for (const arn of [
      functionArn("nobody"),
      `${functionArn("echo")}:7`,
      `${functionArn("echo")}:blue`,
    ]) {
      expect(await backend.lambda.invoke(arn, {})).to.include({ ok: false, reason: "not-found" });
    }
  });

  describe("asked for by another service", () => {
    const source = "arn:aws:execute-api:ca-central-1:000000000000:abc/api/GET/x/y";
    const ask = (arn: string, principal: string, sourceArn: string) =>
      backend.lambda.invoke(arn, {}, { principal, sourceArn });
    const live = `${functionArn("echo")}:live`;

    it("answers where a permission lets that caller in", async () => {
      expect((await ask(live, "apigateway.amazonaws.com", source)).ok).to.equal(true);
    });

    it("is denied to another principal, source, qualifier or function", async () => {
      const denied = [
        await ask(live, "events.amazonaws.com", source),
        await ask(live, "apigateway.amazonaws.com", source.replace("GET", "POST")),
        await ask(live, "apigateway.amazonaws.com", source.replace("0:abc", "0:abd")),
        await ask(functionArn("echo"), "apigateway.amazonaws.com", source),
        await ask(`${functionArn("env")}:live`, "apigateway.amazonaws.com", source),
      ];
      for (const result of denied) expect(result).to.include({ ok: false, reason: "denied" });
      expect(backend.lines.some((line) => line.startsWith("denied: No permission lets"))).to.equal(
        true,
      );
    });
  });
});
