import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-lambda";
import { expect } from "chai";
import type { Statement } from "../src/services/iam/policy";
import type { Role } from "../src/services/iam/roles";
import {
  functionArn,
  lambdaFunction,
  openBackend,
  type TestBackend,
  temporaryFolder,
} from "./fixtures";

const code = (answer: string) => `exports.handler = async () => "${answer}";`;
const onFunction: Statement = {
  Effect: "Allow",
  Action: ["ListVersionsByFunction", "ListAliases", "GetAlias"].map((action) => `lambda:${action}`),
  Resource: functionArn("greet"),
};
const onVersions: Statement = {
  Effect: "Allow",
  Action: ["lambda:DeleteFunction", "lambda:InvokeFunction"],
  Resource: `${functionArn("greet")}:*`,
};

describe("versions of a function on the local stage", () => {
  const folder = temporaryFolder();
  const FunctionName = "greet";
  let backend: TestBackend | undefined;
  let client: LambdaClient | undefined;

  /** Stops what runs and starts it with this code, as `npm start` after an edit does. */
  async function deploy(text: string, statements = [onFunction, onVersions], inputs = {}) {
    client?.destroy();
    await backend?.close();
    backend = await openBackend(
      folder.path,
      lambdaFunction(folder.path, "greet", text, { inputs }),
    );
    const role: Role = {
      name: "ops",
      arn: "arn:aws:iam::0:role/ops",
      trustsLambda: true,
      unknownPolicies: [],
      policies: [{ Statement: statements }],
    };
    client = new LambdaClient({
      endpoint: backend.gate.url,
      region: "ca-central-1",
      maxAttempts: 1,
      credentials: backend.gate.credentialsFor("ops", role),
    });
    return { backend, client };
  }

  after(async () => {
    client?.destroy();
    await backend?.close();
    folder.remove();
  });

  async function versions({ client }: { client: LambdaClient }): Promise<(string | undefined)[]> {
    const { Versions = [] } = await client.send(
      new ListVersionsByFunctionCommand({ FunctionName }),
    );
    return Versions.map(({ Version }) => Version);
  }
  const live = async ({ client }: { client: LambdaClient }) =>
    (await client.send(new GetAliasCommand({ FunctionName, Name: "live" }))).FunctionVersion;

  it("are published when the code or a setting changes, and only then", async () => {
    expect(await versions(await deploy(code("one")))).to.deep.equal(["$LATEST", "1"]);
    expect(await versions(await deploy(code("one")))).to.deep.equal(["$LATEST", "1"]);
    expect(await versions(await deploy(code("two")))).to.deep.equal(["$LATEST", "1", "2"]);
    const now = await deploy(code("two"), undefined, { timeout: 7 });
    expect(await versions(now)).to.deep.equal(["$LATEST", "1", "2", "3"]);
    expect(await live(now)).to.equal("3");
    const { Aliases = [] } = await now.client.send(new ListAliasesCommand({ FunctionName }));
    expect(Aliases.map(({ Name, FunctionVersion }) => [Name, FunctionVersion])).to.deep.equal([
      ["live", "3"],
    ]);
  });

  it("run the code they were published with", async () => {
    const now = await deploy(code("three"));
    expect(await now.backend.lambda.invoke(`${functionArn("greet")}:1`, {})).to.include({
      payload: "one",
    });
    expect(await now.backend.lambda.invoke(`${functionArn("greet")}:live`, {})).to.include({
      payload: "three",
    });
    const { Payload } = await now.client.send(new InvokeCommand({ FunctionName, Qualifier: "2" }));
    expect(Payload?.transformToString()).to.equal('"two"');
  });

  it("keep an alias that was moved back until the code changes again", async () => {
    const before = await deploy(code("three"));
    const record = before.backend.lambda.registry.records.get("greet");
    if (!record?.aliases.live) throw new Error("no alias");
    record.aliases.live.version = "1";
    before.backend.lambda.registry.save();
    expect(await live(await deploy(code("three")))).to.equal("1");
    expect(await live(await deploy(code("four")))).to.equal("5");
  });

  it("are led to by an alias that is updated, unless somebody was faster", async () => {
    const now = await deploy(code("four"), [
      { ...onFunction, Action: ["lambda:GetAlias", "lambda:UpdateAlias"] },
      { ...onVersions, Action: ["lambda:GetFunctionConfiguration"] },
    ]);
    const alias = { FunctionName, Name: "live" };
    const { RevisionId } = await now.client.send(new GetAliasCommand(alias));
    const RoutingConfig = { AdditionalVersionWeights: { "2": 0.5 } };
    const update = { ...alias, FunctionVersion: "1", RoutingConfig, RevisionId };
    const updated = await now.client.send(new UpdateAliasCommand(update));
    expect(updated).to.deep.include({ FunctionVersion: "1", RoutingConfig });
    expect(updated.RevisionId).not.to.equal(RevisionId);
    expect(await failure(now.client.send(new UpdateAliasCommand(update)))).to.equal(
      "PreconditionFailedException",
    );
    const missing = new UpdateAliasCommand({ ...alias, FunctionVersion: "99" });
    expect(await failure(now.client.send(missing))).to.equal("ResourceNotFoundException");
    const answers = new Set<unknown>();
    for (let i = 0; i < 60; i++) {
      const result = await now.backend.lambda.invoke(`${functionArn("greet")}:live`, {});
      answers.add(result.ok && result.payload);
    }
    expect([...answers]).to.have.members(["one", "two"]);
    const asked = new GetFunctionConfigurationCommand({ FunctionName, Qualifier: "live" });
    expect((await now.client.send(asked)).Version).to.equal("1");
    const back = {
      ...alias,
      FunctionVersion: "5",
      RoutingConfig: { AdditionalVersionWeights: {} },
    };
    expect(await now.client.send(new UpdateAliasCommand(back))).not.to.have.property(
      "RoutingConfig",
    );
  });

  it("are gone with their code when they are deleted, and their numbers never come back", async () => {
    const now = await deploy(code("four"));
    const zips = () =>
      readdirSync(join(now.backend.dataFolder, "functions")).filter((name) =>
        name.endsWith(".zip"),
      );
    const before = zips().length;
    await now.client.send(new DeleteFunctionCommand({ FunctionName, Qualifier: "1" }));
    expect(await versions(now)).to.deep.equal(["$LATEST", "2", "3", "4", "5"]);
    expect(zips()).to.have.length(before - 1);
    expect(await now.backend.lambda.invoke(`${functionArn("greet")}:1`, {})).to.include({
      reason: "not-found",
    });
    expect(await versions(await deploy(code("one")))).to.deep.equal([
      "$LATEST",
      "2",
      "3",
      "4",
      "5",
      "6",
    ]);
  });

  async function failure(call: Promise<unknown>): Promise<string> {
    try {
      await call;
    } catch (error) {
      return (error as Error).name;
    }
    return "nothing failed";
  }

  it("are not deleted while an alias points at them, nor all at once", async () => {
    const now = await deploy(code("one"));
    const onLive = new DeleteFunctionCommand({ FunctionName, Qualifier: "6" });
    expect(await failure(now.client.send(onLive))).to.equal("ResourceConflictException");
    const all = new DeleteFunctionCommand({ FunctionName });
    expect(await failure(now.client.send(all))).to.equal("AccessDeniedException");
    const missing = new GetAliasCommand({ FunctionName, Name: "blue" });
    expect(await failure(now.client.send(missing))).to.equal("ResourceNotFoundException");
    expect(await versions(now)).to.include("6");
  });

  it("are not deleted without the grant for them", async () => {
    const now = await deploy(code("one"), [onFunction]);
    const call = now.client.send(new DeleteFunctionCommand({ FunctionName, Qualifier: "2" }));
    expect(await failure(call)).to.equal("AccessDeniedException");
    expect(await versions(now)).to.include("2");
    expect(existsSync(join(now.backend.dataFolder, "lambda.json"))).to.equal(true);
  });

  it("keep an alias that a function made, whatever is deployed", async () => {
    const grants = [{ ...onFunction, Action: ["lambda:CreateAlias", "lambda:GetAlias"] }];
    const made = { FunctionName, Name: "marked", FunctionVersion: "2", Description: "2" };
    const { client } = await deploy(code("four"), grants);
    await client.send(new CreateAliasCommand(made));
    expect(await failure(client.send(new CreateAliasCommand(made)))).to.equal(
      "ResourceConflictException",
    );
    const later = (await deploy(code("five"), grants)).client;
    const found = await later.send(new GetAliasCommand({ FunctionName, Name: "marked" }));
    expect(found).to.include({ FunctionVersion: "2", Description: "2" });
    const missing = later.send(new GetAliasCommand({ FunctionName, Name: "unmarked" }));
    expect(await failure(missing)).to.equal("ResourceNotFoundException");
  });
});
