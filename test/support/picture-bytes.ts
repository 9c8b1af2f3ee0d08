import { crc32 } from "node:zlib";
import { secret } from "./sample-pictures";

export const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

export const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** A number in a few bytes, big-endian. */
export function number(bytes: number, value: number): Uint8Array {
  const written = Buffer.alloc(bytes);
  written.writeUIntBE(value, 0, bytes);
  return new Uint8Array(written);
}

/** Where some text begins. */
export function placeOf(bytes: Uint8Array, text: string): number {
  const place = Buffer.from(bytes).indexOf(text, 0, "latin1");
  if (place < 0) throw new Error(`No ${JSON.stringify(text)} in these bytes.`);
  return place;
}

/** Some bytes with a few of them changed, from a place on after some text begins. */
export function changed(bytes: Uint8Array, text: string, after: number, to: Uint8Array) {
  const copy = Uint8Array.from(bytes);
  copy.set(to, placeOf(bytes, text) + after);
  return copy;
}

export function inserted(bytes: Uint8Array, at: number, ...parts: readonly Uint8Array[]) {
  return joined(bytes.subarray(0, at), ...parts, bytes.subarray(at));
}

export function jpegSegment(marker: number, content: Uint8Array): Uint8Array {
  return joined(Uint8Array.of(0xff, marker), number(2, content.length + 2), content);
}

export function pngChunk(type: string, content: Uint8Array): Uint8Array {
  const checked = joined(latin1(type), content);
  return joined(number(4, content.length), checked, number(4, crc32(checked)));
}

/** A WebP of some chunks. */
export function webp(...chunks: readonly Uint8Array[]): Uint8Array {
  return webpChunk("RIFF", joined(latin1("WEBP"), ...chunks));
}

export function webpChunk(type: string, content: Uint8Array): Uint8Array {
  const padding = new Uint8Array(content.length % 2);
  return joined(latin1(type), number(4, content.length).reverse(), content, padding);
}

export function avifBox(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = joined(...parts);
  return joined(number(4, content.length + 8), latin1(type), content);
}

/** The bytes of the first box of a type, however deep it is. */
export function findBox(bytes: Uint8Array, type: string): Uint8Array {
  const start = placeOf(bytes, type) - 4;
  return bytes.subarray(start, start + Buffer.from(bytes).readUInt32BE(start));
}

/** An EXIF block with an orientation between two secrets. */
export function exif(orientation: number, order: "II" | "MM" = "MM"): Uint8Array {
  const inOrder = (bytes: number, value: number) =>
    order === "MM" ? number(bytes, value) : number(bytes, value).reverse();
  const text = latin1(`${secret}\0`);
  const entry = (tag: number, type: number, count: number, value: Uint8Array) =>
    joined(inOrder(2, tag), inOrder(2, type), inOrder(4, count), value);
  const textAt = inOrder(4, 8 + 2 + 3 * 12 + 4);
  return joined(
    latin1(order),
    inOrder(2, 42),
    inOrder(4, 8),
    inOrder(2, 3),
    entry(0x010f, 2, text.length, textAt),
    entry(0x0112, 3, 1, joined(inOrder(2, orientation), number(2, 0))),
    entry(0x8298, 2, text.length, textAt),
    inOrder(4, 0),
    text,
  );
}

/** A unit of an AV1 stream, of up to 127 bytes. */
export function obu(type: number, content: Uint8Array): Uint8Array {
  return joined(Uint8Array.of(type * 8 + 2, content.length), content);
}

/** What is written bit by bit, to the end of its last byte. */
export function fromBits(...bits: readonly string[]): Uint8Array {
  const bytes = bits.join("").match(/.{1,8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}
