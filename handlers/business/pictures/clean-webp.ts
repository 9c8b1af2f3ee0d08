import { ByteReader, fromLatin1, joined, littleEndian } from "./bytes";
import { cleanProfile } from "./colour-profile";
import type { Cleaned } from "./picture";

const [hasProfile, hasAlpha, isAnimated] = [0x20, 0x10, 0x02];
const headerBytes = 12;

interface Size {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/**
 * Whether a WebP moves. It counts as a type that a picture can't have: it holds no still one to fall back on, as a
 * PNG does, and a page that moves by itself has to have a way to stop it.
 */
export function isAnimatedWebp(bytes: Uint8Array): boolean {
  const reader = new ByteReader(bytes.subarray(headerBytes));
  const type = reader.text(4);
  reader.take(4);
  return type === "VP8X" && (reader.number(1) & isAnimated) !== 0;
}

/**
 * A WebP with its pixels, its transparency and its colour profile; the chunks are those of RFC 9649, section 2. How
 * a camera was held goes too, since browsers show a WebP as it is stored.
 */
export function cleanWebp(bytes: Uint8Array): Cleaned | undefined {
  const found = findChunks(bytes);
  if (!found) return;
  const [type, pixels] = [...found].find(([each]) => each in sizes) ?? [];
  const size = type && pixels && sizes[type]?.(pixels);
  if (!size) return;
  const image = chunk(type, pixels);
  const extended = found.get("VP8X");
  const whole = extended ? withExtras(extended, size, type, found) : [];
  if (!whole) return;
  const content = joined([fromLatin1("WEBP"), ...whole, image]);
  return { ...size, bytes: chunk("RIFF", content) };
}

const sizes: Readonly<Record<string, (pixels: Uint8Array) => Size | undefined>> = {
  "VP8 ": lossySize,
  VP8L: losslessSize,
};
const kinds = ["VP8X", "ICCP", "ALPH", ...Object.keys(sizes)];

/**
 * The first chunk of each kind. Nothing when the last isn't whole: a wrong length may have made the personal part of
 * what came before.
 */
function findChunks(bytes: Uint8Array): Map<string, Uint8Array> | undefined {
  const length = new ByteReader(bytes.subarray(4)).littleEndian(4);
  if (length + 8 > bytes.length) return;
  const reader = new ByteReader(bytes.subarray(0, length + 8));
  reader.take(headerBytes);
  const found = new Map<string, Uint8Array>();
  while (reader.left > 0) {
    const type = reader.text(4);
    const size = reader.littleEndian(4);
    const content = reader.take(size);
    reader.take(size % 2);
    if (reader.hasFailed) return;
    if (kinds.includes(type) && !found.has(type)) found.set(type, content);
  }
  return found;
}

/** What goes before the pixels of a WebP in the extended format; nothing when it contradicts them. */
function withExtras(
  extended: Uint8Array,
  { widthPixels, heightPixels }: Size,
  type: string,
  found: ReadonlyMap<string, Uint8Array>,
): Uint8Array[] | undefined {
  const reader = new ByteReader(extended);
  const flags = reader.number(1);
  reader.take(3);
  const canvas = [reader.littleEndian(3) + 1, reader.littleEndian(3) + 1];
  if (reader.hasFailed || canvas[0] !== widthPixels || canvas[1] !== heightPixels) return;
  const profile = cleanProfile(found.get("ICCP") ?? new Uint8Array());
  // Lossless pixels bring their own transparency.
  const alpha = type === "VP8 " ? found.get("ALPH") : undefined;
  const kept = (flags & hasAlpha) | (profile ? hasProfile : 0);
  return [
    chunk("VP8X", joined([littleEndian(4, kept), extended.subarray(4, 10)])),
    ...(profile ? [chunk("ICCP", profile)] : []),
    ...(alpha ? [chunk("ALPH", alpha)] : []),
  ];
}

/** That of a key frame of VP8: RFC 6386, section 9.1. */
function lossySize(pixels: Uint8Array): Size | undefined {
  const reader = new ByteReader(pixels);
  const isKeyFrame = (reader.littleEndian(3) & 1) === 0;
  if (!isKeyFrame || reader.text(3) !== "\x9d\x01\x2a") return;
  const [widthPixels, heightPixels] = [
    reader.littleEndian(2) & 0x3fff,
    reader.littleEndian(2) & 0x3fff,
  ];
  return widthPixels > 0 && heightPixels > 0 ? { widthPixels, heightPixels } : undefined;
}

/** That of a lossless picture: RFC 9649, section 3.4. */
function losslessSize(pixels: Uint8Array): Size | undefined {
  const reader = new ByteReader(pixels);
  if (reader.number(1) !== 0x2f) return;
  const bits = reader.littleEndian(4);
  if (reader.hasFailed || bits >>> 29 !== 0) return;
  return { widthPixels: (bits & 0x3fff) + 1, heightPixels: ((bits >>> 14) & 0x3fff) + 1 };
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const padding = new Uint8Array(content.length % 2);
  return joined([fromLatin1(type), littleEndian(4, content.length), content, padding]);
}
