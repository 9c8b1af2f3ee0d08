import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Graph } from "local-stage";
import { everyOption } from "../support/every-option";
import { program } from "../support/pulumi";

const text = readFileSync(join(__dirname, "../../docs/deploying.md"), "utf8").replace(/\s+/g, " ");

/** The figure in the text that the pattern's group catches. */
function stated(pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`docs/deploying.md does not say ${pattern}.`);
  return Number(found);
}

/** What an account has, before more is requested. */
const quota = { policies: 20, functions: 100, filters: 2 };

describe("docs/deploying.md", () => {
  const cachePolicies = stated(/A stage takes (\d+) cache policies/);
  const headersPolicies = stated(/cache policies and (\d+) response headers policies/);
  const functions = stated(/CloudFront's functions \((\d+) of 100 a stage\)/);

  const count = (graph: Graph, type: string) => graph.ofType(`aws:${type}`).length;

  for (const stage of ["local", "dev", "prod"]) {
    it(`counts what a stage takes of CloudFront's quotas as it is declared today: ${stage}`, async () => {
      const graph = await program(stage);
      expect(count(graph, "cloudfront/cachePolicy:CachePolicy")).to.equal(cachePolicies);
      expect(count(graph, "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")).to.equal(
        headersPolicies,
      );
      expect(count(graph, "cloudfront/function:Function")).to.equal(functions);
    });
  }

  it("counts what every option takes on top", async () => {
    const all = await program("prod", everyOption);
    const more = /response headers policies of CloudFront \(one more with `signedUrlKey`\)/;
    expect(text).to.match(more);
    expect(count(all, "cloudfront/cachePolicy:CachePolicy")).to.equal(cachePolicies);
    expect(count(all, "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")).to.equal(
      headersPolicies + 1,
    );
    const streams = stated(/With `logArchive` a stage takes (\d+) Firehose stream/);
    expect(count(all, "kinesis/firehoseDeliveryStream:FirehoseDeliveryStream")).to.equal(streams);
    const filters = all
      .ofType("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter")
      .map(({ inputs }) => inputs.logGroup);
    const each = stated(/Firehose stream and (\d+) of the 2 subscription filters/);
    for (const group of filters) {
      expect(filters.filter((other) => other === group)).to.have.lengthOf(each);
    }
    expect(each).to.be.at.most(quota.filters);
  });

  it("says how many stages fit into one account", () => {
    const policies = Math.max(cachePolicies, headersPolicies);
    expect(stated(/an account has (\d+) of each/)).to.equal(quota.policies);
    expect(stated(/of each: (\d+) stages fit/)).to.equal(Math.floor(quota.policies / policies));
    expect(functions * stated(/of each: (\d+) stages fit/)).to.be.at.most(quota.functions);
  });
});
