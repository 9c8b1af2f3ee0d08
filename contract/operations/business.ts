/** The business document, on the desk. */
import { maxDocumentBytes } from "../rules/body-limit";
import * as business from "../schemas/business";
import { idempotencyHeader, type Operation } from "./operation";

export const getBusiness = {
  method: "GET",
  path: "/admin/business",
  access: "admin",
  summary: "Returns the business document in force, and which version the pages show.",
  status: 200,
  reply: business.savedBusinessSchema,
  handler: "business/operations/get-business",
  touches: { business: ["GetItem"] },
} as const satisfies Operation;

export const replaceBusiness = {
  method: "PUT",
  path: "/admin/business",
  access: "admin",
  summary: "Saves the business document, unless somebody changed it since it was read.",
  body: business.businessReplacementSchema,
  maxBodyBytes: maxDocumentBytes,
  headers: idempotencyHeader,
  status: 200,
  reply: business.savedBusinessSchema,
  errors: ["idempotency.invalid", "business.stale"],
  handler: "business/operations/replace-business",
  touches: { business: ["GetItem", "PutItem"], "bookings/date-time-index": ["Query"] },
} as const satisfies Operation;

export const listVisitsOutside = {
  method: "GET",
  path: "/admin/business/visits-outside",
  access: "admin",
  summary: "Lists the coming visits that the business document leaves outside.",
  status: 200,
  reply: business.visitsOutsideSchema,
  handler: "business/operations/list-visits-outside",
  touches: { "bookings/date-time-index": ["Query"] },
} as const satisfies Operation;

export const listBusinessVersions = {
  method: "GET",
  path: "/admin/business/versions",
  access: "admin",
  summary: "Lists the newest versions of the business document.",
  status: 200,
  reply: business.businessVersionsSchema,
  handler: "business/operations/list-business-versions",
  touches: { business: ["BatchGetItem", "GetItem"] },
} as const satisfies Operation;

export const getBusinessVersion = {
  method: "GET",
  path: "/admin/business/versions/{businessVersion}",
  access: "admin",
  summary: "Returns one version of the business document.",
  status: 200,
  reply: business.savedBusinessSchema,
  errors: ["not-found"],
  handler: "business/operations/get-business-version",
  touches: { business: ["GetItem"] },
} as const satisfies Operation;
