import { generateKeyPairSync } from "node:crypto";
import type { ServerResponse } from "node:http";
import { expect } from "chai";
import { Graph, type Resource } from "local-stage";
import { type CloudFront, type Listening, listen, startCloudFront } from "local-stage/parts";
import { signedUrl, signingKey } from "../../scripts/signed-url";
import { withPages } from "../support/published-pages";
import { program } from "../support/pulumi";
import { resource } from "../support/resource";

const pairs = [1, 2].map(() => generateKeyPairSync("rsa", { modulusLength: 2048 }));
const pemOf = (i: number) =>
  pairs[i]?.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
const noon = Date.parse("2026-11-21T12:00:00Z");
const distributionType = "aws:cloudfront/distribution:Distribution";

describe("the local edge with all its options", () => {
  let graph: Graph;
  let edge: CloudFront;
  let now = noon;
  const lines: string[] = [];

  /** The program's own graph, with a private file that the owner put into the bucket. */
  before(async function () {
    this.timeout(60_000);
    const captured = await program("local", {
      "shopfront:regions": '["ca-central-1","eu-west-3"]',
      "shopfront:firewall": "true",
      "shopfront:firewallRequests": "40",
      "shopfront:countries": '["CM"]',
      "shopfront:signedUrlKey": pairs[0]?.publicKey.export({
        type: "spki",
        format: "pem",
      }) as string,
    });
    const file = resource("aws:s3/bucketObjectv2:BucketObjectv2", "price-list", {
      bucket: captured.named("aws:s3/bucket:Bucket", "site-files-bucket").outputs.bucket,
      key: "private/prices.txt",
      content: "for partners",
      contentType: "text/plain",
    });
    graph = withPages(new Graph([...captured.resources, file], captured.exports));
  });
  beforeEach(async () => {
    now = noon;
    lines.length = 0;
    edge = await start(graph);
  });
  afterEach(() => edge.close());

  const start = (served: Graph) =>
    startCloudFront({
      graph: served,
      port: 0,
      originUrl: () => undefined,
      log: (line) => lines.push(line),
      now: () => now,
    });
  const without = (...names: string[]) => {
    const left = graph.resources.filter(({ name }) => !names.includes(name));
    expect(left).to.have.length(graph.resources.length - names.length);
    return new Graph(left, graph.exports);
  };
  const keyId = () => graph.exports.signedUrlKeyId as string;
  const sign = (path: string, key = signingKey(keyId(), pemOf(0)), until = noon + 60_000) =>
    signedUrl(`${edge.url}${path}`, key, new Date(until));
  const get = async (address: string, init?: RequestInit) => {
    const response = await fetch(address, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it("opens a private file to its signed address, and lets nobody keep it", async () => {
    const { status, headers, text } = await get(sign("/private/prices.txt"));
    expect([status, text]).to.deep.equal([200, "for partners"]);
    expect(headers.get("cache-control")).to.equal("private, no-store");
    expect(headers.get("x-cache")).to.equal("Miss from cloudfront");
    expect((await get(sign("/private/prices.txt"))).headers.get("x-cache")).to.match(/^Miss/);
    expect((await get(sign("/private/nothing.txt"))).status).to.equal(404);
  });

  it("refuses every other request for it as CloudFront does, before it looks for the file", async () => {
    const good = sign("/private/prices.txt");
    const stranger = signingKey(keyId(), pemOf(1));
    const refused: [why: string, address: string, code: string][] = [
      ["no signature", `${edge.url}/private/prices.txt`, "MissingKey"],
      ["no such file", `${edge.url}/private/nothing.txt`, "MissingKey"],
      ["an unknown key", sign("/private/prices.txt", signingKey("KOTHER", pemOf(0))), "InvalidKey"],
      ["another's key", sign("/private/prices.txt", stranger), "AccessDenied"],
      ["another file", good.replace("prices", "wages"), "AccessDenied"],
      ["a later end", good.replace(/Expires=(\d+)/, "Expires=1999999999"), "AccessDenied"],
      ["another query", good.replace("?", "?more=1&"), "AccessDenied"],
      ["another hash", good.replace("SHA256", "SHA1"), "AccessDenied"],
      ["an unknown hash", good.replace("SHA256", "MD5"), "AccessDenied"],
      ["no end", good.replace(/Expires=\d+&/, ""), "AccessDenied"],
      ["a custom policy", `${good}&Policy=e30_`, "AccessDenied"],
    ];
    for (const [why, address, code] of refused) {
      const { status, headers, text } = await get(address);
      expect(status, why).to.equal(403);
      expect(text, why).to.include(`<Error><Code>${code}</Code><Message>`);
      expect(headers.get("content-type"), why).to.equal("text/xml");
    }
    expect(lines.join()).to.include("canned policy");
    now = noon + 60_000;
    expect((await get(good)).text, "after its end").to.include("AccessDenied");
    now = noon + 59_999;
    expect((await get(good)).status, "just before its end").to.equal(200);
  });

  it("turns an address away that asks too often, until five minutes have passed", async () => {
    for (let i = 0; i < 40; i++) expect((await get(`${edge.url}/book`)).status).to.equal(200);
    const { status, headers, text } = await get(`${edge.url}/book`);
    expect(status).to.equal(429);
    expect(headers.get("retry-after")).to.equal("300");
    expect(headers.get("content-type")).to.equal("application/json");
    expect(JSON.parse(text)).to.have.property("error");
    now = noon + 299_999;
    expect((await get(`${edge.url}/book`)).status).to.equal(429);
    now = noon + 300_000;
    expect((await get(`${edge.url}/book`)).status).to.equal(200);
  });

  it("serves everybody, and says that countries are not simulated", async () => {
    expect((await get(`${edge.url}/`)).status).to.equal(200);
    expect(lines).to.deep.equal([
      "CloudFront's whitelist of countries (CM) is not simulated: everybody is served here.",
    ]);
  });

  it("serves pages and private files from the copy when the bucket is gone", async () => {
    await edge.close();
    edge = await start(without("site-files-bucket"));
    const { status, text } = await get(`${edge.url}/book`);
    expect([status, text.includes("<h1")]).to.deep.equal([200, true]);
    expect((await get(sign("/private/prices.txt"))).text).to.equal("for partners");
    expect((await get(`${edge.url}/nothing`)).status).to.equal(404);
  });

  it("reads the copy by the copy's own policy, and finds there only what a rule copies", async () => {
    const lost: [name: string, status: number][] = [
      ["site-files-copy-policy", 403],
      ["site-files-copy-replication", 404],
    ];
    for (const [name, status] of lost) {
      await edge.close();
      edge = await start(without("site-files-bucket", name));
      expect((await get(`${edge.url}/book`)).status, name).to.equal(status);
    }
  });
});

describe("a local origin group", () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  const origin = async (answer: (response: ServerResponse, url: string) => void) => {
    const asked: string[] = [];
    const server: Listening = await listen(
      (request, response) => {
        asked.push(request.url ?? "");
        answer(response, request.url ?? "");
      },
      { hosts: ["first.example.com", "second.example.com"] },
    );
    open.push(server);
    return { asked, url: server.url };
  };
  const behavior = (targetOriginId: string, allowedMethods = ["GET", "HEAD"]) => ({
    targetOriginId,
    allowedMethods,
    viewerProtocolPolicy: "allow-all",
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  });
  const custom = (originId: string) => ({
    originId,
    domainName: `${originId}.example.com`,
    customOriginConfig: { originReadTimeout: 0.2 },
  });
  const distribution = (more: Resource["inputs"] = {}) =>
    new Graph(
      [
        resource(distributionType, "site", {
          enabled: true,
          origins: [custom("first"), custom("second")],
          originGroups: [
            {
              originId: "both",
              failoverCriteria: { statusCodes: [500, 502, 503, 504] },
              members: [{ originId: "first" }, { originId: "second" }],
            },
          ],
          defaultCacheBehavior: behavior("both"),
          ...more,
        }),
      ],
      {},
    );
  const start = async (urls: Record<string, string | undefined>, graph = distribution()) => {
    const originUrl = (domain: string) => urls[domain.split(".")[0] as string];
    const edge = await startCloudFront({ graph, port: 0, originUrl, log: () => {} });
    open.push(edge);
    return async (path: string) => {
      const response = await fetch(`${edge.url}${path}`);
      return [response.status, await response.text()];
    };
  };

  it("asks the second origin for what the first fails at, and for nothing else", async () => {
    const first = await origin((response, url) => {
      response.statusCode = Number(url.slice(1));
      response.end("first");
    });
    const second = await origin((response) => response.end("second"));
    const get = await start({ first: first.url, second: second.url });
    for (const status of [500, 502, 503, 504]) {
      expect(await get(`/${status}`)).to.deep.equal([200, "second"]);
    }
    for (const status of [200, 403, 404, 501]) {
      expect(await get(`/${status}`)).to.deep.equal([status, "first"]);
    }
    expect(second.asked).to.deep.equal(["/500", "/502", "/503", "/504"]);
  });

  it("asks the second origin when the first is gone, breaks off or never answers", async () => {
    const second = await origin((response) => response.end("second"));
    const broken = await origin((response) => response.destroy());
    const silent = await origin(() => {});
    for (const first of [undefined, "http://127.0.0.1:1", broken.url, silent.url]) {
      const get = await start({ first, second: second.url });
      expect(await get("/"), first).to.deep.equal([200, "second"]);
    }
  });

  it("gives the second origin's own answer when that fails too", async () => {
    const failing = (status: number) =>
      origin((response) => {
        response.statusCode = status;
        response.end(String(status));
      });
    const [first, second] = await Promise.all([failing(500), failing(503)]);
    const get = await start({ first: first.url, second: second.url });
    expect(await get("/")).to.deep.equal([503, "503"]);
    expect(second.asked).to.have.length(1);
  });

  it("refuses to send writes to a group, as CloudFront does", async () => {
    const every = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
    const graph = distribution({ defaultCacheBehavior: behavior("both", every) });
    let message = "";
    await start({}, graph).catch((error) => {
      message = error.message;
    });
    expect(message).to.equal("The behaviour * sends writes to an origin group.");
  });
});
