import { expect } from "chai";
import { runProgram } from "local-stage";
import {
  type ApiGateway,
  type CloudFront,
  startApiGateway,
  startCloudFront,
} from "local-stage/parts";
import { shopProgram } from "../../scripts/shop";
import { withPages } from "../support/published-pages";

describe("the local edge with the program itself", function () {
  this.timeout(60_000);
  let gateway: ApiGateway;
  let edge: CloudFront;
  const logged: string[] = [];
  const events: { arn: string; headers: Record<string, string> }[] = [];

  before(async () => {
    const graph = withPages(await runProgram(shopProgram("local")));
    gateway = await startApiGateway({
      graph,
      log: (line) => logged.push(line),
      invoke: async (arn, payload) => {
        events.push({ arn, headers: (payload as { headers: Record<string, string> }).headers });
        return { ok: true, payload: { statusCode: 200, body: "{}" } };
      },
    });
    edge = await startCloudFront({
      graph,
      port: 0,
      originUrl: gateway.url,
      log: (line) => logged.push(line),
    });
  });

  after(async () => {
    await edge?.close();
    await gateway?.close();
  });

  beforeEach(() => {
    events.length = 0;
    logged.length = 0;
  });

  it("serves the pages with their security headers, and 404 for what is none", async () => {
    for (const path of ["/", "/book", "/manage", "/fr/book"]) {
      const page = await fetch(`${edge.url}${path}`);
      expect(page.status, path).to.equal(200);
      expect(page.headers.get("content-type"), path).to.match(/^text\/html/);
      expect(page.headers.get("content-security-policy")).to.include("default-src 'none'");
      expect(await page.text()).to.match(/^<!doctype html>/i);
    }
    expect((await fetch(`${edge.url}/no-such-page`)).status).to.equal(404);
    expect(logged).to.deep.equal([]);
    expect(events).to.deep.equal([]);
  });

  it("brings a write through the edge to its function, with the edge's key and site origin", async () => {
    const booking = {
      name: "Ngo Béa",
      phone: "651 84 46 64",
      service: "cornrows",
      date: "2026-11-23",
      time: "10:00",
    };
    const write = (url: string, body: unknown) =>
      fetch(`${url}/api/booking`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-site-origin": "https://evil.example",
          "x-viewer-address": "203.0.113.1",
          "x-api-key": "guess",
        },
        body: JSON.stringify(body),
      });
    const direct = await write(gateway.url, booking);
    expect(direct.status).to.equal(403);
    expect(await direct.json()).to.have.all.keys("code", "error");
    const invalid = await write(edge.url, { ...booking, surprise: 1 });
    expect(invalid.status).to.equal(400);
    expect(await invalid.json()).to.have.property("error");
    expect(events).to.deep.equal([]);

    expect((await write(edge.url, booking)).status).to.equal(200);
    expect(events).to.have.length(1);
    expect(events[0]?.arn).to.match(/:function:[\w-]*create-booking[\w-]*:live$/);
    expect(events[0]?.headers).to.include({
      "x-site-origin": edge.url,
      "x-viewer-address": "127.0.0.1",
    });
    expect(events[0]?.headers["x-api-key"]).not.to.equal("guess");
  });
});
