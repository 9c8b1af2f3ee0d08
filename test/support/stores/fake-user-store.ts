import { latest } from "../../../contract/rules/calendar";
import type { User } from "../../../contract/schemas/users";
import { isAsWanted } from "../../../handlers/users/replacement";
import type { UserStore } from "../../../handlers/users/store";

/** Users in memory with the rules of the real store, for handler tests. */
export class FakeUserStore implements UserStore {
  readonly users = new Map<string, User>();
  private readonly hashes = new Map<string, string | undefined>();
  /** Makes changes fail as if others kept changing the same user. */
  busy = false;

  private isTaken(email: string, by?: string) {
    return [...this.users.values()].some((user) => user.email === email && user.userId !== by);
  }

  create: UserStore["create"] = async (user, requestHash) => {
    const there = this.users.get(user.userId);
    if (there) {
      const earlier = this.hashes.get(user.userId);
      return {
        ok: false,
        reason: "seen",
        createdAt: there.createdAt,
        ...(earlier !== undefined && { requestHash: earlier }),
      };
    }
    if (this.isTaken(user.email)) return { ok: false, reason: "taken" };
    this.users.set(user.userId, user);
    this.hashes.set(user.userId, requestHash);
    return { ok: true };
  };

  find: UserStore["find"] = async (userId) => this.users.get(userId);

  list: UserStore["list"] = async (limit, after) => {
    // Where moments are equal, the latest addition comes first; the real store leaves that open.
    const all = [...this.users.values()]
      .reverse()
      .sort((one, other) => other.createdAt.localeCompare(one.createdAt));
    const start = after ? all.findIndex(({ userId }) => userId === after.userId) + 1 : 0;
    const users = all.slice(start, start + limit);
    const last = start + limit < all.length ? users.at(-1) : undefined;
    return { users, ...(last && { next: { userId: last.userId, createdAt: last.createdAt } }) };
  };

  replace: UserStore["replace"] = async (userId, { name, email, age }, now) => {
    const before = this.users.get(userId);
    if (!before) return { ok: false, reason: "not-found" };
    if (isAsWanted(before, { name, email, age })) return { ok: true, user: before };
    if (this.busy) return { ok: false, reason: "busy" };
    if (this.isTaken(email, userId)) return { ok: false, reason: "taken" };
    const user = {
      userId,
      name,
      email,
      createdAt: before.createdAt,
      updatedAt: latest(now, before.updatedAt),
    };
    const after = age === undefined ? user : { ...user, age };
    this.users.set(userId, after);
    return { ok: true, user: after };
  };

  remove: UserStore["remove"] = async (userId) => {
    if (this.busy) return { ok: false, reason: "busy" };
    return this.users.delete(userId) ? { ok: true } : { ok: false, reason: "not-found" };
  };
}
