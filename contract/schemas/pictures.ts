import * as v from "valibot";
import { mostPictureBytes, pictureTypes } from "../rules/pictures";

/** The shapes in which the desk uploads a picture. */

/** What POST /admin/pictures takes: what is about to be sent. */
export const pictureRequestSchema = v.strictObject({
  type: v.picklist(pictureTypes, "picture.type.invalid"),
  /** Its size. */
  bytes: v.pipe(
    v.number("picture.bytes.invalid"),
    v.integer("picture.bytes.invalid"),
    v.minValue(1, "picture.bytes.invalid"),
    v.maxValue(mostPictureBytes, "picture.bytes.invalid"),
  ),
});

/** Where the picture goes: a form with these fields, and the picture behind them as `file`. */
export const pictureUploadSchema = v.strictObject({
  pictureId: v.string(),
  uploadUrl: v.string(),
  fields: v.record(v.string(), v.string()),
  /** UTC, ISO 8601; what begins later is refused. */
  expiresAt: v.string(),
});
export type PictureUpload = v.InferOutput<typeof pictureUploadSchema>;

/** A picture that visitors can see, as the business document names it. */
export const uploadedPictureSchema = v.strictObject({
  path: v.string(),
  widthPixels: v.number(),
  heightPixels: v.number(),
});
