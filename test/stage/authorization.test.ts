import { expect } from "chai";
import * as v from "valibot";
import { business } from "../../business";
import * as routes from "../../contract/operations";
import type { Operation } from "../../contract/operations/operation";
import {
  call,
  noThrottle,
  openDay,
  openTestStage,
  ownLink,
  type TestStage,
  visitorRequest,
} from "../support/stage";
import {
  signedByAnother,
  signedWithPublicKey,
  tampered,
  tokenOfAnotherPool,
  unsigned,
} from "../support/tokens";

/** "in": the operation itself answers, whatever it says. */
type Outcome = "in" | 401 | 403;

/** A caller: with what, and whether through the site, which adds the edge key. */
interface Caller {
  readonly headers: Record<string, string>;
  readonly direct?: boolean;
}

/** Each caller with what becomes of it, by who may call; `read` is a GET with a booking's token. */
const matrix: Record<string, Record<"public" | "edge" | "read" | "write" | "admin", Outcome>> = {
  "nobody, past the site": { public: "in", edge: 403, read: 401, write: 403, admin: 401 },
  "nobody, with a guessed edge key": { public: "in", edge: 403, read: 401, write: 403, admin: 401 },
  "an admin, past the site": { public: "in", edge: 403, read: 401, write: 403, admin: "in" },
  "nobody, through the site": { public: "in", edge: "in", read: 401, write: 401, admin: 401 },
  "somebody signed in who is no admin": {
    public: "in",
    edge: "in",
    read: 401,
    write: 401,
    admin: 403,
  },
  "an admin": { public: "in", edge: "in", read: 401, write: 401, admin: "in" },
  "an admin, with Bearer": { public: "in", edge: "in", read: 401, write: 401, admin: "in" },
  "an admin's access token": { public: "in", edge: "in", read: 401, write: 401, admin: 401 },
  "an expired token": { public: "in", edge: "in", read: 401, write: 401, admin: 401 },
  "a token of another pool": { public: "in", edge: "in", read: 401, write: 401, admin: 401 },
  "a token signed by a forger": { public: "in", edge: "in", read: 401, write: 401, admin: 401 },
  "a token with alg none": { public: "in", edge: "in", read: 401, write: 401, admin: 401 },
  "a token signed with the public key": {
    public: "in",
    edge: "in",
    read: 401,
    write: 401,
    admin: 401,
  },
  "a token whose groups were changed": {
    public: "in",
    edge: "in",
    read: 401,
    write: 401,
    admin: 401,
  },
  "a wrong manage token": { public: "in", edge: "in", read: 403, write: 403, admin: 401 },
  "a booking's own token, past the site": {
    public: "in",
    edge: 403,
    read: "in",
    write: 403,
    admin: 401,
  },
  "a booking's own token": { public: "in", edge: "in", read: "in", write: "in", admin: 401 },
};

const date = openDay(6);
const user = { name: "Awa Ngo", email: "awa@example.com" };
const product = {
  name: { en: "Comb", fr: "Peigne" },
  category: "accessories",
  price: 1500,
  stock: 3,
  active: true,
};

/** What each operation is sent, so that nothing but the caller can be wrong. */
interface Right {
  readonly body?: unknown;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
}
const sent: Record<string, Right> = {
  getAvailability: { query: { date } },
  createBooking: { body: visitorRequest({ date }) },
  findBooking: { headers: { "Idempotency-Key": "00000000-0000-4000-8000-000000000000" } },
  sendBookingLinks: { body: { email: "nobody@example.com" } },
  getOwnAvailability: { query: { date } },
  rescheduleBooking: { body: { date, time: "14:00" } },
  createBlock: {
    body: { from: date, to: date, fromTime: "05:00", toTime: "05:05", reason: "off" },
  },
  removeBookings: { body: { email: "nobody@example.com" } },
  replaceBusiness: { body: { version: 1_000, business: { ...business } } },
  createPictureUpload: { body: { type: "image/png", bytes: 100 } },
  createProduct: { body: product },
  replaceProduct: { body: { ...product, version: 1 } },
  createFeedback: { body: { ...user, rating: 5, message: "Very kind." } },
  showFeedback: { body: { version: 1 } },
  hideFeedback: { body: { version: 1 } },
  answerFeedback: { body: { version: 1 } },
  removeFeedback: { query: { version: "1" } },
  eraseFeedback: { query: { email: "nobody@example.com" } },
  createUser: { body: user },
  replaceUser: { body: user },
};

const columnOf = ({ access, method }: Operation) =>
  access !== "manage" ? access : method === "GET" ? "read" : "write";

