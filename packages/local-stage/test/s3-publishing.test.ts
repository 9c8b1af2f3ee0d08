import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Resource } from "../src/graph";
import type { Statement } from "../src/services/iam/policy";
import {
  lambdaFunction,
  openBackend,
  resource,
  type TestBackend,
  temporaryFolder,
} from "./fixtures";

const site = resource("aws:s3/bucket:Bucket", "site", {});
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const distribution = resource("aws:cloudfront/distribution:Distribution", "edge", {
  enabled: true,
  origins: [
    {
      originId: "site",
      domainName: site.outputs.bucketRegionalDomainName,
      originAccessControlId: "control-id",
    },
  ],
  defaultCacheBehavior: {
    targetOriginId: "site",
    allowedMethods: ["GET", "HEAD"],
    viewerProtocolPolicy: "allow-all",
    compress: true,
    cachePolicyId: cachingOptimized,
  },
});
const edge: Resource[] = [
  site,
  distribution,
  resource("aws:cloudfront/originAccessControl:OriginAccessControl", "control", {
    signingBehavior: "always",
  }),
  resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
    bucket: "site",
    policy: JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: ["s3:GetObject"],
          Resource: "arn:aws:s3:::site/*",
        },
      ],
    }),
  }),
];
const writes: Statement = {
  Effect: "Allow",
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::site/*",
};
const invalidates: Statement = {
  Effect: "Allow",
  Action: "cloudfront:CreateInvalidation",
  Resource: distribution.outputs.arn,
};

/** Puts what it is told, with the SDK that the runtime brings, and says in a file that it was there. */
const publish = (folder: string) => `
const { S3Client, PutObjectCommand } = require("@aws-sdk/client-s3");
const { CloudFrontClient, CreateInvalidationCommand } = require("@aws-sdk/client-cloudfront");
const s3 = new S3Client({ maxAttempts: 1 });
exports.handler = async ({ key, text, seconds = 600, invalidate, name, tf }) => {
  require("node:fs").appendFileSync(${JSON.stringify(join(folder, "told"))}, JSON.stringify({ name, text, tf }) + "\\n");
  if (text === "wrong") throw new Error("no such text");
  const CacheControl = "public, max-age=0, s-maxage=" + seconds;
  await s3.send(new PutObjectCommand({
    Bucket: "site", Key: key, Body: text, ContentType: "text/html", CacheControl,
  }));
  if (!invalidate) return;
  await new CloudFrontClient({}).send(new CreateInvalidationCommand({
    DistributionId: ${JSON.stringify(distribution.id)},
    InvalidationBatch: {
      CallerReference: String(Math.random()), Paths: { Quantity: 1, Items: ["/" + key] },
    },
  }));
};`;

const say = (folder: string) => `exports.handler = async ({ name, text }) => {
  require("node:fs").appendFileSync(${JSON.stringify(join(folder, "told"))}, JSON.stringify({ name, text }) + "\\n");
  if (text === "wrong") throw new Error("no such text");
};`;

describe("pages that a function publishes", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let backend: TestBackend | undefined;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await backend?.close();
    backend = undefined;
    folder.remove();
  });

  const invocation = (name: string, functionName: string, input: object, more: object = {}) =>
    resource("aws:lambda/invocation:Invocation", name, {
      functionName,
      qualifier: "live",
      input: JSON.stringify({ name, ...input }),
      ...more,
    });

  async function start(...invocations: Resource[]): Promise<TestBackend> {
    await backend?.close();
    backend = await openBackend(folder.path, [
      ...edge,
      ...lambdaFunction(folder.path, "publish", publish(folder.path), {
        statements: [writes, invalidates],
      }),
      ...lambdaFunction(folder.path, "say", say(folder.path)),
      ...invocations,
    ]);
    return backend;
  }

  /** What the functions were told since this was asked the last time. */
  function told(): { name: string; text: string; tf?: object }[] {
    const file = join(folder.path, "told");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    writeFileSync(file, "");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
  }
  const names = () => told().map(({ name }) => name);

  async function get(path: string) {
    const reply = await fetch(`${backend?.cloudfront.url}${path}`);
    const { status, headers } = reply;
    const cache = headers.get("x-cache")?.split(" ")[0];
    return { status, cache, type: headers.get("content-type"), text: await reply.text() };
  }
  const call = async (payload: object) => {
    const result = await backend?.lambda.invoke("publish:live", payload);
    expect(result).to.include({ ok: true });
  };

  it("show at once after an invalidation, and without one when their s-maxage ends", async () => {
    await start();
    await call({ key: "page", text: "one" });
    expect(await get("/page")).to.deep.equal({
      status: 200,
      cache: "Miss",
      type: "text/html",
      text: "one",
    });
    await call({ key: "page", text: "two" });
    expect(await get("/page")).to.include({ cache: "Hit", text: "one" });
    await call({ key: "page", text: "three", seconds: 1, invalidate: true });
    const cachedAt = Date.now();
    expect(await get("/page")).to.include({ cache: "Miss", text: "three" });
    await call({ key: "page", text: "four" });
    if (Date.now() - cachedAt < 900) {
      expect(await get("/page")).to.include({ cache: "Hit", text: "three" });
    }
    while (Date.now() - cachedAt < 1_200) await new Promise((done) => setTimeout(done, 20));
    expect(await get("/page")).to.include({ cache: "Miss", text: "four" });
  });

  it("are there when the stage is ready, and what was put later outlives a restart", async () => {
    const first = invocation("pages", "publish", { key: "page", text: "one" });
    await start(first);
    expect(await get("/page")).to.include({ status: 200, text: "one" });
    await call({ key: "page", text: "edited" });
    told();
    await start(first);
    expect(told()).to.deep.equal([]);
    expect(await get("/page")).to.include({ status: 200, text: "edited" });
    await start(invocation("pages", "publish", { key: "page", text: "two" }));
    expect(await get("/page")).to.include({ status: 200, text: "two" });
  });

  it("come in the order of declaration, and what has nothing to show after the first page", async () => {
    const all = [
      invocation("before", "say", {}),
      invocation("pages", "publish", { key: "page", text: "one" }),
      invocation("between", "say", {}),
      invocation("more", "publish", { key: "more", text: "one" }),
      invocation("after", "say", {}),
    ];
    const { stage } = await start(...all);
    expect(names()).to.deep.equal(["before", "pages", "between", "more"]);
    await Promise.all([stage.settle(), stage.settle()]);
    expect(names()).to.deep.equal(["after"]);
    const again = await start(...all);
    await again.stage.settle();
    expect(names()).to.deep.equal([]);
  });

  it("are made again at the next start, and after a rebuild, where that failed, which is told in a line", async () => {
    const wrong = invocation("pages", "publish", { key: "page", text: "wrong" });
    const other = invocation("other", "publish", { key: "other", text: "one" });
    for (let run = 0; run < 2; run++) {
      const { lines } = await start(wrong, other);
      expect(lines).to.include("pages: Error: no such text");
      expect(names()).to.deep.equal(run === 0 ? ["pages", "other"] : ["pages"]);
      expect(await get("/other")).to.include({ status: 200, text: "one" });
    }
    // What a person does who mends the function while the stage runs.
    const mended = publish(folder.path).replace('"wrong"', '"nothing"');
    lambdaFunction(folder.path, "publish", mended);
    await backend?.stage.republish();
    expect(names()).to.deep.equal(["pages"]);
    expect(await get("/page")).to.include({ status: 200, text: "wrong" });
    await backend?.stage.republish();
    expect(names()).to.deep.equal([]);
  });

  it("are told what the last deployment told, and begin anew when they were away in between", async () => {
    const pages = (text: string) =>
      invocation("pages", "publish", { key: "page", text }, { lifecycleScope: "CRUD" });
    await start(pages("one"));
    await start(pages("two"));
    await start(invocation("other", "say", {}));
    await backend?.stage.settle();
    await start(pages("two"));
    const previous = { name: "pages", key: "page", text: "one" };
    expect(
      told()
        .filter(({ name }) => name === "pages")
        .map(({ tf }) => tf),
    ).to.deep.equal([
      { action: "create", prev_input: null },
      { action: "update", prev_input: previous },
      { action: "create", prev_input: null },
    ]);
  });
});
