/** Blocked time on dates, on the desk. */
import * as blocks from "../schemas/blocks";
import { noReplySchema } from "../schemas/fields";
import { idempotencyHeader, type Operation } from "./operation";

/** A block of hundreds of days takes some twenty transactions. */
const long = { memoryMb: 512, timeoutSeconds: 29 } as const;

export const listBlocks = {
  method: "GET",
  path: "/admin/blocks",
  access: "admin",
  summary: "Lists blocked time by its start.",
  query: blocks.blocksQuerySchema,
  status: 200,
  reply: blocks.blocksSchema,
  handler: "bookings/blocks/operations/list-blocks",
  touches: { slots: ["BatchGetItem"] },
} as const satisfies Operation;

export const createBlock = {
  method: "POST",
  path: "/admin/blocks",
  access: "admin",
  summary: "Blocks time of one person, several or everybody.",
  body: blocks.blockRequestSchema,
  headers: idempotencyHeader,
  status: 200,
  reply: blocks.blockReplySchema,
  errors: ["idempotency.invalid", "idempotency.reused"],
  handler: "bookings/blocks/operations/create-block",
  touches: { bookings: ["GetItem"], slots: ["GetItem", "PutItem", "UpdateItem"] },
  ...long,
} as const satisfies Operation;

export const continueBlock = {
  method: "POST",
  path: "/admin/blocks/{blockId}/continue",
  access: "admin",
  summary: "Blocks the days of a block that are left.",
  body: blocks.blockContinuationSchema,
  status: 200,
  reply: blocks.blockReplySchema,
  errors: ["not-found"],
  handler: "bookings/blocks/operations/continue-block",
  touches: { bookings: ["GetItem"], slots: ["GetItem", "UpdateItem"] },
  ...long,
} as const satisfies Operation;

export const removeBlock = {
  method: "DELETE",
  path: "/admin/blocks/{blockId}",
  access: "admin",
  summary: "Removes a block and frees the time that it holds.",
  status: 204,
  reply: noReplySchema,
  errors: ["not-found"],
  handler: "bookings/blocks/operations/remove-block",
  touches: { slots: ["BatchGetItem", "GetItem", "UpdateItem"] },
  ...long,
} as const satisfies Operation;
