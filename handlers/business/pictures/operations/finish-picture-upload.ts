import { createHash } from "node:crypto";
import type { Business } from "../../../../contract/business";
import * as operations from "../../../../contract/operations";
import { mediaFolder, mostPictureSide, pictureEndings } from "../../../../contract/rules/pictures";
import { ok, refuse, serve } from "../../../runtime/http";
import { isId } from "../../../runtime/item-id";
import { log } from "../../../runtime/log";
import { cleanPicture } from "../clean-picture";
import { type PictureStore, pictureStore } from "../picture-store";

const most = { side: mostPictureSide, pixels: mostPictureSide ** 2 };

/**
 * POST /admin/pictures/{pictureId}/finish: checks an upload by its bytes and publishes what is left of it without
 * anything but the picture. The upload becomes that too, so that a repeated request finds it; the bucket, which
 * keeps versions, forgets what a phone had written of its owner a day later.
 */
export function finishPictureUpload(business: Business, store: PictureStore = pictureStore()) {
  return serve(business, operations.finishPictureUpload, async ({ path }) => {
    const pictureId = path.pictureId ?? "";
    const uploaded = isId(pictureId) ? await store.uploaded(pictureId) : undefined;
    if (!uploaded) return refuse("not-found");
    if (uploaded === "large") return refuse("picture.large");
    const cleaned = cleanPicture(uploaded, most);
    if (!cleaned.ok) return refuse(`picture.${cleaned.reason}`);
    const { type, bytes, widthPixels, heightPixels } = cleaned.picture;
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    const published = `${mediaFolder}${hash}.${pictureEndings[type]}`;
    await store.publish(published, { type, bytes });
    await store.replaceUpload(pictureId, { type, bytes });
    log.info({ event: "picture.published", path: published });
    return ok({ path: published, widthPixels, heightPixels });
  });
}
