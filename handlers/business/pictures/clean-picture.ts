import { latin1 } from "./bytes";
import { cleanAvif, isAvif } from "./clean-avif";
import { cleanJpeg } from "./clean-jpeg";
import { cleanPng } from "./clean-png";
import { cleanWebp, isAnimatedWebp } from "./clean-webp";
import type { Cleaned, CleanPicture, PictureType } from "./picture";

export type { CleanPicture, PictureType } from "./picture";

export type CleanResult =
  | { readonly ok: true; readonly picture: CleanPicture }
  | { readonly ok: false; readonly reason: "type" | "broken" | "large" };

const cleaners: Record<PictureType, (bytes: Uint8Array) => Cleaned | undefined> = {
  "image/jpeg": cleanJpeg,
  "image/png": cleanPng,
  "image/webp": cleanWebp,
  "image/avif": cleanAvif,
};

/**
 * Tells a picture's type and size by its bytes alone, and takes out all that is not needed to show it: where and
 * when it was taken and with what, small copies of it, comments, and whatever else has a place of its own in a file. Its pixels
 * are never decoded (what somebody hid among them stays, and is shown as a picture by its type), so `large` costs no more than the headers say. Never throws.
 */
export function cleanPicture(
  bytes: Uint8Array,
  most: { readonly pixels: number; readonly side: number },
): CleanResult {
  const type = pictureType(bytes);
  if (!type) return { ok: false, reason: "type" };
  const cleaned = cleaners[type](bytes);
  if (!cleaned) return { ok: false, reason: "broken" };
  const { widthPixels, heightPixels } = cleaned;
  if (widthPixels * heightPixels > most.pixels || Math.max(widthPixels, heightPixels) > most.side) {
    return { ok: false, reason: "large" };
  }
  return { ok: true, picture: { type, ...cleaned } };
}

function pictureType(bytes: Uint8Array): PictureType | undefined {
  const start = latin1(bytes.subarray(0, 12));
  if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (/^RIFF.{4}WEBP/s.test(start)) return isAnimatedWebp(bytes) ? undefined : "image/webp";
  return isAvif(bytes) ? "image/avif" : undefined;
}
