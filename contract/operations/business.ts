/** The business document, on the desk. */
import { maxDocumentBytes } from "../rules/body-limit";
import { mediaFolder, uploadFolder } from "../rules/pictures";
import * as business from "../schemas/business";
import * as pictures from "../schemas/pictures";
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

export const createPictureUpload = {
  method: "POST",
  path: "/admin/pictures",
  access: "admin",
  summary: "Says where a picture can be uploaded.",
  body: pictures.pictureRequestSchema,
  status: 201,
  reply: pictures.pictureUploadSchema,
  handler: "business/pictures/operations/create-picture-upload",
  touches: {},
  pictures: { [uploadFolder]: ["PutObject"] },
  settings: ["PICTURE_BUCKET", "PICTURE_UPLOADS"],
} as const satisfies Operation;

export const finishPictureUpload = {
  method: "POST",
  path: "/admin/pictures/{pictureId}/finish",
  access: "admin",
  summary: "Checks an uploaded picture, and makes it one that visitors can see.",
  status: 200,
  reply: pictures.uploadedPictureSchema,
  errors: ["not-found", "picture.type", "picture.broken", "picture.large"],
  handler: "business/pictures/operations/finish-picture-upload",
  touches: {},
  pictures: { [uploadFolder]: ["GetObject", "PutObject"], [mediaFolder]: ["PutObject"] },
  settings: ["PICTURE_BUCKET"],
} as const satisfies Operation;
