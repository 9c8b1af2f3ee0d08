/** The visit counter. */
import * as visits from "../schemas/visits";
import type { Operation } from "./operation";

export const getCount = {
  method: "GET",
  path: "/count",
  access: "public",
  summary: "Returns how many visits the site has had.",
  status: 200,
  reply: visits.countSchema,
  handler: "visits/operations/get-count",
  touches: { visits: ["BatchGetItem"] },
  settings: ["VISIT_SHARDS"],
} as const satisfies Operation;

export const countVisit = {
  method: "POST",
  path: "/count",
  access: "edge",
  plan: "visits",
  summary: "Counts a visit.",
  body: visits.countRequestSchema,
  status: 200,
  reply: visits.countSchema,
  handler: "visits/operations/count-visit",
  touches: { visits: ["BatchGetItem", "GetItem", "PutItem", "UpdateItem"] },
  settings: ["VISIT_SHARDS"],
} as const satisfies Operation;
