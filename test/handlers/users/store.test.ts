import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { User } from "../../../contract/schemas/users";
import { type UserStore, userStore } from "../../../handlers/users/store";
import { aUser, createdAt, describeUserStore } from "../../support/stores/user-store-contract";
import { openTestTables, type TestTables } from "../../support/tables";

describe("the user store on a real DynamoDB engine", function () {
  this.timeout(60_000);
  const later = "2026-11-21T09:00:00.000Z";
  let tables: TestTables;
  let store: UserStore;

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
    await tables?.close();
  });
  afterEach(async () => {
    await expectOneClaimForEachUser();
    for (const { userId, kind } of await items()) {
      if (kind === "user") await store.remove(userId as string);
    }
    expect(await items()).to.deep.equal([]);
  });

  describeUserStore(async () => store);

  it("never takes the item of an e-mail for a user", async () => {
    await created();
    const claim = (await items()).find(({ owner }) => owner)?.userId as string;
    expect(claim).to.match(/^email#[0-9a-f]{64}$/);
    expect(await store.find(claim)).to.equal(undefined);
    const request = { name: "x", email: "x@example.com" };
    expect(await store.replace(claim, request, createdAt)).to.deep.equal({
      ok: false,
      reason: "not-found",
    });
    expect(await store.remove(claim)).to.deep.equal({ ok: false, reason: "not-found" });
    expect((await store.list(10)).users).to.have.lengthOf(1);
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
});
