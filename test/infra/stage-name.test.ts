import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { Graph } from "local-stage";
import { stageConfig } from "../../infra/config";
import { checkStageName, longestStageName } from "../../infra/stage-name";
import { program } from "../support/pulumi";

describe("the name of a stage", () => {
  let graph: Graph;
  before(async () => {
    graph = await program("dev");
  });

  it("is refused with a sentence where AWS would refuse what is named after it", () => {
    for (const name of ["dev", "prod", "pr-12", "Petra_2", "x".repeat(longestStageName)]) {
      expect(() => checkStageName(name), name).not.to.throw();
    }
    for (const name of ["v1.2", "dev.", "x".repeat(longestStageName + 1), "x".repeat(100), ""]) {
      expect(() => checkStageName(name), name).to.throw(
        Error,
        `The stack name ${JSON.stringify(name)} must be 1 to 30 letters, digits, hyphens and underscores`,
      );
    }
  });

  it("is looked at before any setting, as the program starts", () => {
    const before = pulumi.runtime.getStack();
    const runtime = pulumi.runtime as unknown as { _setStack(name: string): void };
    try {
      runtime._setStack("release.1");
      expect(() => stageConfig()).to.throw(/^The stack name "release\.1" must be/);
    } finally {
      runtime._setStack(before);
    }
  });

  it("leaves room for the longest function name", () => {
    const names = graph
      .ofType("aws:lambda/function:Function")
      .map(({ inputs }) => String(inputs.name).replace("shopfront-dev-", ""));
    expect(names).to.have.length.above(20);
    for (const name of names) {
      const whole = `shopfront-${"x".repeat(longestStageName)}-${name}`;
      expect(whole.length, whole).to.be.at.most(64);
    }
  });

  it("counts against the account's quotas what docs/deploying.md says", () => {
    const text = readFileSync(`${__dirname}/../../docs/deploying.md`, "utf8");
    const count = (kind: string) => graph.ofType(`aws:cloudfront/${kind}`).length;
    const caches = count("cachePolicy:CachePolicy");
    const headers = count("responseHeadersPolicy:ResponseHeadersPolicy");
    expect(text).to.include(`${caches} cache policies and ${headers} response headers policies`);
    const stages = Math.floor(20 / Math.max(caches, headers));
    expect(text).to.include(`${stages} stages fit`);
  });
});
