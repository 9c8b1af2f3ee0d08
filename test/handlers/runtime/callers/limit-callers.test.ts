import type { APIGatewayProxyEvent } from "aws-lambda";
import { expect } from "chai";
import type { CallerCounts } from "../../../../handlers/runtime/callers/caller-counts";
import { limitCallers } from "../../../../handlers/runtime/callers/limit-callers";
import { apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeCallerCounts } from "../../../support/stores/fake-caller-counts";

const now = "2026-11-21T23:30:00Z";
const limits = { perTenMinutes: 2, perDay: 100 };

describe("the limits of callers", () => {
  const { error, warn } = console;
  let logged: unknown[];
  let calls: number;
  beforeEach(() => {
    calls = 0;
    logged = [];
    console.error = (entry: unknown) => logged.push(entry);
    console.warn = (entry: unknown) => logged.push(entry);
  });
  afterEach(() => {
    console.error = error;
    console.warn = warn;
  });

  const limited = (counts: CallerCounts = new FakeCallerCounts(), statusCode = 201) =>
    limitCallers(
      business,
      "bookings",
      async () => {
        calls++;
        return { statusCode, body: "{}" };
      },
      counts,
      () => now,
      limits,
    );
  const from = (address: string, headers = {}) =>
    apiEvent({ headers: { "X-Viewer-Address": address, ...headers } });

  it("answer 429 with Retry-After in the reader's language, and call nothing", async () => {
    const handler = limited();
    for (const status of [201, 201, 429, 429]) {
      const reply = await handler(from("198.51.100.7", { "Accept-Language": "fr" }));
      expect(reply.statusCode).to.equal(status);
      if (status === 201) continue;
      expect(reply.headers?.["Retry-After"]).to.equal("600");
      expect(bodyOf(reply).code).to.equal("caller.throttled");
      expect(bodyOf(reply).error).to.match(/^Trop de demandes/);
    }
    expect(calls).to.equal(2);
    expect((await handler(from("198.51.100.8"))).statusCode).to.equal(201);
    expect(JSON.stringify(logged)).to.contain("caller.throttled").and.not.to.contain("198.51");
  });

  it("go by the business's day", async () => {
    const dates: string[] = [];
    const handler = limited({
      count: async ({ date }) => {
        dates.push(date);
        return "counted";
      },
      release: async () => {},
    });
    await handler(from("198.51.100.7"));
    // It is past midnight in Douala.
    expect(dates).to.deep.equal(["2026-11-22"]);
  });

  it("count nothing that was refused, and what may have been written", async () => {
    const counts = new FakeCallerCounts();
    for (const status of [400, 401, 409, 429]) {
      for (let each = 0; each < 5; each++) {
        const reply = await limited(counts, status)(from("198.51.100.7"));
        expect(reply.statusCode).to.equal(status);
      }
    }
    expect((await limited(counts, 503)(from("198.51.100.7"))).statusCode).to.equal(503);
    expect((await limited(counts)(from("198.51.100.7"))).statusCode).to.equal(201);
    expect((await limited(counts)(from("198.51.100.7"))).statusCode).to.equal(429);
  });

  it("say that the day is over, and for how long, in other words than the ten minutes", async () => {
    const handler = limited({ count: async () => "caller.limit", release: async () => {} });
    const reply = await handler(from("198.51.100.7", { "Accept-Language": "fr" }));
    expect(reply.statusCode).to.equal(429);
    expect(reply.headers?.["Retry-After"]).to.equal("3600");
    expect(bodyOf(reply).error).to.contain("demain");
    expect(calls).to.equal(0);
  });

  it("let a write go on where it can't be counted, or takes too long", async () => {
    const broken = limited({
      count: async () => {
        throw new Error("The table is gone.");
      },
      release: async () => {},
    });
    expect((await broken(from("198.51.100.7"))).statusCode).to.equal(201);
    const hanging = limited({
      count: (_write, _limits, signal) =>
        new Promise((_, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason));
        }),
      release: async () => {},
    });
    const began = performance.now();
    // Somebody else keeps the process alive, as a request does.
    const alive = setTimeout(() => {}, 10_000);
    expect((await hanging(from("198.51.100.7"))).statusCode).to.equal(201);
    clearTimeout(alive);
    expect(performance.now() - began).to.be.within(900, 2_000);
    expect(logged).to.have.length(2);
    expect(JSON.stringify(logged)).to.contain("caller.uncounted").and.not.to.contain("198.51");
  });

  it("count by what the gateway saw where the edge said nothing, and nobody where neither did", async () => {
    const counted: string[] = [];
    const handler = limited({
      count: async ({ address }) => {
        counted.push(address);
        return "counted";
      },
      release: async () => {},
    });
    const direct = apiEvent();
    const identity = { sourceIp: "203.0.113.9" };
    await handler({
      ...direct,
      requestContext: { ...direct.requestContext, identity },
    } as unknown as APIGatewayProxyEvent);
    await handler(apiEvent());
    expect(counted).to.deep.equal(["203.0.113.9"]);
    expect(calls).to.equal(2);
  });
});
