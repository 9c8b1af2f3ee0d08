import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { serializedText } from "../../../infra/functions/function-code";
import { releaseVersions } from "../../../infra/functions/gradual-release";
import { place, program, statements } from "../../support/pulumi";

interface Alias {
  FunctionVersion: string;
  RoutingConfig?: { AdditionalVersionWeights: Record<string, number> };
  Description?: string;
  RevisionId: string;
}
type Command = { readonly kind: string; readonly input: Record<string, never> };
type Release = (event?: unknown) => Promise<{ moved: string[] }>;

/** Lambda as the release sees it: aliases that change, and versions that answer or not. */
function fakeLambda(
  aliases: Record<string, Alias>,
  ill: readonly string[] = [],
  rolledBack: Readonly<Record<string, string>> = {},
  /** Whether IAM refuses every action once. */
  isNewRole = false,
) {
  const invoked: string[] = [];
  const denied = new Set<string>();
  const command = (kind: string) =>
    class {
      readonly kind = kind;
      constructor(readonly input: unknown) {}
    };
  class LambdaClient {
    async send({ kind, input }: Command): Promise<unknown> {
      const { FunctionName, Qualifier, Payload, Name, ...change } = input as Record<string, string>;
      if (isNewRole && !denied.has(kind)) {
        denied.add(kind);
        throw Object.assign(new Error("not yet"), { name: "AccessDeniedException" });
      }
      if (kind === "get" && Name === "rolled-back") {
        const Description = rolledBack[FunctionName as string];
        if (Description) return { Description };
        throw Object.assign(new Error("none"), { name: "ResourceNotFoundException" });
      }
      const alias = aliases[FunctionName as string] as Alias;
      if (kind === "invoke") {
        invoked.push(`${FunctionName}:${Qualifier} ${Payload}`);
        return ill.includes(`${FunctionName}:${Qualifier}`) ? { FunctionError: "Unhandled" } : {};
      }
      expect(Name).to.equal("live");
      if (kind === "get") return { ...alias };
      expect(change.RevisionId).to.equal(alias.RevisionId);
      aliases[FunctionName as string] = { ...alias, ...change, RevisionId: "changed" } as Alias;
      return {};
    }
  }
  return {
    aliases,
    invoked,
    sdk: {
      LambdaClient,
      GetAliasCommand: command("get"),
      InvokeCommand: command("invoke"),
      UpdateAliasCommand: command("update"),
    },
  };
}

/** The serialized text, run alone with the fake for an SDK. */
async function evaluated(names: string[], sdk: object): Promise<Release> {
  const text = await serializedText(releaseVersions(pulumi.output(names), 10, 15));
  const module = { exports: {} as { handler: Release } };
  const requireFake = (name: string) => {
    if (name !== "@aws-sdk/client-lambda") throw new Error(`The closure requires ${name}.`);
    return sdk;
  };
  new Function("exports", "require", "module", text)(module.exports, requireFake, module);
  return module.exports.handler;
}

/** The function itself, unserialized, with the fake in the place of the SDK. */
async function direct(names: string[], sdk: object, event: unknown): Promise<unknown> {
  const path = require.resolve("@aws-sdk/client-lambda");
  const cached = require.cache[path];
  require.cache[path] = { exports: sdk, loaded: true, id: path } as NodeJS.Module;
  try {
    const get = () => names;
    const factory = releaseVersions({ get } as pulumi.Output<string[]>, 10, 15);
    return await (factory() as Release)(event).catch((error: Error) => error.message);
  } finally {
    if (cached) require.cache[path] = cached;
    else delete require.cache[path];
  }
}

