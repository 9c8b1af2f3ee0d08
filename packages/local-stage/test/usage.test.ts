import { APIGatewayClient, GetUsageCommand, paginateGetUsage } from "@aws-sdk/client-api-gateway";
import { expect } from "chai";
import type { Role } from "../src/services/iam/roles";
import { openBackend, resource, type TestBackend, temporaryFolder } from "./fixtures";

const plan = resource("aws:apigateway/usagePlan:UsagePlan", "plan", {
  quotaSettings: { limit: 10, period: "MONTH" },
});
const open = resource("aws:apigateway/usagePlan:UsagePlan", "open", {});
const keys = ["newest", "previous"].map((name) =>
  resource("aws:apigateway/apiKey:ApiKey", name, {}),
);
const ties = [plan, open].flatMap(({ id: usagePlanId }) =>
  keys.map(({ id: keyId, name }) =>
    resource("aws:apigateway/usagePlanKey:UsagePlanKey", `${name}-${usagePlanId}`, {
      usagePlanId,
      keyId,
      keyType: "API_KEY",
    }),
  ),
);
const arn = (id: string) => `arn:aws:apigateway:ca-central-1::/usageplans/${id}/usage`;
const today = () => new Date().toISOString().slice(0, 10);
const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

describe("the usage of plans on the local stage", () => {
  const folder = temporaryFolder();
  let backend: TestBackend;
  let client: APIGatewayClient;

  const clientOf = (Resource: string[]) => {
    const role: Role = {
      name: "looker",
      arn: "arn:aws:iam::0:role/looker",
      trustsLambda: true,
      unknownPolicies: [],
      policies: [{ Statement: [{ Effect: "Allow", Action: "apigateway:GET", Resource }] }],
    };
    return new APIGatewayClient({
      endpoint: backend.gate.url,
      region: "ca-central-1",
      maxAttempts: 1,
      credentials: backend.gate.credentialsFor("looker", role),
    });
  };

  before(async () => {
    backend = await openBackend(folder.path, [plan, open, ...keys, ...ties]);
    client = clientOf([plan, open].map(({ id }) => arn(id)));
    const { usage } = backend.apiGateway;
    for (let sent = 0; sent < 3; sent++) usage.count(plan.id, keys[0]?.id as string);
    usage.count(plan.id, keys[1]?.id as string);
    usage.count(open.id, keys[0]?.id as string);
  });
  after(async () => {
    client?.destroy();
    await backend?.close();
    folder.remove();
  });

  const ask = (input: Partial<GetUsageCommand["input"]>, by = client) =>
    by.send(
      new GetUsageCommand({
        usagePlanId: plan.id,
        startDate: yesterday(),
        endDate: today(),
        ...input,
      }),
    );
  const refusal = async (...asked: Parameters<typeof ask>) =>
    (await ask(...asked).catch((error: Error) => error)) as Error;

  it("is told by key and day: what was used, and what is left", async () => {
    const { items, usagePlanId, position } = await ask({});
    expect(usagePlanId).to.equal(plan.id);
    expect(position).to.equal(undefined);
    expect(items).to.deep.equal({
      [keys[0]?.id as string]: [
        [0, 10],
        [3, 7],
      ],
      [keys[1]?.id as string]: [
        [0, 10],
        [1, 9],
      ],
    });
  });

  it("is told of one key, and in pages", async () => {
    const [first] = keys;
    expect(Object.keys((await ask({ keyId: first?.id })).items ?? {})).to.deep.equal([first?.id]);
    const pages: string[][] = [];
    const input = { usagePlanId: plan.id, startDate: today(), endDate: today(), limit: 1 };
    for await (const { items } of paginateGetUsage({ client, pageSize: 1 }, input)) {
      pages.push(Object.keys(items ?? {}));
    }
    expect(pages).to.deep.equal(keys.map(({ id }) => [id]));
  });

  it("is counted for a plan without a quota, too", async () => {
    const { items } = await ask({ usagePlanId: open.id, startDate: today() });
    expect(items?.[keys[0]?.id as string]?.[0]?.[0]).to.equal(1);
  });

  it("takes the grant on the path of that plan's usage", async () => {
    const other = clientOf([arn(open.id)]);
    expect((await refusal({}, other)).name).to.equal("AccessDeniedException");
    other.destroy();
  });

  it("is refused for a plan that is not there, and for dates that are none", async () => {
    const all = clientOf(["*"]);
    expect((await refusal({ usagePlanId: "none" }, all)).name).to.equal("NotFoundException");
    all.destroy();
    for (const wrong of [{ startDate: "2026-02-31x" }, { endDate: "2020-01-01" }]) {
      expect((await refusal(wrong)).name).to.equal("BadRequestException");
    }
  });
});
