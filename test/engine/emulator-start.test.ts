import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetResourcesCommand,
  PutRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import { expect } from "chai";
import { emulatedApiPath, emulatedKey } from "../../infra/emulator";
import { makeOwner } from "../../scripts/emulator/desk";
import { refuseWithoutDocuments } from "../../scripts/emulator/document-check";
import { findEmulator } from "../../scripts/emulator/find-emulator";
import { type StartedEmulator, startEmulator } from "../../scripts/emulator/start-emulator";
import { call } from "../../scripts/emulator/visitor";
import { projectFolder } from "../../scripts/shop";
import { distribution } from "../support/emulated-distribution";
import { program } from "../support/pulumi";

const address = "http://127.0.0.1:45990";
const region = "ca-central-1";

describe("MiniStack from PyPI", () => {
  let emulator: StartedEmulator;
  let client: APIGatewayClient;

  before(async function () {
    if (!existsSync(join(projectFolder, ".emulator/bin/ministack"))) {
      console.log(
        "    NOT RUN: npm run emulator -- --start pypi has not installed MiniStack here yet",
      );
      return this.skip();
    }
    emulator = await startEmulator({ address, start: "pypi" }, { region });
    const credentials = { accessKeyId: "000000000000", secretAccessKey: "emulator" };
    client = new APIGatewayClient({ endpoint: address, region, credentials });
  });
  after(async () => {
    client?.destroy();
    await emulator?.stop();
    expect(await findEmulator(address)).to.equal(undefined);
  });

  it("is found where it was started", async () => {
    expect(await findEmulator(address)).to.deep.equal({ name: "MiniStack 1.5.33", address });
  });

  it("takes the program's own OpenAPI document, and asks for a key and a token as it says", async () => {
    await refuseWithoutDocuments(emulator, region);
    const [api] = (await program("emulator")).ofType("aws:apigateway/restApi:RestApi");
    const document = JSON.parse(api?.inputs.body);
    const { id: restApiId } = await client.send(new CreateRestApiCommand({ name: "shop" }));
    const body = Buffer.from(JSON.stringify(document));
    for (const _ of ["once", "again"]) {
      await client.send(new PutRestApiCommand({ restApiId, mode: "overwrite", body }));
    }
    const { items = [] } = await client.send(
      new GetResourcesCommand({ restApiId, embed: ["methods"], limit: 500 }),
    );
    const made = items.flatMap(({ path, resourceMethods = {} }) =>
      Object.keys(resourceMethods).map((method) => `${method} ${path}`),
    );
    const declared = Object.entries<object>(document.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((method) => /^(get|put|post|delete|options|head)$/.test(method))
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(made.sort()).to.deep.equal(declared.sort());
    const { id: deploymentId } = await client.send(new CreateDeploymentCommand({ restApiId }));
    await client.send(new CreateStageCommand({ restApiId, deploymentId, stageName: "api" }));
    const place = { url: `${address}/_aws/execute-api/${restApiId}/api` };
    expect((await call(place, "POST", "/count", { body: {} })).status).to.equal(403);
    expect((await call(place, "GET", "/users")).status).to.equal(401);
  });

  it("takes an API key with the value that the program gives it here, and none without", async () => {
    const make = (value: string) => client.send(new CreateApiKeyCommand({ name: "edge", value }));
    expect((await make(emulatedKey("api-gateway-visits-2026-11-21"))).id).to.be.a("string");
    const refused = await make("").catch((error: Error) => error);
    expect((refused as Error).message).to.match(/at least 20 characters/);
  });

  it("leads CloudFront to the API as the program declares it here, with the key", async () => {
    const graph = await program("emulator");
    const [declared] = graph.ofType("aws:cloudfront/distribution:Distribution");
    const origin = declared?.inputs.origins.find(
      (one: { originId: string }) => one.originId === "api",
    );
    const { id: restApiId } = await client.send(new CreateRestApiCommand({ name: "edge" }));
    const [api] = graph.ofType("aws:apigateway/restApi:RestApi");
    const body = Buffer.from(api?.inputs.body);
    await client.send(new PutRestApiCommand({ restApiId, mode: "overwrite", body }));
    const { id: deploymentId } = await client.send(new CreateDeploymentCommand({ restApiId }));
    await client.send(new CreateStageCommand({ restApiId, deploymentId, stageName: "api" }));
    const apiStages = [{ apiId: restApiId, stage: "api" }];
    const value = emulatedKey("api-gateway-bookings-2026-11-21");
    const plan = await client.send(new CreateUsagePlanCommand({ name: "edge", apiStages }));
    const key = await client.send(new CreateApiKeyCommand({ name: "own", value, enabled: true }));
    const keyType = "API_KEY";
    await client.send(
      new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId: key.id, keyType }),
    );
    const host = await distribution(address, {
      ...origin,
      originPath: emulatedApiPath(`${restApiId}.execute-api.${region}.amazonaws.com`),
      httpPort: Number(new URL(address).port),
      key: value,
    });
    const site = { url: address, host };
    expect((await call(site, "GET", "/api/users")).status).to.equal(401);
    // Past the gateway's check of the key; there is no function behind it.
    const counted = await call(site, "POST", "/api/count", { body: {} });
    expect(counted.status, counted.text).not.to.be.oneOf([401, 403, 404]);
    expect(counted.text).not.to.match(/cloudfront/i);
    const direct = { url: `${address}${emulatedApiPath(`${restApiId}.x`)}` };
    expect((await call(direct, "POST", "/api/count", { body: {} })).status).to.equal(403);
  });

  it("makes an owner who can sign in", async () => {
    const ask = (action: string, body: object) =>
      call({ url: address }, "POST", "/", {
        body,
        headers: {
          "Content-Type": "application/x-amz-json-1.1",
          "X-Amz-Target": `AWSCognitoIdentityProviderService.${action}`,
        },
      });
    const pool = (await ask("CreateUserPool", { PoolName: "admins" })).json.UserPool;
    const inPool = { UserPoolId: pool.Id };
    await ask("CreateGroup", { ...inPool, GroupName: "admins" });
    const ExplicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
    const client = await ask("CreateUserPoolClient", {
      ...inPool,
      ClientName: "desk",
      ExplicitAuthFlows,
    });
    const owner = await makeOwner({ emulator: { url: address }, region, userPoolId: pool.Id });
    const { json } = await ask("InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: client.json.UserPoolClient.ClientId,
      AuthParameters: { USERNAME: owner.email, PASSWORD: owner.password },
    });
    const [, claims = ""] = json.AuthenticationResult.IdToken.split(".");
    const { "cognito:groups": groups } = JSON.parse(Buffer.from(claims, "base64url").toString());
    expect(groups).to.deep.equal(["admins"]);
  });
});
