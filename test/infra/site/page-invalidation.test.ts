import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { serializedText } from "../../../infra/functions/function-code";
import { invalidatePages, type PagesDeployed } from "../../../infra/site/page-invalidation";
import { program } from "../../support/pulumi";

type Handler = ReturnType<ReturnType<typeof invalidatePages>>;

/** CloudFront as the function sees it. */
function fakeCloudFront(denials = 0) {
  const sent: unknown[] = [];
  let refused = 0;
  class CloudFrontClient {
    async send(command: { input: unknown }) {
      if (refused++ < denials) throw Object.assign(new Error("no"), { name: "AccessDenied" });
      sent.push(command.input);
    }
  }
  class CreateInvalidationCommand {
    constructor(readonly input: unknown) {}
  }
  return { sent, sdk: { CloudFrontClient, CreateInvalidationCommand } };
}

/** Runs the text alone, with nothing of this program around it, against a fake SDK. */
function evaluated(text: string, sdk: object): Handler {
  const requireFake = (name: string) => {
    if (name !== "@aws-sdk/client-cloudfront") throw new Error(`The closure requires ${name}.`);
    return sdk;
  };
  const module = { exports: {} as { handler: Handler } };
  new Function("exports", "require", "module", text)(module.exports, requireFake, module);
  return module.exports.handler;
}

/** Runs the function itself, unserialized, with the fake in the place of the SDK. */
async function direct(event: PagesDeployed, most: number) {
  const { sent, sdk } = fakeCloudFront();
  const path = require.resolve("@aws-sdk/client-cloudfront");
  const cached = require.cache[path];
  require.cache[path] = { exports: sdk, loaded: true, id: path } as NodeJS.Module;
  try {
    const id = { get: () => "D1" } as pulumi.Output<string>;
    const answer = await invalidatePages(id, most)()(event, { awsRequestId: "request-1" });
    return { sent, answer };
  } finally {
    if (cached) require.cache[path] = cached;
    else delete require.cache[path];
  }
}

/** The paths that the serialized function has CloudFront forget; the one it came from must agree. */
async function forgotten(event: PagesDeployed, most = 1000): Promise<string[]> {
  const { sent, sdk } = fakeCloudFront();
  const text = await serializedText(invalidatePages(pulumi.output("D1"), most));
  const answer = await evaluated(text, sdk)(event, { awsRequestId: "request-1" });
  expect(await direct(event, most)).to.deep.equal({ sent, answer });
  const { paths } = answer;
  expect(sent).to.deep.equal(
    paths.length === 0
      ? []
      : [
          {
            DistributionId: "D1",
            InvalidationBatch: {
              CallerReference: "request-1",
              Paths: { Quantity: paths.length, Items: paths },
            },
          },
        ],
  );
  return paths;
}

const updated = (before: Record<string, string>, pages: Record<string, string>): PagesDeployed => ({
  pages,
  tf: { action: "update", prev_input: { pages: before } },
});

describe("the invalidation of pages", () => {
  const before = { "book/index.html": "1", "fr/book/index.html": "1", "robots.txt": "1" };

  it("waits for a role that the same deployment has changed", async () => {
    const { sent, sdk } = fakeCloudFront(2);
    const text = await serializedText(invalidatePages(pulumi.output("D1"), 10));
    const before = { pages: { "a.html": "1" } };
    const event = {
      pages: { "a.html": "2" },
      tf: { action: "update", prev_input: before },
    } as const;
    await evaluated(text, sdk)(event, { awsRequestId: "request-1" });
    expect(sent).to.have.lengthOf(1);
  });

  it("forgets a changed page under every path that leads to it, and no other", async () => {
    expect(await forgotten(updated(before, { ...before, "book/index.html": "2" }))).to.deep.equal([
      "/book",
      "/book/",
      "/book/index.html",
    ]);
    expect(await forgotten(updated(before, { ...before, "robots.txt": "2" }))).to.deep.equal([
      "/robots.txt",
    ]);
    const roots = { "index.html": "1", "404.html": "1", "fr/404.html": "1" };
    const changed = { "index.html": "2", "404.html": "2", "fr/404.html": "2" };
    expect(await forgotten(updated(roots, changed))).to.deep.equal([
      "/404.html",
      "/fr/404.html",
      "/",
      "/index.html",
    ]);
  });

  it("forgets a removed page, and asks nothing for a new one", async () => {
    const { "fr/book/index.html": gone, ...left } = before;
    expect(gone).to.equal("1");
    expect(await forgotten(updated(before, left))).to.deep.equal([
      "/fr/book",
      "/fr/book/",
      "/fr/book/index.html",
    ]);
    expect(await forgotten(updated(left, before))).to.deep.equal([]);
  });

  it("asks nothing at the first deployment and at the last", async () => {
    expect(
      await forgotten({ pages: before, tf: { action: "create", prev_input: null } }),
    ).to.deep.equal([]);
    const ended = { action: "delete", prev_input: { pages: { "book/index.html": "0" } } } as const;
    expect(await forgotten({ pages: before, tf: ended })).to.deep.equal([]);
  });

  it("forgets everything where the call before failed, which the provider repeats without a change", async () => {
    expect(await forgotten(updated(before, { ...before }))).to.deep.equal(["/*"]);
  });

  it("forgets everything at once where more would have to be named than is free in a month", async () => {
    const change = updated(before, { ...before, "book/index.html": "2" });
    expect(await forgotten(change, 3)).to.have.lengthOf(3);
    expect(await forgotten(change, 2)).to.deep.equal(["/*"]);
  });

  it("captures plain values only", async () => {
    const text = await serializedText(invalidatePages(pulumi.output("D1"), 1000));
    expect(text).to.include('"D1"');
    expect(text.length).to.be.below(10_000);
  });
});

describe("what a deployment tells that function", () => {
  it("is a hash of every uploaded file without one in its name, and of nothing else", async () => {
    const graph = await program("prod");
    const { input, ...args } = graph.named(
      "aws:lambda/invocation:Invocation",
      "pages-deployed",
    ).inputs;
    const { pages, ...rest } = JSON.parse(input);
    expect(rest).to.deep.equal({});
    const keys = graph
      .ofType("aws:s3/bucketObjectv2:BucketObjectv2")
      .filter(({ inputs }) => !inputs.cacheControl.includes("immutable"))
      .map(({ inputs }) => inputs.key);
    expect(keys).to.include.members(["favicon.svg", "config.json", "icon-192.png"]);
    expect(pages).to.have.all.keys(keys);
    for (const digest of Object.values(pages)) expect(digest).to.match(/^[0-9a-f]{64}$/);
    expect(args).to.deep.equal({
      functionName: "shopfront-prod-invalidate-pages",
      qualifier: "live",
      lifecycleScope: "CRUD",
    });
  });

  it("is the same in every run for the same pages and settings", async () => {
    const pagesOf = async (stage: string) =>
      JSON.parse(
        (await program(stage)).named("aws:lambda/invocation:Invocation", "pages-deployed").inputs
          .input,
      ).pages;
    expect(await pagesOf("dev")).to.deep.equal(await pagesOf("prod"));
  });
});
