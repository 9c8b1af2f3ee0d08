import * as v from "valibot";
import { cursorSchema, emailSchema, limitSchema, nameSchema } from "./fields";

/** The shapes of a user on the wire. */

/** What POST /users and PUT /users/{userId} take; PUT replaces all of it. */
export const userRequestSchema = v.strictObject({
  name: nameSchema,
  email: emailSchema,
  age: v.optional(
    v.pipe(
      v.number("age.invalid"),
      v.integer("age.invalid"),
      v.minValue(0, "age.invalid"),
      v.maxValue(150, "age.invalid"),
    ),
  ),
});
export type UserRequest = v.InferOutput<typeof userRequestSchema>;

export const userSchema = v.strictObject({
  userId: v.string(),
  name: v.string(),
  email: v.string(),
  age: v.optional(v.number()),
  createdAt: v.string(),
  updatedAt: v.string(),
});
export type User = v.InferOutput<typeof userSchema>;

/** GET /users?limit=20&cursor=… */
export const userListQuerySchema = v.strictObject({
  limit: limitSchema(100, 20),
  cursor: cursorSchema,
});

/** The newest first; `count` is of this page, and `cursor` is absent on the last one. */
export const userListSchema = v.strictObject({
  users: v.array(userSchema),
  count: v.number(),
  cursor: v.optional(v.string()),
});