/** What the serialized release makes of the aliases; the function it came from must agree. */
async function release(
  aliases: Record<string, Alias>,
  event?: unknown,
  ill: string[] = [],
  rolledBack: Record<string, string> = {},
) {
  const names = Object.keys(aliases);
  const one = fakeLambda(structuredClone(aliases), ill, rolledBack);
  const handler = await evaluated(names, one.sdk);
  const answer = await handler(event).catch((error: Error) => error.message);
  const other = fakeLambda(structuredClone(aliases), ill, rolledBack);
  expect(await direct(names, other.sdk, event)).to.deep.equal(answer);
  expect(other.invoked).to.deep.equal(one.invoked);
  expect(Object.keys(other.aliases)).to.deep.equal(Object.keys(one.aliases));
  return { answer, aliases: one.aliases, invoked: one.invoked };
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const proving = (minutes: number): Alias => ({
  FunctionVersion: "1",
  RoutingConfig: { AdditionalVersionWeights: { "2": 0.1 } },
  Description: `Canary since ${ago(minutes)}`,
  RevisionId: "r",
});

describe("the gradual release", () => {
  it("waits for a role that the same deployment has changed", async () => {
    const lambda = fakeLambda({ a: { FunctionVersion: "1", RevisionId: "r" } }, [], {}, true);
    const handler = await evaluated(["a"], lambda.sdk);
    expect(await handler({ versions: { a: "2" } })).to.deep.equal({ moved: ["a"] });
  });

  it("gives a new version its part of the calls once it has answered", async () => {
    const { answer, aliases, invoked } = await release(
      {
        a: { FunctionVersion: "1", RevisionId: "r" },
        b: { FunctionVersion: "4", RevisionId: "r" },
      },
      { versions: { a: "2", b: "4" } },
    );
    expect(answer).to.deep.equal({ moved: ["a"] });
    expect(invoked).to.deep.equal(['a:2 {"healthCheck":true}']);
    expect(aliases.a).to.deep.include({
      FunctionVersion: "1",
      RoutingConfig: { AdditionalVersionWeights: { "2": 0.1 } },
    });
    expect(aliases.a?.Description).to.match(/^Canary since 20/);
    expect(aliases.b).to.deep.equal({ FunctionVersion: "4", RevisionId: "r" });
  });

  it("fails the deployment of a version that does not answer, and lets no visitor to it", async () => {
    const { answer, aliases } = await release(
      {
        a: { FunctionVersion: "1", RevisionId: "r" },
        b: { FunctionVersion: "1", RevisionId: "r" },
      },
      { versions: { a: "2", b: "2" } },
      ["a:2"],
    );
    expect(answer).to.equal("Version 2 of a fails its health check.");
    expect(aliases.a).to.deep.equal({ FunctionVersion: "1", RevisionId: "r" });
    expect(aliases.b?.RoutingConfig?.AdditionalVersionWeights).to.deep.equal({ "2": 0.1 });
  });

  it("gives nothing to a version that was rolled back, and goes on with those that were not", async () => {
    const { answer, aliases, invoked } = await release(
      {
        a: { FunctionVersion: "1", RevisionId: "r" },
        b: { FunctionVersion: "1", RevisionId: "r" },
        c: { FunctionVersion: "1", RevisionId: "r" },
      },
      { versions: { a: "12", b: "12", c: "12" } },
      [],
      { a: "2 12", b: "2 1" },
    );
    expect(answer).to.deep.equal({ moved: ["b", "c"] });
    expect(invoked).to.have.lengthOf(2);
    expect(aliases.a).to.deep.equal({ FunctionVersion: "1", RevisionId: "r" });
  });

  it("gives it everything when its time is over, and not before", async () => {
    const { answer, aliases } = await release({ a: proving(16), b: proving(14) });
    expect(answer).to.deep.equal({ moved: ["a"] });
    expect(aliases.a).to.deep.include({
      FunctionVersion: "2",
      RoutingConfig: { AdditionalVersionWeights: {} },
    });
    expect(aliases.a?.Description).to.match(/^Live since 20/);
    expect(aliases.b).to.deep.include({ FunctionVersion: "1" });
  });

  it("promotes nothing that was rolled back", async () => {
    const rolledBack: Alias = {
      FunctionVersion: "1",
      RoutingConfig: { AdditionalVersionWeights: {} },
      Description: `Rolled back at ${ago(60)} from version 2.`,
      RevisionId: "r",
    };
    const { answer, aliases } = await release({ a: rolledBack });
    expect(answer).to.deep.equal({ moved: [] });
    expect(aliases.a).to.deep.equal(rolledBack);
  });

  const gradually = {
    "shopfront:canaryPercent": "10",
    "shopfront:tracing": "true",
    "shopfront:edgeMetrics": "true",
    "shopfront:slowApiMs": "500",
  };

  it("is declared only where the stage wants it, with these resources", async () => {
    const isOfRelease = (name: string) => name.includes("::releases");
    expect((await program("dev")).resources.map(place).filter(isOfRelease)).to.deep.equal([]);
    const component = "shopfront:infra:GradualRelease";
    const within = "shopfront:infra:LambdaFunction";
    const graph = await program("dev", gradually);
    expect(graph.resources.map(place).filter(isOfRelease)).to.have.members([
      `${component}::releases`,
      `${component}$${within}::releases-release`,
      `${within}$aws:cloudwatch/logGroup:LogGroup::releases-release-logs`,
      `${within}$aws:iam/role:Role::releases-release-role`,
      `${within}$aws:iam/rolePolicy:RolePolicy::releases-release-policy`,
      `${within}$aws:lambda/function:Function::releases-release-function`,
      `${within}$aws:lambda/alias:Alias::releases-release-live`,
      `${within}$aws:lambda/permission:Permission::releases-promotion-caller`,
      `${component}$aws:lambda/invocation:Invocation::releases-deployment`,
      `${component}$aws:cloudwatch/eventRule:EventRule::releases-promotion`,
      `${component}$aws:cloudwatch/eventTarget:EventTarget::releases-promotion-target`,
    ]);
    const { inputs } = graph.named("aws:lambda/invocation:Invocation", "releases-deployment");
    const { versions } = JSON.parse(inputs.input);
    expect(versions["shopfront-dev-create-booking"]).to.equal("1");
    expect(versions).not.to.have.any.keys(
      "shopfront-dev-roll-back",
      "shopfront-dev-prune-versions",
    );
  });

  it("traces every call of the API where the stage wants it, and nothing elsewhere", async () => {
    const traced = await program("dev", gradually);
    const policyOf = (name: string) =>
      statements(traced.named("aws:iam/rolePolicy:RolePolicy", `${name}-policy`)).at(-1);
    expect(policyOf("api-create-booking")).to.deep.equal({
      Effect: "Allow",
      Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      Resource: "*",
    });
    const lambda = traced.named("aws:lambda/function:Function", "api-create-booking-function");
    expect(lambda.inputs.tracingConfig).to.deep.equal({ mode: "Active" });
    expect(traced.only("aws:apigateway/stage:Stage").inputs.xrayTracingEnabled).to.equal(true);
    const plain = await program("dev");
    expect(JSON.stringify(plain.ofType("aws:iam/rolePolicy:RolePolicy"))).not.to.include("xray:");
    // Said where it is off, too: the provider keeps what it is not told.
    for (const { name, inputs } of plain.ofType("aws:lambda/function:Function")) {
      expect(inputs.tracingConfig, name).to.deep.equal({ mode: "PassThrough" });
    }
  });
});
