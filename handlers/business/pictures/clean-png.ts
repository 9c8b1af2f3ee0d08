import { crc32, deflateSync, inflateSync } from "node:zlib";
import { ByteReader, bigEndian, fromLatin1, joined } from "./bytes";
import { cleanProfile, mostProfileBytes } from "./colour-profile";
import { readOrientation, turned, writeOrientation } from "./orientation";
import type { Cleaned } from "./picture";

const signature = fromLatin1("\x89PNG\r\n\x1a\n");

/** Chunks that say how to show the pixels, and how long they may be. */
const lengths: Readonly<Record<string, (length: number) => boolean>> = {
  IHDR: (length) => length === 13,
  PLTE: (length) => length <= 768 && length % 3 === 0,
  tRNS: (length) => length <= 256,
  gAMA: (length) => length === 4,
  cHRM: (length) => length === 32,
  sRGB: (length) => length === 1,
  cICP: (length) => length === 4,
  sBIT: (length) => length <= 4,
  bKGD: (length) => length <= 6,
  pHYs: (length) => length === 9,
  iCCP: () => true,
  eXIf: () => true,
};

/** Compressed, and often cut into several chunks. */
const pixels = "IDAT";

/**
 * A PNG with its pixels, how to show them, and how it is turned; the chunks are those of the PNG specification,
 * section 11. What else there is goes: texts, times, and the further frames of an animation, of which the first
 * stays. A chunk that a reader must know, and this one doesn't, makes the picture a broken one.
 */
export function cleanPng(bytes: Uint8Array): Cleaned | undefined {
  const reader = new ByteReader(bytes.subarray(signature.length));
  const kept = new Map<string, Uint8Array>();
  const data: Uint8Array[] = [];
  for (;;) {
    const length = reader.number(4);
    const checked = reader.take(length + 4);
    const type = new ByteReader(checked).text(4);
    if (reader.number(4) !== crc32(checked) || reader.hasFailed) return;
    if (type === "IEND") break;
    const content = checked.subarray(4);
    if ((kept.size === 0) !== (type === "IHDR")) return;
    if (type === pixels) {
      data.push(content);
    } else if (type in lengths) {
      if (!lengths[type]?.(length)) return;
      // What comes after the pixels is too late for browsers.
      if (data.length === 0 && !kept.has(type)) kept.set(type, content);
    } else if (isCritical(type)) {
      return;
    }
  }
  const { widthPixels, heightPixels } = readSize(kept.get("IHDR"));
  if (widthPixels === 0 || heightPixels === 0 || data.length === 0) return;
  const orientation = readOrientation(kept.get("eXIf") ?? new Uint8Array());
  const written = new Map<string, Uint8Array | undefined>([
    ...kept,
    ["iCCP", cleanNamedProfile(kept.get("iCCP"))],
    ["eXIf", orientation === 1 ? undefined : writeOrientation(orientation)],
  ]);
  return {
    ...turned(widthPixels, heightPixels, orientation),
    bytes: joined([
      signature,
      ...[...written].map(([type, content]) => (content ? chunk(type, content) : new Uint8Array())),
      chunk(pixels, joined(data)),
      chunk("IEND"),
    ]),
  };
}

const isCritical = (type: string) => /^[A-Z]/.test(type);

function readSize(header: Uint8Array = new Uint8Array()) {
  const reader = new ByteReader(header);
  return { widthPixels: reader.number(4), heightPixels: reader.number(4) };
}

/** A profile under a name that gives nothing away; none when it is no profile. */
function cleanNamedProfile(content: Uint8Array = new Uint8Array()): Uint8Array | undefined {
  const name = content.indexOf(0);
  if (name < 1 || content[name + 1] !== 0) return;
  const profile = cleanProfile(inflated(content.subarray(name + 2)));
  return profile && joined([fromLatin1("ICC\0\0"), deflateSync(profile)]);
}

function inflated(compressed: Uint8Array): Uint8Array {
  try {
    return inflateSync(compressed, { maxOutputLength: mostProfileBytes });
  } catch {
    return new Uint8Array();
  }
}

function chunk(type: string, content: Uint8Array = new Uint8Array()): Uint8Array {
  const checked = joined([fromLatin1(type), content]);
  return joined([bigEndian(4, content.length), checked, bigEndian(4, crc32(checked))]);
}
