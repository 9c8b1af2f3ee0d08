import { mostPictureBytes } from "../../../contract/rules/pictures";

/** What a picture is for: a logo keeps its sharp edges, and what can be seen through. */
export type PictureUse = "photo" | "logo";

/** A picture as it is sent, or why there is none. */
export type Sized =
  | { readonly ok: true; readonly blob: Blob }
  | { readonly ok: false; readonly why: "heic" | "picture" | "large" };

/**
 * Makes of any picture that the browser can show one of the size in use, turned as it was held and with nothing
 * that a camera wrote into it.
 */
export async function sized(file: File, use: PictureUse, longest: number): Promise<Sized> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {});
  if (!bitmap) return { ok: false, why: isHeic(file) ? "heic" : "picture" };
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const paper = canvas.getContext("2d");
  if (!paper) return { ok: false, why: "picture" };
  paper.imageSmoothingQuality = "high";
  paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  for (const [type, quality] of formats[use]) {
    const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, type, quality));
    // A browser that can't write a type writes PNG.
    if (blob?.type === type && blob.size <= mostPictureBytes) return { ok: true, blob };
  }
  return { ok: false, why: "large" };
}

/** The first that the browser can write and that is small enough. */
const formats: Readonly<Record<PictureUse, readonly [type: string, quality?: number][]>> = {
  photo: [
    ["image/webp", 0.82],
    ["image/jpeg", 0.85],
    ["image/jpeg", 0.6],
  ],
  logo: [["image/png"], ["image/webp", 0.9]],
};

/** Photos of newer phones, which few browsers can show. */
function isHeic({ name, type }: File): boolean {
  return /^image\/hei[cf]/.test(type) || /\.hei[cf]$/i.test(name);
}
