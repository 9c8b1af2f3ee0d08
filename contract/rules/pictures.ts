/** What a picture of the business may be, for the desk that sends it and the function that checks it. */
export const pictureTypes = ["image/jpeg", "image/png", "image/webp", "image/avif"] as const;
export type PictureType = (typeof pictureTypes)[number];

/** How the file of each type ends. */
export const pictureEndings = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/avif": "avif",
} as const satisfies Record<PictureType, string>;

/** One MiB: several times what a browser makes of a photo at the size in use. */
export const mostPictureBytes = 1_048_576;

/** The longest side that is taken. */
export const mostPictureSide = 1_280;

/**
 * The longest side of what the desk's browser makes. A photo fills at most 240 by 280 pixels, on the sharpest screens
 * three times as many; a logo is 40 pixels high.
 */
export const sentSides = { photo: 960, logo: 512 } as const;

/** Where browsers put what nobody has checked yet; nothing of it is ever public. */
export const uploadFolder = "uploads/";

/** The folder of the pictures that visitors see, at the site and in the paths of the business document. */
export const mediaFolder = "media/";

/** Whether a path of the document is that of an uploaded picture, and not one that came with the site. */
export function isUploaded(path: string): boolean {
  return path.startsWith(mediaFolder);
}
