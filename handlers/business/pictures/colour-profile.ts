import { ByteReader, fromLatin1 } from "./bytes";

/** Holds every profile of a screen or a camera; those of printing presses are larger, and no browser's business. */
export const mostProfileBytes = 64 * 1024;

/** A profile has some ten to thirty tags. */
const mostTags = 100;
const headerBytes = 128;

/** What colours are computed from. The other tags are texts, the screen's calibration, and its serial number. */
const colourTags = new Set(
  "wtpt bkpt chad cicp rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC A2B0 A2B1 A2B2 B2A0 B2A1 B2A2".split(" "),
);

/**
 * An ICC profile with its texts and its maker blanked; every offset stays, as profiles share data between tags.
 * None for what is no profile, which browsers ignore too, and for a large one. The layout is that of ICC.1:2022,
 * section 7.
 */
export function cleanProfile(profile: Uint8Array): Uint8Array | undefined {
  const reader = new ByteReader(profile);
  const length = reader.number(4);
  if (length < headerBytes + 4 || length > Math.min(profile.length, mostProfileBytes)) return;
  reader.at = 36;
  if (reader.text(4) !== "acsp") return;
  reader.at = headerBytes;
  const tags = reader.number(4);
  if (tags > mostTags) return;
  const clean = new Uint8Array(length);
  const keep = (from: number, to: number) => clean.set(profile.subarray(from, to), from);
  for (let tag = 0; tag < tags; tag++) {
    const name = reader.text(4);
    const [offset, size] = [reader.number(4), reader.number(4)];
    if (reader.hasFailed || offset + size > length) return;
    // A blanked text still says what it is a text of, so that readers who want one find an empty one.
    keep(offset, offset + (colourTags.has(name) ? size : Math.min(size, 8)));
  }
  if (reader.at > length) return;
  keep(0, reader.at);
  for (const [from, to] of [
    [4, 8],
    [40, 44],
    [48, 56],
    [80, headerBytes],
  ] as const) {
    clean.fill(0, from, to);
  }
  clean.set(aDate, 24);
  return clean;
}

/** Any day will do but none: 1 January 2000. */
const aDate = fromLatin1("\x07\xd0\0\x01\0\x01\0\0\0\0\0\0");
