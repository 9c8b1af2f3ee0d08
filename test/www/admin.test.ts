import { expect } from "chai";
import type { BookingStatus } from "../../contract/schemas/bookings";
import { actionsFor } from "../../www/admin/bookings/actions";
import { signIn } from "../../www/admin/session/cognito";
import { freshToken, keepTokens } from "../../www/admin/session/session";
import { readView, writeView } from "../../www/admin/view";

const realFetch = globalThis.fetch;
const asked: { url: string; target: string; body: Record<string, unknown> }[] = [];

/** Answers for Cognito and for the stage's settings. */
function cognito(status: number, reply: object) {
  asked.length = 0;
  globalThis.fetch = (async (url: string, init: RequestInit = {}) => {
    if (url === "/config.json") return Response.json({ adminClientId: "client" });
    const target = new Headers(init.headers).get("X-Amz-Target") ?? "";
    asked.push({ url, target, body: JSON.parse(String(init.body)) });
    return Response.json(reply, { status });
  }) as typeof fetch;
}

describe("signing in to the owner's page", () => {
  const kept = new Map<string, string>();
  before(() => {
    Object.assign(globalThis, {
      sessionStorage: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => kept.set(key, value),
        removeItem: (key: string) => kept.delete(key),
      },
    });
  });
  afterEach(() => {
    globalThis.fetch = realFetch;
    kept.clear();
  });
  after(() => {
    Reflect.deleteProperty(globalThis, "sessionStorage");
  });

  it("asks Cognito through the site's own address, with the client that the stage names", async () => {
    cognito(200, { AuthenticationResult: { IdToken: "i", RefreshToken: "r", ExpiresIn: 60 } });
    const step = await signIn("petra@example.com", "secret");
    expect(step.kind).to.equal("signed-in");
    expect(asked).to.deep.equal([
      {
        url: "/auth",
        target: "AWSCognitoIdentityProviderService.InitiateAuth",
        body: {
          AuthFlow: "USER_PASSWORD_AUTH",
          ClientId: "client",
          AuthParameters: { USERNAME: "petra@example.com", PASSWORD: "secret" },
        },
      },
    ]);
  });

  for (const [type, problem] of [
    ["NotAuthorizedException", "wrong"],
    ["com.amazonaws#UserNotFoundException", "wrong"],
    ["PasswordResetRequiredException", "reset"],
    ["TooManyRequestsException", "many"],
    ["InternalErrorException", "failed"],
  ]) {
    it(`takes ${type} as "${problem}"`, async () => {
      cognito(400, { __type: type });
      expect(await signIn("a", "b")).to.deep.equal({ kind: "refused", problem });
    });
  }

  for (const [name, kind] of [
    ["NEW_PASSWORD_REQUIRED", "new-password"],
    ["SOFTWARE_TOKEN_MFA", "code"],
  ]) {
    it(`goes on with the challenge ${name}`, async () => {
      const ChallengeParameters = { USER_ID_FOR_SRP: "sub-1" };
      cognito(200, { ChallengeName: name, Session: "thread", ChallengeParameters });
      const step = await signIn("a", "b");
      expect(step).to.deep.equal({ kind, username: "sub-1", session: "thread" });
    });
  }

  it("refreshes once for several requests when the token is about to end", async () => {
    cognito(200, { AuthenticationResult: { IdToken: "new", ExpiresIn: 3600 } });
    const soon = Date.now() + 1_000;
    keepTokens({ idToken: "old", accessToken: "a", refreshToken: "r", expiresAt: soon });
    expect(await Promise.all([freshToken(), freshToken()])).to.deep.equal(["new", "new"]);
    expect(asked.map(({ body }) => body.AuthFlow)).to.deep.equal(["REFRESH_TOKEN_AUTH"]);
    expect([...kept.values()][0]).to.contain('"refreshToken":"r"');
    expect(await freshToken()).to.equal("new");
    expect(asked).to.have.length(1);
  });

  it("asks for a new sign-in when Cognito refuses to refresh, and not when it is out of reach", async () => {
    const past = { idToken: "old", accessToken: "a", refreshToken: "r", expiresAt: 1 };
    keepTokens(past);
    cognito(400, { __type: "NotAuthorizedException" });
    expect(await freshToken()).to.equal("ended");
    cognito(500, { __type: "InternalErrorException" });
    expect(await freshToken()).to.equal("offline");
    kept.clear();
    expect(await freshToken()).to.equal("ended");
  });
});

describe("the owner's actions on a booking", () => {
  const past = "2026-01-01T09:00:00Z";
  const coming = "2026-03-01T09:00:00Z";
  const now = new Date("2026-02-01T00:00:00Z");
  const offered = (status: BookingStatus, startsAt = past) => actionsFor({ status, startsAt }, now);

  it("are those that the status machine allows", () => {
    expect(offered("pending")).to.deep.equal(["confirm", "reject"]);
    expect(offered("confirmed")).to.deep.equal(["complete", "noShow", "cancel"]);
    for (const over of ["completed", "no_show", "cancelled", "rejected", "expired"] as const) {
      expect(offered(over), over).to.deep.equal([]);
    }
  });

  it("leave out how the visit went before it has begun", () => {
    expect(offered("confirmed", coming)).to.deep.equal(["cancel"]);
  });
});

describe("the place on the owner's page", () => {
  it("is the same after writing and reading, without empty filters", () => {
    const place = { tab: "bookings", filter: { email: "a+b@example.com", status: "" } } as const;
    expect(writeView(place)).to.equal("#bookings?email=a%2Bb%40example.com");
    expect(readView(writeView(place))).to.deep.equal({
      tab: "bookings",
      filter: { email: "a+b@example.com" },
    });
  });

  it("is the diary where the fragment names nothing that exists", () => {
    for (const hash of ["", "#", "#nowhere?x=1", "#app"]) {
      expect(readView(hash), hash).to.deep.equal({ tab: "bookings", filter: {} });
    }
  });
});
