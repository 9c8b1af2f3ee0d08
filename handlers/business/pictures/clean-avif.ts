import { boxesIn } from "./avif/boxes";
import { chooseItems, chooseReferences } from "./avif/choose-items";
import { keepItems } from "./avif/keep-items";
import { isOnItsSide, readSize } from "./avif/properties";
import { propertiesOf, readMeta } from "./avif/read-meta";
import { writeAvif } from "./avif/write-avif";
import { latin1 } from "./bytes";
import type { Cleaned } from "./picture";

/** Room for more brands than anybody gives a file. */
const mostBrandBytes = 256;

/** Whether a file of boxes says that it is an AVIF; a HEIC begins the same way. */
export function isAvif(bytes: Uint8Array): boolean {
  const [first] = boxesIn(bytes.subarray(0, mostBrandBytes));
  if (first?.type !== "ftyp") return false;
  return /^(.{4})*avif/s.test(latin1(first.content));
}

/**
 * An AVIF written anew from the items that make up its picture. Blanking the others where they are would leave
 * room for what nothing in the file points to. An animation loses all but the still picture that it comes with.
 */
export function cleanAvif(bytes: Uint8Array): Cleaned | undefined {
  const meta = readMeta(bytes);
  const chosen = meta && chooseItems(meta);
  const items = chosen && keepItems(meta, chosen);
  if (!items) return;
  const properties = propertiesOf(meta, meta.primary);
  const size = readSize(properties);
  if (!size) return;
  const [widthPixels, heightPixels] = isOnItsSide(properties)
    ? [size.height, size.width]
    : [size.width, size.height];
  return { widthPixels, heightPixels, bytes: writeAvif(items, chooseReferences(meta, chosen)) };
}
