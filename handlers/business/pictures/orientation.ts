import { ByteReader, bigEndian, fromLatin1, joined } from "./bytes";

/** How a camera was held: 1 is upright; from 5 on, width and height change places. */
export type Orientation = number;

const orientationTag = 0x0112;
const shortType = 3;

/** The orientation in an EXIF block, from its byte order mark on; 1 where it has none. */
export function readOrientation(exif: Uint8Array): Orientation {
  const reader = new ByteReader(exif);
  const order = reader.text(2);
  const number = (length: number) =>
    order === "II" ? reader.littleEndian(length) : reader.number(length);
  if (!["II", "MM"].includes(order) || number(2) !== 42) return 1;
  reader.at = Math.min(number(4), exif.length);
  for (let entries = number(2); entries > 0 && reader.left >= 12; entries--) {
    const [tag, type] = [number(2), number(2)];
    const count = number(4);
    const value = number(2);
    reader.take(2);
    if (tag !== orientationTag) continue;
    return type === shortType && count === 1 && value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An EXIF block that says nothing but the orientation. */
export function writeOrientation(orientation: Orientation): Uint8Array {
  return joined([
    fromLatin1("MM"),
    bigEndian(2, 42),
    bigEndian(4, 8),
    bigEndian(2, 1),
    bigEndian(2, orientationTag),
    bigEndian(2, shortType),
    bigEndian(4, 1),
    bigEndian(2, orientation),
    bigEndian(2, 0),
    bigEndian(4, 0),
  ]);
}

/** A picture's size on the screen, given that of its stored pixels. */
export function turned(widthPixels: number, heightPixels: number, orientation: Orientation) {
  return orientation >= 5
    ? { widthPixels: heightPixels, heightPixels: widthPixels }
    : { widthPixels, heightPixels };
}
