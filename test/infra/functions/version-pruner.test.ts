import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { serializedText } from "../../../infra/functions/function-code";
import { pruneVersions } from "../../../infra/functions/version-pruner";

interface FakeFunction {
  versions: string[];
  aliases: {
    FunctionVersion: string;
    weights?: Record<string, number>;
    Name?: string;
    Description?: string;
  }[];
}

/** Lambda as the pruner sees it: two entries a page, so that paging is exercised. */
function fakeLambda(functions: Record<string, FakeFunction>) {
  const deleted: string[] = [];
  async function* pages<Item>(items: readonly Item[]): AsyncGenerator<Item[]> {
    for (let at = 0; at < items.length; at += 2) yield items.slice(at, at + 2);
    if (items.length === 0) yield [];
  }
  const of = (name: string) => functions[name] as FakeFunction;
  class LambdaClient {
    async send(command: { input: { FunctionName: string; Qualifier: string } }) {
      deleted.push(`${command.input.FunctionName}:${command.input.Qualifier}`);
    }
  }
  class DeleteFunctionCommand {
    constructor(readonly input: unknown) {}
  }
  async function* paginateListAliases(_: unknown, input: { FunctionName: string }) {
    const aliases = of(input.FunctionName).aliases.map(({ weights, ...alias }) => ({
      ...alias,
      ...(weights && { RoutingConfig: { AdditionalVersionWeights: weights } }),
    }));
    for await (const Aliases of pages(aliases)) yield { Aliases };
  }
  async function* paginateListVersionsByFunction(_: unknown, input: { FunctionName: string }) {
    const versions = of(input.FunctionName).versions.map((Version) => ({ Version }));
    for await (const Versions of pages(versions)) yield { Versions };
  }
  return {
    deleted,
    sdk: {
      LambdaClient,
      DeleteFunctionCommand,
      paginateListAliases,
      paginateListVersionsByFunction,
    },
  };
}

type Pruner = () => Promise<{ deleted: string[] }>;

/** Runs the text alone, with nothing of this program around it, against a fake SDK. */
function evaluated(text: string, sdk: object): Pruner {
  const loaded: string[] = [];
  const requireFake = (name: string) => {
    loaded.push(name);
    if (name !== "@aws-sdk/client-lambda") throw new Error(`The closure requires ${name}.`);
    return sdk;
  };
  const module = { exports: {} as { handler: Pruner } };
  new Function("exports", "require", "module", text)(module.exports, requireFake, module);
  expect(loaded).to.deep.equal(["@aws-sdk/client-lambda"]);
  return module.exports.handler;
}

/** Runs the function itself, unserialized, with the fake in the place of the SDK. */
async function direct(functions: Record<string, FakeFunction>) {
  const { deleted, sdk } = fakeLambda(functions);
  const arns = { get: () => Object.keys(functions) } as pulumi.Output<string[]>;
  const path = require.resolve("@aws-sdk/client-lambda");
  const cached = require.cache[path];
  require.cache[path] = { exports: sdk, loaded: true, id: path } as NodeJS.Module;
  try {
    expect(await (pruneVersions(arns, 3)() as Pruner)()).to.deep.equal({ deleted });
  } finally {
    if (cached) require.cache[path] = cached;
    else delete require.cache[path];
  }
  return deleted;
}

/** What the serialized pruner deletes; the function it came from must agree. */
async function prune(functions: Record<string, FakeFunction>): Promise<string[]> {
  const { deleted, sdk } = fakeLambda(functions);
  const factory = pruneVersions(pulumi.output(Object.keys(functions)), 3);
  const handler = evaluated(await serializedText(factory), sdk);
  expect(await handler()).to.deep.equal({ deleted });
  expect(await direct(functions)).to.deep.equal(deleted);
  return deleted;
}

describe("the version pruner", () => {
  it("keeps the last three published versions and deletes the rest", async () => {
    const versions = ["$LATEST", "1", "2", "3", "4", "5"];
    expect(await prune({ a: { versions, aliases: [{ FunctionVersion: "5" }] } })).to.deep.equal([
      "a:2",
      "a:1",
    ]);
  });

  it("counts by number, not by spelling", async () => {
    const versions = ["8", "9", "10", "11", "$LATEST"];
    expect(await prune({ a: { versions, aliases: [] } })).to.deep.equal(["a:8"]);
  });

  it("never deletes a version that an alias points to, even with a part of its traffic", async () => {
    const versions = ["1", "2", "3", "4", "5", "6", "7"];
    const aliases = [
      { FunctionVersion: "7", weights: { "2": 0.1 } },
      { FunctionVersion: "7" },
      { FunctionVersion: "1" },
    ];
    expect(await prune({ a: { versions, aliases } })).to.deep.equal(["a:4", "a:3"]);
  });

  it("keeps three versions to go back to beside those that were rolled back", async () => {
    const versions = ["1", "2", "3", "4", "5", "6", "7", "8"];
    const rolledBack = { Name: "rolled-back", FunctionVersion: "7", Description: "5 6 7" };
    const aliases = [{ Name: "live", FunctionVersion: "8" }, rolledBack];
    // The live one could only go back to 4 or 3; 6 is among the newest three, 5 is of no use.
    expect(await prune({ a: { versions, aliases } })).to.deep.equal(["a:5", "a:2", "a:1"]);
    // A description of any other alias says nothing about versions.
    const others = [{ Name: "live", FunctionVersion: "8", Description: "5 6 7" }];
    expect(await prune({ a: { versions, aliases: others } })).to.deep.equal(
      ["5", "4", "3", "2", "1"].map((version) => `a:${version}`),
    );
  });

  it("never deletes $LATEST and leaves a young function alone", async () => {
    const young = { versions: ["$LATEST", "1", "2", "3"], aliases: [{ FunctionVersion: "3" }] };
    expect(await prune({ a: young, b: { versions: ["$LATEST"], aliases: [] } })).to.be.empty;
  });

  it("goes through every function", async () => {
    const old = { versions: ["1", "2", "3", "4"], aliases: [{ FunctionVersion: "4" }] };
    expect(await prune({ a: old, b: old })).to.deep.equal(["a:1", "b:1"]);
  });

  it("captures plain values only", async () => {
    const text = await serializedText(pruneVersions(pulumi.output(["arn:one"]), 3));
    expect(text).to.include('["arn:one"]');
    expect(text).not.to.match(/class \w+ extends/);
    expect(text.length).to.be.below(10_000);
  });
});
