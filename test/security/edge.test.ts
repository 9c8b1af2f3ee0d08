import { request } from "node:http";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { expect } from "chai";
import * as fc from "fast-check";
import { business } from "../../business";
import { readerDocument } from "../../contract/openapi/reader/document";
import * as routes from "../../contract/operations";
import type { Operation } from "../../contract/operations/operation";
import { eventOf, knownId } from "../support/generated-events";
import {
  call,
  noThrottle,
  openDay,
  openTestStage,
  ownLink,
  type TestStage,
  visitorRequest,
} from "../support/stage";

const friend = "https://friend.example";
const review = { name: "Awa", email: "awa@example.com", rating: 5, message: "Good." };
const rows = Object.entries<Operation>(routes);

/** Generated requests over HTTP; a fifth is enough of reads that take nothing. */
const requestsEach = (row: Operation) => {
  // A block that is let through holds up to hundreds of days.
  if (row.path.startsWith("/admin/blocks")) return 12;
  return row.body || row.query ? 65 : 30;
};
const seed = 20_261_121;

describe("the API behind the edge", function () {
  this.timeout(240_000);
  let site: TestStage;
  let admin: Record<string, string>;

  before(async () => {
    site = await openTestStage({
      ...noThrottle,
      "shopfront:corsOrigins": JSON.stringify([friend]),
    });
    admin = await site.adminHeaders();
  });
  after(() => site?.close());

  const expectRefusal = (reply: { status: number; text: string }, ...statuses: number[]) => {
    expect(reply.status, reply.text).to.be.oneOf(statuses);
    const { code, error, fields, ...rest } = JSON.parse(reply.text);
    expect(error).to.match(/^[A-Z].{5,}/);
    if (fields) expect(fields).to.be.an("object");
    expect(code).to.match(/^[a-z_.-]{4,40}$/);
    expect(rest).to.deep.equal({});
    expect(reply.text).not.to.match(/dynamo|lambda|arn:|valibot|node_modules|\.ts:|at \w+ \(/i);
  };

  describe("consumption", () => {
    it("never reads a body over 16 KB, announced or not", async () => {
      const text = JSON.stringify({ ...review, message: "x".repeat(17_000) });
      expectRefusal(await site.api("POST", "/feedback", { text }), 413);
      const chunked = await new Promise<{ status: number; text: string }>((resolve, reject) => {
        const url = `${site.stage.siteUrl}/api/feedback`;
        const headers = { "Content-Type": "application/json", "Transfer-Encoding": "chunked" };
        const sent = request(url, { method: "POST", headers }, (reply) => {
          let answer = "";
          reply.on("data", (part) => {
            answer += part;
          });
          reply.on("end", () => resolve({ status: reply.statusCode ?? 0, text: answer }));
        });
        sent.on("error", reject);
        sent.end(text);
      });
      expectRefusal(chunked, 400, 413);
      expect(await site.scan("data-feedback")).to.deep.equal([]);
    });

    it("never stumbles over deep, wide or endless input", async () => {
      const deep = `${"[".repeat(8_000)}${"]".repeat(8_000)}`;
      const wide = JSON.stringify(Object.fromEntries([...Array(1_500).keys()].map((k) => [k, 1])));
      const list = JSON.stringify(visitorRequest({ service: Array(900).fill("cornrows") }));
      for (const text of [deep, `{"name":${deep}}`.slice(0, 16_000), wide, list]) {
        for (const type of ["application/json", "text/plain"]) {
          const headers = { "Content-Type": type };
          expectRefusal(await site.api("POST", "/booking", { text, headers }), 400);
        }
      }
      const many = [...Array(300).keys()].map((k) => `p${k}=1`).join("&");
      expectRefusal(await site.api("GET", `/availability?date=${openDay()}&${many}`), 400, 200);
      for (const limit of ["101", "1000", "99999", "-1", "0", "1e9", "Infinity", "10.5", " 10"]) {
        const search = new URLSearchParams({ limit });
        expectRefusal(await site.api("GET", `/feedback?${search}`), 400);
      }
    });
  });

  describe("addresses and headers of the visitor", () => {
    it("never decide what a link in a mail points to", async () => {
      const liar = "https://evil.example";
      const headers = {
        "X-Site-Origin": liar,
        "X-Forwarded-Host": "evil.example",
        Forwarded: "host=evil",
        Origin: liar,
        Referer: `${liar}/`,
        "X-Original-Host": "evil.example",
      };
      const body = visitorRequest({ email: "link@example.com" });
      const { status, json } = await site.api("POST", "/booking", { body, headers });
      expect(status).to.equal(201);
      expect(json.manageUrl).to.match(new RegExp(`^${site.stage.siteUrl}/manage#`));
      const { text, html } = await site.mail(({ to }) => to.includes("link@example.com"));
      expect(text + html)
        .to.include(site.stage.siteUrl)
        .and.not.to.include("evil");
    });

    it("never make one visitor count as many", async () => {
      const count = async (headers: Record<string, string>) =>
        (await site.api("POST", "/count", { body: {}, headers })).json.count;
      const first = await count({});
      for (const address of ["203.0.113.7", "203.0.113.8", "2001:db8::1"]) {
        const claims = { "X-Viewer-Address": address, "X-Forwarded-For": address };
        expect(await count({ ...claims, "CloudFront-Viewer-Address": address })).to.equal(first);
      }
    });

    it("never make the API fetch what a field names", async () => {
      let asked = 0;
      const { createServer } = await import("node:http");
      const target = createServer((_, reply) => {
        asked++;
        reply.end();
      });
      await new Promise<void>((resume) => target.listen(0, "127.0.0.1", resume));
      const url = `http://127.0.0.1:${(target.address() as { port: number }).port}/`;
      try {
        const date = openDay(1);
        await site.api("POST", "/booking", {
          body: visitorRequest({ note: url, email: "fetch@example.com", date }),
        });
        await site.api("POST", "/feedback", { body: { ...review, name: url, message: url } });
        const name = { en: url, fr: url };
        const goods = { name, category: "accessories", price: 1, stock: 1, active: true };
        await site.api("POST", "/products", { body: goods, headers: admin });
        await site.api("GET", `/products?cursor=${encodeURIComponent(url)}`);
        // The mail about the booking is the last thing that comes of it.
        await site.mail(({ to }) => to.includes("fetch@example.com"));
        expect(asked).to.equal(0);
      } finally {
        target.close();
      }
    });
  });

  describe("configuration", () => {
    it("every answer carries the security headers, errors and preflights too", async () => {
      const preflight = { headers: { Origin: friend, "Access-Control-Request-Method": "POST" } };
      const replies = await Promise.all([
        site.api("GET", "/products"),
        site.api("GET", "/nothing"),
        site.api("POST", "/booking", { text: "{" }),
        site.api("GET", "/users"),
        site.api("OPTIONS", "/booking", preflight),
      ]);
      for (const { headers } of replies) {
        expect(headers.get("content-security-policy")).to.equal(
          "default-src 'none'; frame-ancestors 'none'",
        );
        expect(headers.get("x-content-type-options")).to.equal("nosniff");
        expect(headers.get("x-frame-options")).to.equal("DENY");
        expect(headers.get("referrer-policy")).to.equal("strict-origin-when-cross-origin");
        for (const name of ["server", "x-powered-by", "set-cookie"]) {
          expect(headers.get(name) ?? "", name).not.to.match(/node|express|lambda|=/i);
        }
      }
    });

    it("no origin but the listed one is let in, and none with cookies", async () => {
      const allowed = async (origin: string, method: string) => {
        const headers = { Origin: origin, "Access-Control-Request-Method": "POST" };
        const reply = await site.api(method, "/count", { headers });
        expect(reply.headers.get("access-control-allow-credentials")).to.equal(null);
        return reply.headers.get("access-control-allow-origin");
      };
      for (const method of ["OPTIONS", "GET"]) {
        expect(await allowed(friend, method)).to.equal(friend);
        const strangers = [
          "https://evil.example",
          "null",
          `${friend}.evil.example`,
          "http://friend.example",
        ];
        for (const origin of strangers)
          expect(await allowed(origin, method), origin).to.equal(null);
      }
    });

    it("an error never has another shape, whoever answers it", async () => {
      const send = (method: string, path: string, options = {}) => site.api(method, path, options);
      const typed = (type: string, text: string) =>
        send("POST", "/feedback", { text, headers: { "Content-Type": type } });
      expectRefusal(await send("GET", "/nothing/here"), 404);
      expectRefusal(await send("DELETE", "/booking"), 403, 404, 405);
      expectRefusal(await send("PATCH", "/users", { body: {} }), 403, 404, 405);
      expectRefusal(await send("GET", "/availability"), 400);
      expectRefusal(await typed("application/json", "{"), 400);
      expectRefusal(await typed("application/x-www-form-urlencoded", "name=Awa&rating=5"), 400);
      expectRefusal(
        await typed("application/xml", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///'>]>"),
        400,
      );
      expectRefusal(await typed("application/json; charset=utf-16", "{}"), 400);
      expectRefusal(await send("GET", "/users"), 401);
      expectRefusal(await call(`${site.stage.apiUrl}/count`, "POST", { body: {} }), 403);
    });
  });

  describe("inventory", () => {
    it("what is deployed, documented, served and listed is the same", async () => {
      const methods = (document: { paths: Record<string, object> }) =>
        Object.entries(document.paths).flatMap(([path, operations]) =>
          Object.keys(operations)
            .filter((method) => method !== "options")
            .map((method) => `${method.toUpperCase()} ${path}`),
        );
      const listed = rows.map(([, { method, path }]) => `${method} ${path}`);
      const { inputs } = site.stage.graph.only("aws:apigateway/restApi:RestApi");
      const served = await call(`${site.stage.siteUrl}/openapi.json`, "GET");
      // Each GET is answered to HEAD as well.
      const deployed = listed.flatMap((route) =>
        route.startsWith("GET ") ? [route, route.replace("GET", "HEAD")] : [route],
      );
      expect(methods(JSON.parse(inputs.body))).to.have.members(deployed);
      expect(methods(served.json)).to.have.members(listed);
      const { paths } = JSON.parse(JSON.stringify(readerDocument(business, routes, "/api")));
      expect(served.json.paths).to.deep.equal(paths);
      const permitted = site.stage.graph
        .ofType("aws:lambda/permission:Permission")
        .map(({ inputs: { sourceArn } }) =>
          /\/[^/]+\/(GET|HEAD|POST|PUT|DELETE)(\/.*)$/.exec(sourceArn),
        )
        .flatMap((match) => (match ? [`${match[1]} ${match[2]}`] : []));
      const stars = (route: string) => route.replace(/\{\w+\}/g, "*");
      expect(permitted).to.have.members(deployed.map(stars));
    });

    it("nothing else answers", async () => {
      const known = new Set(rows.map(([, { method, path }]) => `${method} ${path}`));
      const paths = [...new Set(rows.map(([, { path }]) => path))].filter(
        (path) => !path.includes("{"),
      );
      for (const path of [
        ...paths,
        "/",
        "/admin",
        "/debug",
        "/v1/booking",
        "/.env",
        "/openapi.json",
      ]) {
        for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
          if (known.has(`${method} ${path}`)) continue;
          const reply = await site.api(method, path, {
            ...(method !== "GET" && { body: {} }),
            headers: admin,
          });
          expectRefusal(reply, 403, 404, 405);
        }
      }
    });
  });

  describe("generated requests", () => {
    it("never make a 5xx, and nothing of a refused one is kept", async () => {
      const booked = await site.api("POST", "/booking", {
        body: visitorRequest({ date: openDay(2) }),
      });
      const link = ownLink(booked.json.manageUrl);
      const kept = ["bookings", "users", "products", "feedback"];
      const sizes = async () =>
        Promise.all(
          kept.map(async (table) => (await site.scan(`data-${table}`)).filter(isWhole).length),
        );
      // The e-mail of a user or of a review has an item of its own, which is nobody's reply.
      const isWhole = (item: Record<string, unknown>) => !("owner" in item || "review" in item);
      const before = await sizes();
      const made: Record<string, number> = {
        "/booking": 0,
        "/users": 0,
        "/products": 0,
        "/feedback": 0,
      };
      const counts = { requests: 0, accepted: 0, refused: 0 };
      const failures: string[] = [];

      const sendAll = async (row: Operation) => {
        // One after the other: what comes at once starts another environment of the function.
        for (const event of fc.sample(eventOf(row), { numRuns: requestsEach(row), seed })) {
          const { path, text: body, headers } = requestOf(row, event, link.bookingId);
          if (headers["X-Manage-Token"] === "secret-token") Object.assign(headers, link.headers);
          if (event.requestContext.authorizer) Object.assign(headers, admin);
          // CloudFront takes no longer address.
          if (path.length > 8_000) continue;
          const { status, text } = await site.api(row.method, path, { text: body, headers });
          counts.requests++;
          if (status >= 400) counts.refused++;
          else counts.accepted++;
          if (status >= 500) failures.push(`${row.method} ${path} ${status} ${text}`);
          if (status === 201) made[row.path] = (made[row.path] ?? 0) + 1;
        }
      };
      const queue = rows.map(([, row]) => row).filter(({ method }) => method !== "DELETE");
      const work = async () => {
        for (let row = queue.pop(); row; row = queue.pop()) await sendAll(row);
      };
      await Promise.all(Array.from({ length: 4 }, work));
      expect(failures).to.deep.equal([]);
      const after = await sizes();
      // The same Idempotency-Key answers the same booking, so fewer may be kept than were answered.
      const [bookings = 0, ...others] = after.map((size, index) => size - (before[index] ?? 0));
      expect(bookings).to.be.at.most(made["/booking"] ?? 0);
      expect(others).to.deep.equal([made["/users"], made["/products"], made["/feedback"]]);
      expect(counts.requests).to.be.greaterThan(1_400);
      expect(counts.accepted).to.be.greaterThan(counts.requests / 10);
      console.info(
        `      ${counts.requests} requests over HTTP, ${counts.accepted} accepted, ${counts.refused} refused, 0 answered 5xx`,
      );
    });
  });
});

/** A generated event as somebody would send it; known ids are the ones of a real booking. */
function requestOf(row: Operation, event: APIGatewayProxyEvent, bookingId: string) {
  const path = row.path.replace(/\{(\w+)\}/g, (_, name) => {
    const id = event.pathParameters?.[name] || knownId(1);
    // Half of a surrogate pair has no place in an address.
    const text = Buffer.from(id).toString();
    return text.startsWith(knownId(1).slice(0, -1)) ? bookingId : encodeURIComponent(text);
  });
  const query = Object.entries(event.queryStringParameters ?? {}) as [string, string][];
  const headers = Object.entries(event.headers ?? {}) as [string, string][];
  return {
    path: `${path}?${new URLSearchParams(query)}`,
    text: row.method === "GET" ? undefined : (event.body ?? undefined),
    headers: Object.fromEntries(headers.filter(([, value]) => /^[\x21-\x7e]+$/.test(value))),
  };
}
