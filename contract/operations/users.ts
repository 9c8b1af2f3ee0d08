/** User accounts. */
import { noReplySchema } from "../schemas/fields";
import * as users from "../schemas/users";
import { idempotencyHeader, type Operation } from "./operation";

export const createUser = {
  method: "POST",
  path: "/users",
  access: "admin",
  summary: "Adds a user.",
  body: users.userRequestSchema,
  headers: idempotencyHeader,
  status: 201,
  reply: users.userSchema,
  errors: ["email.taken", "idempotency.invalid", "idempotency.reused"],
  handler: "users/operations/create-user",
  touches: { users: ["GetItem", "PutItem"] },
} as const satisfies Operation;

export const listUsers = {
  method: "GET",
  path: "/users",
  access: "admin",
  summary: "Lists users, newest first.",
  query: users.userListQuerySchema,
  status: 200,
  reply: users.userListSchema,
  handler: "users/operations/list-users",
  touches: { "users/created-index": ["Query"] },
} as const satisfies Operation;

export const getUser = {
  method: "GET",
  path: "/users/{userId}",
  access: "admin",
  summary: "Returns a user.",
  status: 200,
  reply: users.userSchema,
  errors: ["not-found"],
  handler: "users/operations/get-user",
  touches: { users: ["GetItem"] },
} as const satisfies Operation;

export const replaceUser = {
  method: "PUT",
  path: "/users/{userId}",
  access: "admin",
  summary: "Replaces a user.",
  body: users.userRequestSchema,
  status: 200,
  reply: users.userSchema,
  errors: ["not-found", "email.taken", "conflict"],
  handler: "users/operations/replace-user",
  touches: { users: ["DeleteItem", "GetItem", "PutItem", "UpdateItem"] },
} as const satisfies Operation;

export const deleteUser = {
  method: "DELETE",
  path: "/users/{userId}",
  access: "admin",
  summary: "Deletes a user.",
  headers: idempotencyHeader,
  status: 204,
  reply: noReplySchema,
  errors: ["idempotency.invalid", "not-found", "conflict"],
  handler: "users/operations/delete-user",
  touches: { users: ["DeleteItem", "GetItem"] },
} as const satisfies Operation;
