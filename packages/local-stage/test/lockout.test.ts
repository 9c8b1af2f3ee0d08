import { expect } from "chai";
import { openDataFolder } from "../src/data-folder";
import { cognitoActions, type OpenPool } from "../src/services/cognito/actions";
import { openLockout } from "../src/services/cognito/lockout";
import { openUsers } from "../src/services/cognito/users";
import { temporaryFolder } from "./fixtures";

describe("the user pool's brake on guessing", () => {
  let clock = 0;
  const open = () => openLockout(() => clock);
  beforeEach(() => {
    clock = 1_000_000;
  });

  it("locks a name for a second after five failures, and twice as long after each more", () => {
    const lockout = open();
    for (let failure = 1; failure <= 4; failure++) lockout.failed("a@b.c");
    expect(lockout.isLocked("a@b.c")).to.equal(false);
    for (const seconds of [1, 2, 4, 8]) {
      lockout.failed(" A@b.c");
      clock += seconds * 1000 - 1;
      expect(lockout.isLocked("a@b.c"), `${seconds} s`).to.equal(true);
      clock += 1;
      expect(lockout.isLocked("a@b.c"), `${seconds} s`).to.equal(false);
    }
    expect(lockout.isLocked("other@b.c")).to.equal(false);
  });

  it("forgets after fifteen quiet minutes, and at a sign-in", () => {
    const lockout = open();
    for (let failure = 0; failure < 30; failure++) lockout.failed("a");
    clock += 15 * 60 * 1000 - 1;
    expect(lockout.isLocked("a")).to.equal(true);
    clock += 1;
    expect(lockout.isLocked("a")).to.equal(false);
    for (let failure = 0; failure < 5; failure++) lockout.failed("b");
    lockout.succeeded("b");
    expect(lockout.isLocked("b")).to.equal(false);
  });

  describe("at sign-in", () => {
    const folder = temporaryFolder();
    after(() => folder.remove());

    it("says the same, in the same order, of a known and of an unknown address", async () => {
      const data = await openDataFolder(folder.path);
      const users = openUsers(data, "pool");
      await users.put("known@example.com", "Right-1-password", { groups: [] });
      const clients = [{ id: "page", flows: ["ALLOW_USER_PASSWORD_AUTH"] }];
      const actions = cognitoActions([
        { pool: { id: "pool", clients }, users } as unknown as OpenPool,
      ]);
      const attempt = (USERNAME: string) =>
        actions
          .InitiateAuth?.({
            ClientId: "page",
            AuthFlow: "USER_PASSWORD_AUTH",
            AuthParameters: { USERNAME, PASSWORD: "Wrong-1-password" },
          })
          .then(String, ({ message }: Error) => message);
      const wrong = "Incorrect username or password.";
      for (const name of ["known@example.com", "unknown@example.com"]) {
        const said = await Promise.all(Array.from({ length: 8 }, () => attempt(name)));
        const locked = "Password attempts exceeded";
        expect(said, name).to.deep.equal([...Array(5).fill(wrong), ...Array(3).fill(locked)]);
      }
      await data.release();
    });

    it("knows a person however the address is written, and by the id", async () => {
      const data = await openDataFolder(folder.path);
      const users = openUsers(data, "spelled");
      const { sub, email } = await users.put("awa@example.com", "Right-1-password", { groups: [] });
      const clients = [{ id: "page", flows: ["ALLOW_USER_PASSWORD_AUTH"] }];
      const actions = cognitoActions([
        { pool: { id: "spelled", clients }, users } as unknown as OpenPool,
      ]);
      const attempt = (USERNAME: string, PASSWORD: string) =>
        actions
          .InitiateAuth?.({
            ClientId: "page",
            AuthFlow: "USER_PASSWORD_AUTH",
            AuthParameters: { USERNAME, PASSWORD },
          })
          .then(String, ({ message }: Error) => message);
      const spellings = [email, ` ${email}`, `${email}  `, email.toUpperCase(), sub];
      for (const name of spellings) await attempt(name, "Wrong-1-password");
      for (const name of [...spellings, `\t${email}`]) {
        const said = await attempt(name, "Right-1-password");
        expect(said, JSON.stringify(name)).to.equal("Password attempts exceeded");
      }
      await data.release();
    });

    it("takes as long for an unknown address", async () => {
      const data = await openDataFolder(folder.path);
      const users = openUsers(data, "times");
      const user = await users.put("known@example.com", "Right-1-password", { groups: [] });
      const median = async (who: typeof user | undefined) => {
        const times: number[] = [];
        for (let i = 0; i < 15; i++) {
          const before = performance.now();
          expect(await users.isPassword(who, "Wrong-1-password")).to.equal(false);
          times.push(performance.now() - before);
        }
        return times.sort((a, b) => a - b)[7] as number;
      };
      const [known, unknown] = [await median(user), await median(undefined)];
      expect(unknown).to.be.within(known / 3, known * 3);
      await data.release();
    });
  });
});
