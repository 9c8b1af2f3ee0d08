import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { tableProbe } from "../../../handlers/health/dependencies";
import { getHealth } from "../../../handlers/health/operations/get-health";
import { apiEvent, bodyOf } from "../../support/events";
import { business } from "../../support/fixture-business";
import { openTestTables, type TestTables } from "../../support/tables";

describe("GET /health", () => {
  let logged: unknown[];
  const { error } = console;

  beforeEach(() => {
    logged = [];
    console.error = (line: unknown) => logged.push(line);
  });
  afterEach(() => {
    console.error = error;
  });

  it("says that all is well, and which version says so", async () => {
    const reply = await getHealth(business, async () => {}, "7")(apiEvent());
    expect(reply.statusCode).to.equal(200);
    expect(reply.headers?.["Cache-Control"]).to.equal("no-store");
    expect(bodyOf(reply)).to.deep.equal({
      status: "ok",
      version: "7",
      dependencies: { bookings: "ok", products: "ok", feedback: "ok" },
    });
    expect(logged).to.deep.equal([]);
  });

  it("names what fails, keeps why to the log, and still answers", async () => {
    const probe = async (dependency: string) => {
      if (dependency === "products") throw new Error("AccessDenied: arn:aws:dynamodb:secret");
    };
    const reply = await getHealth(business, probe, "7")(apiEvent());
    expect(reply.statusCode).to.equal(200);
    expect(bodyOf(reply)).to.deep.equal({
      status: "degraded",
      version: "7",
      dependencies: { bookings: "ok", products: "failing", feedback: "ok" },
    });
    expect(reply.body).not.to.match(/arn|AccessDenied/);
    expect(logged).to.have.lengthOf(1);
    expect(logged[0]).to.include({ event: "health.failing", dependency: "products" });
  });
});

describe("the probe of a table", function () {
  this.timeout(30_000);
  const variables = { bookings: "BOOKINGS", products: "PRODUCTS", feedback: "FEEDBACK" } as const;
  let tables: TestTables;
  let deaf: Server;

  before(async () => {
    tables = await openTestTables();
    for (const [table, prefix] of Object.entries(variables)) {
      process.env[`${prefix}_TABLE`] = tables.names[`data-${table}`];
    }
    deaf = createServer(() => {});
    await new Promise<void>((ready) => deaf.listen(0, "127.0.0.1", ready));
  });
  after(async () => {
    for (const prefix of Object.values(variables)) delete process.env[`${prefix}_TABLE`];
    deaf.closeAllConnections();
    deaf.close();
    await tables.close();
  });

  it("finds every table of a real engine, and none that is missing", async () => {
    const probe = tableProbe(tables.documents);
    for (const table of Object.keys(variables)) await probe(table as keyof typeof variables);
    process.env.PRODUCTS_TABLE = "no-such-table";
    const problem = await probe("products").catch((error: Error) => error);
    expect(problem).to.have.property("name", "ResourceNotFoundException");
  });

  it("does not wait for a table that never answers", async () => {
    const client = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${(deaf.address() as AddressInfo).port}`,
      region: "local",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const probe = tableProbe(DynamoDBDocumentClient.from(client));
    const problem = await probe("bookings").catch((error: Error) => error);
    expect(problem).to.be.instanceOf(Error).with.property("name", "AbortError");
    client.destroy();
  });
});