describe("who may call what", function () {
  this.timeout(60_000);
  let site: TestStage;
  let bookingId = "";
  let callers: Record<string, Caller>;

  before(async () => {
    site = await openTestStage(noThrottle);
    const { cognito, graph } = site.stage;
    const booked = await site.api("POST", "/booking", { body: visitorRequest({ time: "09:00" }) });
    const link = ownLink(booked.json.manageUrl);
    bookingId = link.bookingId;
    const { email } = await cognito.addUser("visitor@example.com");
    const visitor = await cognito.idToken(email);
    const { Authorization: admin = "" } = await site.adminHeaders();
    const pool = graph.only("aws:cognito/userPool:UserPool").id;
    const jwks = `${cognito.url}/${pool}/.well-known/jwks.json`;
    const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000);
    const expired = await cognito.idToken(site.admin.email, twoHoursAgo);
    const { AccessToken } = (await signIn(site.admin)).json.AuthenticationResult;
    const token = (Authorization: string) => ({ headers: { Authorization } });
    callers = {
      "nobody, past the site": { headers: {}, direct: true },
      "nobody, with a guessed edge key": { headers: { "x-api-key": "guess" }, direct: true },
      "an admin, past the site": { ...token(admin), direct: true },
      "nobody, through the site": { headers: {} },
      "somebody signed in who is no admin": token(visitor),
      "an admin": token(admin),
      "an admin, with Bearer": token(`Bearer ${admin}`),
      "an admin's access token": token(AccessToken),
      "an expired token": token(expired),
      "a token of another pool": token(await tokenOfAnotherPool()),
      "a token signed by a forger": token(await signedByAnother(admin)),
      "a token with alg none": token(unsigned(admin)),
      "a token signed with the public key": token(await signedWithPublicKey(admin, jwks)),
      "a token whose groups were changed": token(
        tampered(visitor, { "cognito:groups": ["admins"] }),
      ),
      "a wrong manage token": { headers: { "X-Manage-Token": "x".repeat(43) } },
      "a booking's own token, past the site": { headers: link.headers, direct: true },
      "a booking's own token": { headers: link.headers },
    };
  });
  after(() => site?.close());

  /** Signs in as the page does. */
  async function signIn({ email, password }: { email: string; password: string }) {
    const settings = await call(`${site.stage.siteUrl}/config.json`, "GET");
    return auth("InitiateAuth", {
      ClientId: settings.json.adminClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    });
  }

  function auth(action: string, body: object, url = `${site.stage.siteUrl}/auth`) {
    const target = `AWSCognitoIdentityProviderService.${action}`;
    const headers = { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target };
    return call(url, "POST", { body, headers });
  }

  for (const [name, row] of Object.entries<Operation>(routes)) {
    it(`${name} (${row.access}) lets in exactly whom it should`, async () => {
      const { body = row.body && {}, query = {}, headers: own = {} } = sent[name] ?? {};
      // A body or query of a new row that is not listed above would hide who was let in.
      if (row.body) expect(v.safeParse(row.body, body).success, "body").to.equal(true);
      if (row.query) expect(v.safeParse(row.query, query).success, "query").to.equal(true);
      const path = row.path.replace(/\{(\w+)\}/g, (_, parameter) =>
        parameter === "bookingId" ? bookingId : "00000000-0000-4000-8000-000000000000",
      );
      const search = new URLSearchParams(query);
      const wanted: Record<string, Outcome> = {};
      const found: Record<string, Outcome | string> = {};
      for (const [who, { headers, direct }] of Object.entries(callers)) {
        const base = direct ? site.stage.apiUrl : `${site.stage.siteUrl}/api`;
        const reply = await call(`${base}${path}?${search}`, row.method, {
          body,
          headers: { ...own, ...headers },
        });
        wanted[who] = matrix[who]?.[columnOf(row)] as Outcome;
        const refused = reply.status === 401 || reply.status === 403;
        const answered = reply.status < 500 && reply.status !== 429 && reply.status !== 400;
        found[who] = refused
          ? (reply.status as Outcome)
          : answered
            ? "in"
            : `${reply.status} ${reply.text}`;
      }
      expect(found).to.deep.equal(wanted);
      expect(Object.keys(found)).to.have.members(Object.keys(matrix));
    });
  }

  it("does nothing for who is refused", async () => {
    const users = (await site.scan("data-users")).length;
    for (const [who, { headers, direct }] of Object.entries(callers)) {
      if (matrix[who]?.admin === "in") continue;
      const base = direct ? site.stage.apiUrl : `${site.stage.siteUrl}/api`;
      const body = { ...user, email: "refused@example.com" };
      const { status, json } = await call(`${base}/users`, "POST", { body, headers });
      expect(status, who).to.be.oneOf([401, 403]);
      expect(json, who).to.have.all.keys("code", "error");
    }
    expect(await site.scan("data-users")).to.have.lengthOf(users);
  });

  it("signs the seeded admin in through the site, renews, and ends the session", async () => {
    const settings = await call(`${site.stage.siteUrl}/config.json`, "GET");
    expect(settings.status).to.equal(200);
    expect(settings.headers.get("content-type")).to.equal("application/json");
    expect(settings.json).to.have.all.keys("adminClientId");
    const ClientId = settings.json.adminClientId;

    const { status, headers, json } = await signIn(site.admin);
    expect(status).to.equal(200);
    expect(headers.get("cache-control")).to.equal("no-store");
    const { IdToken, RefreshToken, TokenType, ExpiresIn } = json.AuthenticationResult;
    expect({ TokenType, ExpiresIn }).to.deep.equal({ TokenType: "Bearer", ExpiresIn: 600 });
    const asAdmin = { headers: { Authorization: IdToken } };
    expect((await site.api("GET", "/admin/products", asAdmin)).status).to.equal(200);

    const renew = {
      ClientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    };
    const renewed = (await auth("InitiateAuth", renew)).json.AuthenticationResult;
    expect(renewed).not.to.have.property("RefreshToken");
    const again = { headers: { Authorization: renewed.IdToken } };
    expect((await site.api("GET", "/admin/products", again)).status).to.equal(200);
    expect((await auth("RevokeToken", { ClientId, Token: RefreshToken })).status).to.equal(200);
    const ended = await auth("InitiateAuth", renew);
    expect([ended.status, ended.json.__type]).to.deep.equal([400, "NotAuthorizedException"]);
  });

  it("says the same to a wrong password and to an unknown address", async () => {
    const wrong = await signIn({ ...site.admin, password: "Wrong-password-1" });
    const unknown = await signIn({ email: "nobody@example.com", password: "Wrong-password-1" });
    expect(wrong.status).to.equal(400);
    expect(wrong.json).to.deep.equal({
      __type: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    expect(unknown.json).to.deep.equal(wrong.json);
  });

  it("makes nobody through the site, and lets the owner invite somebody past it", async () => {
    const { cognito, graph } = site.stage;
    const UserPoolId = graph.only("aws:cognito/userPool:UserPool").id;
    const Username = "petra@example.com";
    const invitation = { UserPoolId, Username, TemporaryPassword: "Welcome-2026-x" };
    expect((await auth("AdminCreateUser", invitation)).status).to.equal(403);
    const unsignedCall = await auth("AdminCreateUser", invitation, cognito.url);
    expect(unsignedCall.json.__type).to.equal("MissingAuthenticationTokenException");

    const owner = async (action: string, body: object, key = site.stage.ownKey.accessKeyId) => {
      const { status } = await call(cognito.url, "POST", {
        body,
        headers: {
          "Content-Type": "application/x-amz-json-1.1",
          "X-Amz-Target": `AWSCognitoIdentityProviderService.${action}`,
          Authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/local/cognito-idp/aws4_request`,
        },
      });
      return status;
    };
    expect(await owner("AdminCreateUser", invitation, "somebody")).to.equal(400);
    expect(await owner("AdminCreateUser", invitation)).to.equal(200);
    expect(
      await owner("AdminAddUserToGroup", { UserPoolId, Username, GroupName: "admins" }),
    ).to.equal(200);
    const challenge = await signIn({ email: Username, password: "Welcome-2026-x" });
    expect(challenge.json.ChallengeName).to.equal("NEW_PASSWORD_REQUIRED");
    expect(challenge.json).not.to.have.property("AuthenticationResult");
    const settings = await call(`${site.stage.siteUrl}/config.json`, "GET");
    const answer = (NEW_PASSWORD: string) =>
      auth("RespondToAuthChallenge", {
        ClientId: settings.json.adminClientId,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session: challenge.json.Session,
        ChallengeResponses: { USERNAME: Username, NEW_PASSWORD },
      });
    expect((await answer("short")).json.__type).to.equal("InvalidPasswordException");
    const accepted = (await answer("Mine-alone-2026")).json.AuthenticationResult;
    const reply = await site.api("GET", "/admin/products", {
      headers: { Authorization: accepted.IdToken },
    });
    expect(reply.status).to.equal(200);
  });
});
