import { createHash } from "node:crypto";
import type { User } from "../../../../contract/schemas/users";
import type { Site } from "../site";
import { type Client, create, type Told, twice } from "./client";

/** The users that somebody was told of, as they were told last. */
export interface ToldUsers {
  readonly users: Map<string, User>;
  /** Names that a user may have or not: the outcome of what would give them is unknown. */
  readonly unsure: Set<string>;
}

/** Addresses that several clients want at once. */
const wanted = Array.from({ length: 3 }, (_, index) => `wanted-${index}@example.com`);

/** What a client does with users. */
export function userOperations(client: Client, told: ToldUsers) {
  const { random, send, wrong } = client;
  const own: User[] = [];

  const content = () => ({
    name: client.unique(),
    email: random.chance(0.5) ? random.pick(wanted) : client.newEmail(),
    ...(random.chance(0.5) && { age: random.below(100) }),
  });

  function expectTaken(what: string, email: string, { status, json }: Told): void {
    const isTaken = status === 409 && json?.code === "email.taken" && wanted.includes(email);
    if (status !== 0 && !isTaken) wrong(`${what}: ${status} ${JSON.stringify(json)}`);
  }

  async function add(): Promise<void> {
    const body = content();
    const reply = await create(
      client,
      { path: "/users", body, as: "admin" },
      !wanted.includes(body.email) && random.chance(twice),
    );
    if (reply.status === 0) told.unsure.add(body.name);
    if (reply.status !== 201) return expectTaken("POST /users", body.email, reply);
    own.push(reply.json);
    told.users.set(reply.json.userId, reply.json);
  }

  async function takeOwn(): Promise<User | undefined> {
    if (own.length === 0) await add();
    return own.pop();
  }

  return {
    add,
    async replace() {
      const user = await takeOwn();
      if (!user) return;
      const body = content();
      const path = `/users/${user.userId}`;
      const reply = await send({ method: "PUT", path, body, as: "admin" });
      if (reply.status === 0) {
        told.unsure.add(body.name).add(user.name);
        return;
      }
      if (reply.status === 200) told.users.set(user.userId, reply.json);
      else expectTaken(`PUT ${path}`, body.email, reply);
      own.unshift(told.users.get(user.userId) as User);
    },
    async remove() {
      const user = await takeOwn();
      if (!user) return;
      const path = `/users/${user.userId}`;
      const { status, json } = await send({ method: "DELETE", path, as: "admin" });
      if (status === 204) told.users.delete(user.userId);
      else if (status === 0) told.unsure.add(user.name);
      else wrong(`DELETE ${path}: ${status} ${JSON.stringify(json)}`);
    },
    async read() {
      if (own.length === 0) return add();
      const user = random.pick(own);
      const path = `/users/${user.userId}`;
      const { status, json } = await send({ method: "GET", path, as: "admin" });
      if (status !== 0 && (status !== 200 || summary(json) !== summary(user))) {
        wrong(`GET ${path}: ${status} ${JSON.stringify(json)}, and was told ${summary(user)}`);
      }
    },
    async list() {
      const { status } = await send({ method: "GET", path: "/users", as: "admin" });
      if (status !== 200 && status !== 0) wrong(`GET /users: ${status}`);
    },
  };
}

/** Every difference between what was told of users, the users, and the claims to their addresses. */
export async function compareUsers(site: Site, { users, unsure }: ToldUsers): Promise<string[]> {
  const items = await site.scan<User & { kind?: string; owner?: string }>("data-users");
  const stored = items.filter(({ kind }) => kind === "user");
  const differences = stored.flatMap((user) => {
    if (unsure.has(user.name)) return [];
    const known = users.get(user.userId);
    if (!known) return [`nobody was told of the user ${summary(user)}`];
    const [is, was] = [summary(user), summary(known)];
    return is === was ? [] : [`a user is ${is}, and was told ${was}`];
  });
  const ids = new Set(stored.map(({ userId }) => userId));
  for (const [id, user] of users) {
    if (!ids.has(id) && !unsure.has(user.name)) {
      differences.push(`the user ${summary(user)} is lost`);
    }
  }
  const owners = new Map<string, string>();
  for (const user of stored) {
    const other = owners.get(user.email);
    if (other) differences.push(`${other} and ${user.name} have one address, ${user.email}`);
    owners.set(user.email, user.name);
  }
  const claimOf = ({ userId, email }: User) =>
    `email#${createHash("sha256").update(email).digest("hex")} of ${userId}`;
  const claims = items
    .filter(({ userId }) => userId.startsWith("email#"))
    .map(({ userId, owner }) => `${userId} of ${owner}`);
  const needed = new Set(stored.map(claimOf));
  for (const claim of claims) {
    if (!needed.delete(claim)) differences.push(`nobody needs the claim ${claim}`);
  }
  for (const claim of needed) differences.push(`the claim ${claim} is missing`);
  return differences;
}

function summary({ name, email, age }: User): string {
  return `${name}, ${email}, ${age ?? "of unknown age"}`;
}
