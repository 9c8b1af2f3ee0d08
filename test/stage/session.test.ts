import { expect } from "chai";
import { openTestStage, type TestStage } from "../support/stage";

type Desk = typeof import("../../www/admin/session/cognito") &
  typeof import("../../www/admin/session/session");

/** The desk's modules once more: they remember the client of the first stage that they meet. */
function openDesk(): Desk {
  const paths = ["cognito-api", "cognito", "session"].map((name) =>
    require.resolve(`../../www/admin/session/${name}`),
  );
  const known = paths.map((path) => [path, require.cache[path]] as const);
  for (const path of paths) delete require.cache[path];
  const desk = Object.assign({}, ...paths.map((path) => require(path))) as Desk;
  for (const [path, module] of known) {
    delete require.cache[path];
    if (module) require.cache[path] = module;
  }
  return desk;
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe("a session of the desk", function () {
  this.timeout(60_000);
  let site: TestStage;
  const { freshToken, keepTokens, readTokens, refresh, revoke, signIn } = openDesk();
  const kept = new Map<string, string>();
  const realFetch = globalThis.fetch;

  before(async () => {
    site = await openTestStage();
    // What a browser has: addresses without a host, and a store of the tab.
    globalThis.fetch = (input, init) =>
      realFetch(
        typeof input === "string" && input.startsWith("/") ? site.stage.siteUrl + input : input,
        init,
      );
    Object.assign(globalThis, {
      sessionStorage: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => kept.set(key, value),
        removeItem: (key: string) => kept.delete(key),
      },
    });
    const step = await signIn(site.admin.email, site.admin.password);
    if (step.kind !== "signed-in") throw new Error(step.kind);
    keepTokens(step.tokens);
  });
  after(async () => {
    globalThis.fetch = realFetch;
    Reflect.deleteProperty(globalThis, "sessionStorage");
    await site?.close();
  });

  const statusWith = async (Authorization: string) =>
    (await site.api("GET", "/admin/products", { headers: { Authorization } })).status;
  const tokens = () => {
    const found = readTokens();
    if (!found) throw new Error("Nobody is signed in.");
    return found;
  };
  /** As if the last token had been given so many minutes ago. */
  const passMinutes = async (minutes: number) => {
    const idToken = await site.stage.cognito.idToken(site.admin.email, minutesAgo(minutes));
    const expiresAt = tokens().expiresAt - minutes * 60_000;
    keepTokens({ ...tokens(), idToken, expiresAt });
  };

  it("has tokens of ten minutes, of which the API takes none that is older", async () => {
    expect(tokens().expiresAt - Date.now()).to.be.within(9 * 60_000, 10 * 60_000);
    expect(await statusWith(tokens().idToken)).to.equal(200);
    const { cognito } = site.stage;
    const { email } = site.admin;
    expect(await statusWith(await cognito.idToken(email, minutesAgo(9)))).to.equal(200);
    expect(await statusWith(await cognito.idToken(email, minutesAgo(10.1)))).to.equal(401);
  });

  it("goes on for hours without a new sign-in: a token that ends is replaced before a call", async () => {
    for (const minutes of [9, 11, 240]) {
      await passMinutes(minutes);
      const old = tokens().idToken;
      const token = await freshToken();
      expect(token, `after ${minutes} minutes`).not.to.be.oneOf([old, "ended", "offline"]);
      expect(await statusWith(token)).to.equal(200);
      expect(tokens().expiresAt - Date.now()).to.be.within(9 * 60_000, 10 * 60_000);
    }
    await passMinutes(5);
    expect(await freshToken(), "after 5 minutes").to.equal(tokens().idToken);
  });

  it("is out within ten minutes once it is revoked", async () => {
    await revoke(tokens());
    expect(await refresh(tokens())).to.deep.equal({ kind: "refused", problem: "ended" });
    await passMinutes(10.1);
    expect(await statusWith(tokens().idToken)).to.equal(401);
    expect(await freshToken()).to.equal("ended");
  });
});
