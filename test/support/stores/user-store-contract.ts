import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { User } from "../../../contract/schemas/users";
import type { UserKey, UserStore } from "../../../handlers/users/store";

export const createdAt = "2026-11-21T08:00:00.000Z";
const later = "2026-11-21T09:00:00.000Z";

/** A user as the store holds it, whose address nobody else has. */
export function aUser(changes: Partial<User> = {}): User {
  return {
    userId: randomUUID(),
    name: "Awa Ngo",
    email: `${randomUUID()}@example.com`,
    createdAt,
    updatedAt: createdAt,
    ...changes,
  };
}

/**
 * What every user store does, the real one and its fake alike.
 * @param make an empty store, for each test
 */
export function describeUserStore(make: () => Promise<UserStore>): void {
  let store: UserStore;
  beforeEach(async () => {
    store = await make();
  });

  const created = async (changes: Partial<User> = {}) => {
    const user = aUser(changes);
    expect(await store.create(user)).to.deep.equal({ ok: true });
    return user;
  };
  const taken = { ok: false, reason: "taken" };
  const notFound = { ok: false, reason: "not-found" };

  it("keeps a user as it was made", async () => {
    const user = await created({ age: 31 });
    expect(await store.find(user.userId)).to.deep.equal(user);
    expect(await store.find(randomUUID())).to.equal(undefined);
  });

  it("lets exactly one of 50 parallel users have an e-mail", async () => {
    const rivals = Array.from({ length: 50 }, () => aUser({ email: "same@example.com" }));
    const results = await Promise.all(rivals.map((user) => store.create(user)));
    const winners = rivals.filter((_, index) => results[index]?.ok);
    expect(winners).to.have.lengthOf(1);
    for (const result of results) if (!result.ok) expect(result).to.deep.equal(taken);
    expect((await store.list(100)).users).to.deep.equal(winners);
  });

  it("replaces everything, and an age left out is gone", async () => {
    const user = await created({ age: 31 });
    const request = { name: "Awa Ebelle", email: user.email };
    const { age: _, ...before } = user;
    const after = { ...before, ...request, updatedAt: later };
    const result = await store.replace(user.userId, request, later);
    expect(result).to.deep.equal({ ok: true, user: after });
    expect(await store.find(user.userId)).to.deep.equal(after);
    expect(await store.replace(user.userId, { ...request, age: 32 }, later)).to.deep.equal({
      ok: true,
      user: { ...after, age: 32 },
    });
  });

  it("frees the old e-mail when it takes a new one", async () => {
    const user = await created({ email: "old@example.com" });
    const request = { name: user.name, email: "new@example.com", age: 20 };
    expect(await store.replace(user.userId, request, later)).to.have.property("ok", true);
    await created({ email: "old@example.com" });
    expect(await store.create(aUser({ email: "new@example.com" }))).to.deep.equal(taken);
  });

  it("changes nothing when the new e-mail is somebody else's", async () => {
    await created({ email: "one@example.com" });
    const user = await created({ email: "other@example.com" });
    const request = { name: "Changed", email: "one@example.com" };
    expect(await store.replace(user.userId, request, later)).to.deep.equal(taken);
    expect(await store.find(user.userId)).to.deep.equal(user);
  });

  it("knows no user under an id that nobody has, however odd", async () => {
    for (const id of [randomUUID(), "", "a b", "x".repeat(3_000)]) {
      expect(await store.find(id)).to.equal(undefined);
      const request = { name: "x", email: "x@example.com" };
      expect(await store.replace(id, request, later)).to.deep.equal(notFound);
      expect(await store.remove(id)).to.deep.equal(notFound);
    }
    await created({ email: "x@example.com" });
  });

  it("deletes a user once and frees the e-mail", async () => {
    const user = await created({ email: "free@example.com" });
    const results = await Promise.all([1, 2, 3, 4].map(() => store.remove(user.userId)));
    expect(results.filter(({ ok }) => ok)).to.have.lengthOf(1);
    for (const result of results) if (!result.ok) expect(result).to.deep.equal(notFound);
    expect(await store.find(user.userId)).to.equal(undefined);
    await created({ email: "free@example.com" });
  });

  it("lists the newest first, page by page", async () => {
    const moments = Array.from({ length: 7 }, (_, index) => `2026-11-2${index}T08:00:00.000Z`);
    for (const index of [3, 0, 6, 1, 5, 2, 4]) await created({ createdAt: moments[index] });
    const seen: string[] = [];
    const sizes: number[] = [];
    let last: UserKey | undefined;
    do {
      const page = await store.list(3, last);
      seen.push(...page.users.map((user) => user.createdAt));
      sizes.push(page.users.length);
      last = page.next;
    } while (last);
    expect(seen).to.deep.equal([...moments].reverse());
    expect(sizes).to.deep.equal([3, 3, 1]);
    expect(await store.list(7)).not.to.have.property("next");
  });
}
