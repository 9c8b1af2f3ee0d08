import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { decodeJwt, importJWK, SignJWT } from "jose";
import { withoutMessages } from "../support/bookings";
import { type Operations, operationsOf } from "../support/operations";
import {
  call,
  noThrottle,
  openDay,
  openTestStage,
  type Reply,
  type TestStage,
  visitorRequest,
} from "../support/stage";

const nobodys = "00000000-0000-4000-8000-000000000000";

describe("what belongs to somebody", function () {
  this.timeout(60_000);
  let site: TestStage;
  let admin: Record<string, string>;
  let on: Operations;

  before(async () => {
    site = await openTestStage(noThrottle);
    on = await operationsOf(site);
    admin = on.admin;
  });
  after(() => site?.close());

  const book = () => on.booking();
  /** The bookings but for their messages, which are on their way meanwhile. */
  const bookings = async () => (await site.bookings()).map(withoutMessages);
  const stored = async (bookingId: string) =>
    (await bookings()).find((one) => one.bookingId === bookingId);

  describe("objects", () => {
    const uses: readonly [string, string, object?][] = [
      ["GET", ""],
      ["GET", "/calendar.ics"],
      ["POST", "/cancel", {}],
      ["POST", "/reschedule", { date: openDay(15), time: "10:00" }],
    ];
    for (const [method, tail, body] of uses) {
      it(`${method} /booking/{bookingId}${tail} never opens a booking with the link of another`, async () => {
        const [mine, theirs] = [await book(), await book()];
        const before = await stored(theirs.bookingId);
        const ask = (id: string) =>
          site.api(method, `/booking/${id}${tail}`, { body, headers: mine.headers });
        const foreign = await ask(theirs.bookingId);
        expect(foreign.status).to.equal(403);
        expect(foreign.json).to.have.all.keys("code", "error");
        // One that does not exist answers the same, so ids can't be told apart by asking.
        const others = [nobodys, "1", "slots%23x", `${theirs.bookingId}%00`, "x".repeat(3_000)];
        for (const id of others) {
          const { status, text } = await ask(id);
          expect({ status, text }, id).to.deep.equal({ status: 403, text: foreign.text });
        }
        expect(await stored(theirs.bookingId)).to.deep.equal(before);
      });
    }

    it("a booking's link never counts in the address, the body or a cookie", async () => {
      const { bookingId, headers } = await book();
      const token = headers["X-Manage-Token"] ?? "";
      const asked = await Promise.all([
        site.api("GET", `/booking/${bookingId}?token=${token}&X-Manage-Token=${token}`),
        site.api("GET", `/booking/${bookingId}`, {
          headers: { Cookie: `X-Manage-Token=${token}` },
        }),
        site.api("GET", `/booking/${bookingId}`, { headers: { Authorization: `Bearer ${token}` } }),
      ]);
      expect(asked.map(({ status }) => status)).to.deep.equal([401, 401, 401]);
    });

    it("a booking's link never verifies a review of another booking", async () => {
      const [mine, theirs] = [await book(), await book()];
      const review = { name: "Awa", email: "awa@example.com", rating: 5, message: "Good." };
      const bookingToken = `${theirs.bookingId}.${mine.headers["X-Manage-Token"]}`;
      const reply = await site.api("POST", "/feedback", { body: { ...review, bookingToken } });
      expect(reply.status).to.equal(400);
      expect(reply.json.fields).to.have.all.keys("bookingToken");
      expect(await site.scan("data-feedback")).to.deep.equal([]);
    });

    it("the items that hold an e-mail for a user can't be read, replaced or deleted as users", async () => {
      const body = { name: "Awa", email: "held@example.com" };
      await site.api("POST", "/users", { body, headers: admin });
      const items = await site.scan<{ userId: string }>("data-users");
      const claim = items.find(({ userId }) => userId.startsWith("email#"));
      const path = `/users/${encodeURIComponent(claim?.userId ?? "")}`;
      for (const [method, sent] of [["GET"], ["PUT", body], ["DELETE"]] as const) {
        const { status } = await site.api(method, path, { body: sent, headers: admin });
        expect(status, method).to.equal(404);
      }
      expect(await site.scan("data-users")).to.have.deep.members(items);
    });
  });

  describe("tokens", () => {
    /** A token that the pool itself signed, with other claims than it would ever write. */
    async function signedByThePool(changes: Record<string, unknown>): Promise<string> {
      const { id } = site.stage.graph.only("aws:cognito/userPool:UserPool");
      const file = join(site.stage.dataFolder, "cognito", id, "key.json");
      const jwk = JSON.parse(readFileSync(file, "utf8"));
      const claims = { ...decodeJwt(admin.Authorization ?? ""), ...changes };
      return new SignJWT(JSON.parse(JSON.stringify(claims)))
        .setProtectedHeader({ alg: "RS256", kid: jwk.kid })
        .sign(await importJWK(jwk, "RS256"));
    }
    const seconds = Math.floor(Date.now() / 1000);
    const wrong: Record<string, Record<string, unknown>> = {
      "that is not yet valid": { nbf: seconds + 3_600 },
      "that never expires": { exp: undefined },
      "that expired a minute ago": { exp: seconds - 60 },
      "of another issuer": { iss: "https://cognito-idp.ca-central-1.amazonaws.com/ca-central-1_X" },
      "without an issuer": { iss: undefined },
      "for another use": { token_use: "access" },
      "for no use": { token_use: undefined },
      "of nobody": { sub: undefined },
    };
    for (const [which, changes] of Object.entries(wrong)) {
      it(`a token ${which} is never let in`, async () => {
        const headers = { Authorization: await signedByThePool(changes) };
        const reply = await site.api("GET", "/users", { headers });
        expect(reply.status).to.equal(401);
        expect(reply.json).to.have.all.keys("code", "error");
      });
    }

    it("a token whose groups only look like the admins' is never let in", async () => {
      expect(
        (await site.api("GET", "/users", { headers: { Authorization: await signedByThePool({}) } }))
          .status,
      ).to.equal(200);
      for (const groups of [
        ["Admins"],
        ["admins2"],
        ["not-admins"],
        "admin",
        { admins: true },
        [],
      ]) {
        const Authorization = await signedByThePool({ "cognito:groups": groups });
        const { status } = await site.api("GET", "/users", { headers: { Authorization } });
        expect(status, JSON.stringify(groups)).to.equal(403);
      }
    });

    it("headers and addresses that claim a role never give one", async () => {
      const headers = { "X-Admin": "true", "X-Groups": "admins", "X-Original-Url": "/products" };
      expect((await site.api("GET", "/users?admin=true", { headers })).status).to.equal(401);
      const overridden = await site.api("GET", "/products", {
        headers: { "X-Http-Method-Override": "DELETE", "X-Original-Url": "/api/users" },
      });
      expect(overridden.json).to.have.property("products");
      for (const path of ["/%75sers", "/users/", "//users", "/products/../users", "/USERS"]) {
        const { status } = await site.api("GET", path);
        expect(status, path).to.be.oneOf([401, 403, 404]);
      }
    });
  });

  describe("properties", () => {
    const chosen = {
      status: "confirmed",
      bookingId: nobodys,
      customerId: "c-1",
      price: 1,
      priceMinor: 1,
      endsAt: "2030-01-01T00:00:00Z",
      startsAt: "2030-01-01T00:00:00Z",
      buckets: [],
      version: 9,
      createdAt: "2020-01-01T00:00:00Z",
      updatedAt: "2020-01-01T00:00:00Z",
      created_at: "2020-01-01T00:00:00Z",
      product_id: nobodys,
      userId: nobodys,
      kind: "user",
      sentiment: "positive",
      verified: true,
      feedbackId: nobodys,
      lexicon: "mine",
      manageToken: "mine",
      siteOrigin: "https://evil.example",
      history: [],
      mail: {},
      expiresAt: 1,
      owner: "me",
      role: "admin",
      isAdmin: true,
      sequence: 7,
      durationMinutes: 1,
    };
    const person = { name: "Awa", email: "awa@example.com" };
    const goods = {
      name: { en: "Comb", fr: "Peigne" },
      category: "accessories",
      price: 1500,
      stock: 3,
      active: true,
    };
    const takers: Record<string, { body: object; admin?: true }> = {
      "POST /booking": { body: visitorRequest({ date: openDay(16) }) },
      "POST /feedback": { body: { ...person, rating: 5, message: "Good." } },
      "POST /count": { body: {} },
      "POST /users": { body: person, admin: true },
      [`PUT /users/${nobodys}`]: { body: person, admin: true },
      "POST /products": { body: goods, admin: true },
      [`PUT /products/${nobodys}`]: { body: { ...goods, version: 1 }, admin: true },
      [`POST /booking/${nobodys}/cancel`]: { body: {} },
      [`POST /booking/${nobodys}/reschedule`]: { body: { date: openDay(16), time: "10:00" } },
      [`POST /admin/bookings/${nobodys}/confirm`]: { body: {}, admin: true },
    };
    for (const [taker, { body, admin: asAdmin }] of Object.entries(takers)) {
      it(`${taker.replace(nobodys, "{id}")} never takes what only the site decides`, async () => {
        const [method = "", path = ""] = taker.split(" ");
        const tables = ["users", "products", "feedback", "slots"];
        const all = async () =>
          Promise.all([bookings(), ...tables.map((table) => site.scan(`data-${table}`))]);
        const before = await all();
        for (const [name, value] of Object.entries(chosen)) {
          // A product's end is the owner's to choose.
          if (name in body || (name === "expiresAt" && "stock" in body)) continue;
          // Of another type, so that no model looks at it and the function itself must refuse.
          for (const type of ["application/json", "text/plain"]) {
            const headers = { ...(asAdmin && admin), "Content-Type": type };
            const reply: Reply = await site.api(method, path, {
              body: { ...body, [name]: value },
              headers,
            });
            expect(reply.status, `${name} as ${type}: ${reply.text}`).to.equal(400);
          }
        }
        expect(await all()).to.deep.equal(before);
      });
    }

    it("never shows an e-mail, an IP address or a secret to the public", async () => {
      const email = "private@example.com";
      const body = { name: "Awa", email, rating: 5, message: "Very gentle." };
      await site.api("POST", "/feedback", { body });
      await site.api("POST", "/products", { body: goods, headers: admin });
      const { bookingId } = await book();
      const secret = (await stored(bookingId))?.manageToken ?? "";
      const date = openDay();
      const replies = await Promise.all(
        [
          "/feedback",
          "/analytics",
          "/products",
          "/count",
          "/health",
          `/availability?date=${date}`,
        ].map((path) => site.api("GET", path)),
      );
      for (const { status, text } of replies) {
        expect(status).to.equal(200);
        for (const hidden of [email, secret, bookingId, "127.0.0.1", "kind", "recent-index"]) {
          expect(text).not.to.include(hidden);
        }
      }
      const own = await site.api("GET", "/admin/bookings", { headers: admin });
      expect(own.text).to.include(bookingId).and.not.to.include(secret);
    });
  });

  describe("flows", () => {
    it("a cancelled booking can't be moved, confirmed or completed, and keeps no time", async () => {
      const { bookingId, headers } = await book();
      const path = `/booking/${bookingId}`;
      expect((await site.api("POST", `${path}/cancel`, { body: {}, headers })).status).to.equal(
        200,
      );
      const to = { date: openDay(17), time: "10:00" };
      const moved = await site.api("POST", `${path}/reschedule`, { body: to, headers });
      expect(moved.status).to.equal(409);
      for (const action of ["confirm", "complete", "no-show", "reject", "cancel"]) {
        const to = `/admin/bookings/${bookingId}/${action}`;
        expect((await site.api("POST", to, { body: {}, headers: admin })).status).to.equal(409);
      }
      const slots = await site.scan("data-slots");
      expect(JSON.stringify(slots)).not.to.include(bookingId);
    });

    it("pressing send twice at once books once, and a key never answers for another body", async () => {
      const date = openDay(18);
      const headers = { "Idempotency-Key": "pressed-twice-1" };
      const request = visitorRequest({ date });
      const send = (changes = {}) =>
        site.api("POST", "/booking", { body: { ...request, ...changes }, headers });
      const replies = await Promise.all([send(), send(), send(), send()]);
      expect(new Set(replies.map(({ text }) => text))).to.have.lengthOf(1);
      expect(replies.map(({ status }) => status)).to.deep.equal([201, 201, 201, 201]);
      const other = await send({ name: "Somebody else" });
      expect(other.status).to.equal(409);
      expect(other.text).not.to.include("manage#");
      const booked = (await site.bookings()).filter((one) => one.appointmentDate === date);
      expect(booked).to.have.lengthOf(1);
    });

    it("a write never passes without the edge's key, with a wrong one, or with one in the address", async () => {
      const { bookingId, headers: own } = await book();
      const writes: readonly [string, object][] = [
        ["/booking", visitorRequest({ date: openDay(19) })],
        ["/feedback", { name: "Awa", email: "a@example.com", rating: 5, message: "Good." }],
        ["/count", {}],
        [`/booking/${bookingId}/cancel`, {}],
        [`/booking/${bookingId}/reschedule`, { date: openDay(19), time: "10:00" }],
      ];
      const before = await bookings();
      for (const [path, body] of writes) {
        for (const key of [undefined, "", "x".repeat(40)]) {
          const headers = { ...own, ...(key !== undefined && { "x-api-key": key }) };
          const url = `${site.stage.apiUrl}${path}?x-api-key=${key}`;
          const { status, json } = await call(url, "POST", { body, headers });
          expect(status, `${path} with ${key}`).to.equal(403);
          expect(json).to.have.all.keys("code", "error");
        }
      }
      expect(await bookings()).to.deep.equal(before);
    });
  });
});
