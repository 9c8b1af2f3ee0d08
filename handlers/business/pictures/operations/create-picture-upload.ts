import { randomUUID } from "node:crypto";
import type { Business } from "../../../../contract/business";
import * as operations from "../../../../contract/operations";
import { addMinutes } from "../../../../contract/rules/calendar";
import { type Clock, systemClock } from "../../../runtime/clock";
import { requireVariable } from "../../../runtime/environment";
import { ok, serve } from "../../../runtime/http";
import { uploadKey } from "../picture-store";
import { roleSigner, type Signer, signedForm } from "../signed-form";

/** A picture of 1 MiB takes a slow line two minutes, and S3 asks when it begins. */
const openMinutes = 10;

/** POST /admin/pictures: where the desk's browser sends a picture. */
export function createPictureUpload(
  business: Business,
  signer: () => Signer = roleSigner,
  clock: Clock = systemClock,
) {
  const bucket = requireVariable("PICTURE_BUCKET");
  const uploadUrl = requireVariable("PICTURE_UPLOADS");
  return serve(business, operations.createPictureUpload, async ({ body }) => {
    const now = clock();
    const pictureId = randomUUID();
    const expiresAt = addMinutes(now, openMinutes);
    const { type, bytes } = body;
    const terms = { bucket, key: uploadKey(pictureId), type, mostBytes: bytes, expiresAt };
    return ok({ pictureId, uploadUrl, fields: signedForm(terms, signer(), now), expiresAt });
  });
}
