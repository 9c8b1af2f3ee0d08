import { randomUUID } from "node:crypto";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { User } from "../../../contract/schemas/users";
import { type UserKey, type UserStore, userStore } from "../../../handlers/users/store";
import { openTestTables, type TestTables } from "../../support/tables";

describe("the user store on a real DynamoDB engine", function () {
  this.timeout(60_000);
  const now = "2026-11-21T08:00:00.000Z";
  const later = "2026-11-21T09:00:00.000Z";
  let tables: TestTables;
  let store: UserStore;

  const aUser = (changes: Partial<User> = {}): User => ({
    userId: randomUUID(),
    name: "Awa Ngo",
    email: `${randomUUID()}@example.com`,
    createdAt: now,
    updatedAt: now,
    ...changes,
  });
  const created = async (changes: Partial<User> = {}) => {
    const user = aUser(changes);
    expect(await store.create(user)).to.deep.equal({ ok: true });
    return user;
  };
  const items = async () => {
    const { Items } = await tables.documents.send(
      new ScanCommand({ TableName: process.env.USERS_TABLE, ConsistentRead: true }),
    );
    return Items as Record<string, unknown>[];
  };
  /** Whose e-mails are taken, and whose users there are: the same, at every moment. */
  const expectOneClaimForEachUser = async () => {
    const all = await items();
    const owners = all.flatMap(({ owner }) => (owner ? [owner] : []));
    const users = all.flatMap(({ kind, userId }) => (kind === "user" ? [userId] : []));
    expect(owners).to.have.members(users);
  };

  before(async () => {
    tables = await openTestTables();
    process.env.USERS_TABLE = tables.names["data-users"];
    store = userStore(tables.documents);
  });
  after(async () => {
    delete process.env.USERS_TABLE;
    await tables.close();
  });
  afterEach(async () => {
    await expectOneClaimForEachUser();
    for (const { userId, kind } of await items()) {
      if (kind === "user") await store.remove(userId as string);
    }
    expect(await items()).to.deep.equal([]);
  });

  it("keeps a user as it was made", async () => {
    const user = await created({ age: 31 });
    expect(await store.find(user.userId)).to.deep.equal(user);
    expect(await store.find(randomUUID())).to.equal(undefined);
  });

  it("never takes the item of an e-mail for a user", async () => {
    await created();
    const claim = (await items()).find(({ owner }) => owner)?.userId as string;
    expect(claim).to.match(/^email#[0-9a-f]{64}$/);
    expect(await store.find(claim)).to.equal(undefined);
    const request = { name: "x", email: "x@example.com" };
    expect(await store.replace(claim, request, now)).to.deep.equal({
      ok: false,
      reason: "not-found",
    });
    expect(await store.remove(claim)).to.deep.equal({ ok: false, reason: "not-found" });
    expect((await store.list(10)).users).to.have.lengthOf(1);
  });

  it("lets exactly one of 50 parallel users have an e-mail", async () => {
    const rivals = Array.from({ length: 50 }, () => aUser({ email: "same@example.com" }));
    const results = await Promise.all(rivals.map((user) => store.create(user)));
    const winners = rivals.filter((_, index) => results[index]?.ok);
    expect(winners).to.have.lengthOf(1);
    for (const result of results) {
      if (!result.ok) expect(result.reason).to.equal("taken");
    }
    expect((await store.list(100)).users).to.deep.equal(winners);
  });

  it("replaces everything, and an age left out is gone", async () => {
    const user = await created({ age: 31 });
    const request = { name: "Awa Ebelle", email: user.email };
    const after = { ...user, ...request, updatedAt: later };
    delete after.age;
    expect(await store.replace(user.userId, request, later)).to.deep.equal({
      ok: true,
      user: after,
    });
    expect(await store.find(user.userId)).to.deep.equal(after);
  });

  it("frees the old e-mail when it takes a new one", async () => {
    const user = await created({ email: "old@example.com" });
    const request = { name: user.name, email: "new@example.com", age: 20 };
    expect(await store.replace(user.userId, request, later)).to.have.property("ok", true);
    await created({ email: "old@example.com" });
    expect(await store.create(aUser({ email: "new@example.com" }))).to.deep.equal({
      ok: false,
      reason: "taken",
    });
  });

  it("changes nothing when the new e-mail is somebody else's", async () => {
    await created({ email: "hers@example.com" });
    const user = await created({ email: "his@example.com" });
    const request = { name: "Changed", email: "hers@example.com" };
    expect(await store.replace(user.userId, request, later)).to.deep.equal({
      ok: false,
      reason: "taken",
    });
    expect(await store.find(user.userId)).to.deep.equal(user);
  });

  it("lets exactly one of 20 parallel users move to the same e-mail", async () => {
    const users = await Promise.all(Array.from({ length: 20 }, () => created()));
    const results = await Promise.all(
      users.map(({ userId, name }) =>
        store.replace(userId, { name, email: "wanted@example.com" }, later),
      ),
    );
    expect(results.filter(({ ok }) => ok)).to.have.lengthOf(1);
    const { users: listed } = await store.list(100);
    expect(listed.filter(({ email }) => email === "wanted@example.com")).to.have.lengthOf(1);
  });

  it("leaves a deleted user deleted, whatever updates come at the same time", async () => {
    for (let round = 0; round < 10; round++) {
      const { userId, name } = await created();
      const [removed, ...replaced] = await Promise.all([
        store.remove(userId),
        ...[1, 2, 3].map((turn) =>
          store.replace(userId, { name, email: `moved-${round}-${turn}@example.com` }, later),
        ),
      ]);
      for (const result of replaced) {
        if (!result.ok) expect(result.reason).to.be.oneOf(["not-found", "busy"]);
      }
      if (removed.ok) expect(await store.find(userId)).to.equal(undefined);
      else expect(removed.reason).to.equal("busy");
      await expectOneClaimForEachUser();
    }
  });

  it("deletes a user once and frees the e-mail", async () => {
    const user = await created({ email: "free@example.com" });
    const results = await Promise.all([1, 2, 3, 4].map(() => store.remove(user.userId)));
    expect(results.filter(({ ok }) => ok)).to.have.lengthOf(1);
    for (const result of results) {
      if (!result.ok) expect(result.reason).to.equal("not-found");
    }
    await created({ email: "free@example.com" });
  });

  it("lists the newest first, page by page, without the e-mail items", async () => {
    const moments = Array.from({ length: 7 }, (_, index) => `2026-11-2${index}T08:00:00.000Z`);
    for (const createdAt of moments) await created({ createdAt });
    const seen: string[] = [];
    let last: UserKey | undefined;
    const sizes: number[] = [];
    do {
      const page = await store.list(3, last);
      seen.push(...page.users.map(({ createdAt }) => createdAt));
      sizes.push(page.users.length);
      last = page.next;
    } while (last);
    expect(seen).to.deep.equal([...moments].reverse());
    expect(sizes).to.deep.equal([3, 3, 1]);
    expect(await store.list(7)).not.to.have.property("next");
  });
});
