import { expect } from "chai";
import type { User } from "../../../contract/schemas/users";
import { createUser } from "../../../handlers/users/operations/create-user";
import { deleteUser } from "../../../handlers/users/operations/delete-user";
import { getUser } from "../../../handlers/users/operations/get-user";
import { listUsers } from "../../../handlers/users/operations/list-users";
import { replaceUser } from "../../../handlers/users/operations/replace-user";
import { adminClaims, apiEvent, bodyOf, type EventParts } from "../../support/events";
import { business } from "../../support/fixture-business";
import { FakeUserStore } from "../../support/stores/fake-user-store";

const request = { name: "Awa Ngo", email: "awa@example.com", age: 31 };
const nobody = "00000000-0000-4000-8000-000000000000";

describe("the users", () => {
  let store: FakeUserStore;
  let now = "2026-11-21T08:00:00.000Z";
  const clock = () => now;
  const asAdmin = (parts: EventParts = {}) => apiEvent({ claims: adminClaims, ...parts });
  const create = (body: unknown = request) => createUser(business, store, clock)(asAdmin({ body }));
  const read = (userId: string) => getUser(business, store)(asAdmin({ path: { userId } }));
  const replace = (userId: string, body: unknown) =>
    replaceUser(business, store, clock)(asAdmin({ path: { userId }, body }));
  const remove = (userId: string) => deleteUser(business, store)(asAdmin({ path: { userId } }));
  const list = (query: Record<string, string> = {}) =>
    listUsers(business, store)(asAdmin({ query }));

  beforeEach(() => {
    store = new FakeUserStore();
    now = "2026-11-21T08:00:00.000Z";
  });

  it("are created with an id and their moment, the e-mail in lower case", async () => {
    const reply = await create({ ...request, email: " Awa@Example.com " });
    expect(reply.statusCode).to.equal(201);
    const user = bodyOf(reply);
    expect(user.userId).to.match(/^[0-9a-f-]{36}$/);
    expect(user).to.deep.equal({
      userId: user.userId,
      ...request,
      createdAt: now,
      updatedAt: now,
    });
    expect(bodyOf(await read(user.userId))).to.deep.equal(user);
  });

  it("are refused with the field that another one has taken", async () => {
    await create();
    const reply = await create({ ...request, name: "Else" });
    expect(reply.statusCode).to.equal(409);
    expect(bodyOf(reply).fields).to.have.all.keys("email");
    expect(store.users.size).to.equal(1);
  });

  it("are replaced whole, keeping when they were made", async () => {
    const made = bodyOf(await create());
    now = "2026-11-22T08:00:00.000Z";
    const reply = await replace(made.userId, { name: "Awa Ebelle", email: "ebelle@example.com" });
    expect(reply.statusCode).to.equal(200);
    expect(bodyOf(reply)).to.deep.equal({
      userId: made.userId,
      name: "Awa Ebelle",
      email: "ebelle@example.com",
      createdAt: made.createdAt,
      updatedAt: now,
    });
  });

  it("can't be given somebody else's e-mail", async () => {
    await create();
    const other = bodyOf(await create({ ...request, email: "other@example.com" }));
    const reply = await replace(other.userId, request);
    expect(reply.statusCode).to.equal(409);
    expect(bodyOf(reply).fields).to.have.all.keys("email");
    expect(store.users.get(other.userId)).to.deep.equal(other);
  });

  it("are deleted once, with an empty answer", async () => {
    const { userId } = bodyOf(await create());
    const reply = await remove(userId);
    expect(reply).to.include({ statusCode: 204, body: "" });
    expect((await remove(userId)).statusCode).to.equal(404);
    expect(store.users.size).to.equal(0);
  });

  it("answer 404 where there is none", async () => {
    for (const reply of [await read(nobody), await replace(nobody, request)]) {
      expect(reply.statusCode).to.equal(404);
      expect(bodyOf(reply)).to.have.all.keys("code", "error");
    }
    expect(store.users.size).to.equal(0);
  });

  it("come in pages whose cursor ends with the last one", async () => {
    for (const n of [1, 2, 3]) await create({ ...request, email: `${n}@example.com` });
    const first = bodyOf(await list({ limit: "2" }));
    expect(first).to.have.property("count", 2);
    expect(first.users.map(({ email }: User) => email)).to.deep.equal([
      "3@example.com",
      "2@example.com",
    ]);
    const second = bodyOf(await list({ limit: "2", cursor: first.cursor }));
    expect(second).to.have.all.keys("users", "count");
    expect(second.users).to.have.lengthOf(1);
    expect(second.count).to.equal(1);
  });

  it("refuse a broken cursor and a limit out of range, naming the field", async () => {
    const forged = Buffer.from('{"userId":"email#x","createdAt":"x"}').toString("base64url");
    for (const cursor of ["abc", "%%", forged]) {
      const reply = await list({ cursor });
      expect(reply.statusCode, cursor).to.equal(400);
      expect(bodyOf(reply).fields).to.have.all.keys("cursor");
    }
    for (const limit of ["0", "101", "x"]) {
      expect(bodyOf(await list({ limit })).fields, limit).to.have.all.keys("limit");
    }
  });

  it("refuse what a user may not have, writing nothing", async () => {
    const wrong: [field: string, body: unknown][] = [
      ["name", { ...request, name: " " }],
      ["name", { email: request.email }],
      ["email", { ...request, email: "awa" }],
      ["age", { ...request, age: 151 }],
      ["age", { ...request, age: 1.5 }],
      ["age", { ...request, age: "31" }],
      ["kind", { ...request, kind: "admin" }],
    ];
    for (const [field, body] of wrong) {
      const reply = await create(body);
      expect(reply.statusCode, JSON.stringify(body)).to.equal(400);
      expect(bodyOf(reply).fields).to.have.all.keys(field);
    }
    expect(store.users.size).to.equal(0);
  });

  it("ask to try again when others keep them busy", async () => {
    const { userId } = bodyOf(await create());
    store.busy = true;
    const replies = [await replace(userId, { ...request, age: 99 }), await remove(userId)];
    for (const { statusCode } of replies) expect(statusCode).to.equal(409);
  });

  it("are for admins alone", async () => {
    const { userId } = bodyOf(await create());
    const handlers = [
      createUser(business, store, clock),
      listUsers(business, store),
      getUser(business, store),
      replaceUser(business, store, clock),
      deleteUser(business, store),
    ];
    const parts = { path: { userId }, body: { ...request, email: "x@example.com" } };
    for (const handler of handlers) {
      expect((await handler(apiEvent(parts))).statusCode).to.equal(401);
      const claims = { sub: "user-1", "cognito:groups": "staff" };
      expect((await handler(apiEvent({ ...parts, claims }))).statusCode).to.equal(403);
    }
    expect(bodyOf(await read(userId))).to.have.property("email", request.email);
    expect(store.users.size).to.equal(1);
  });
});
