import { ByteReader, bigEndian, fromLatin1, joined } from "../bytes";

/** The unit of an ISO base media file: ISO/IEC 14496-12, section 4.2. */
export interface Box {
  readonly type: string;
  readonly content: Uint8Array;
}

/** No picture of a camera has as many items, references or properties; what comes after that isn't looked at. */
export const mostEntries = 5_000;

/** The boxes in some bytes, up to the first that goes past their end. */
export function* boxesIn(bytes: Uint8Array): Generator<Box> {
  const reader = new ByteReader(bytes);
  while (reader.left >= 8) {
    const start = reader.at;
    let size = reader.number(4);
    const type = reader.text(4);
    if (size === 1) size = reader.number(8);
    else if (size === 0) size = bytes.length - start;
    const header = reader.at - start;
    if (size < header) return;
    const content = reader.take(size - header);
    if (reader.hasFailed) return;
    yield { type, content };
  }
}

/** The first box of each of some types, in the order of the types. */
export function findBoxes(bytes: Uint8Array, types: readonly string[]): (Uint8Array | undefined)[] {
  const found = new Map<string, Uint8Array>();
  for (const { type, content } of boxesIn(bytes)) {
    if (types.includes(type) && !found.has(type)) found.set(type, content);
  }
  return types.map((type) => found.get(type));
}

/** Reads a box that begins with its version and 24 flags. */
export function fullReader(content: Uint8Array | undefined) {
  const reader = new ByteReader(content ?? new Uint8Array());
  const version = reader.number(1);
  return { reader, version, flags: reader.number(3) };
}

export function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = joined(parts);
  return joined([bigEndian(4, content.length + 8), fromLatin1(type), content]);
}

/** A box with its version and its flags. */
export function fullBox(
  type: string,
  version: number,
  flags: number,
  ...parts: readonly Uint8Array[]
): Uint8Array {
  return box(type, Uint8Array.of(version), bigEndian(3, flags), ...parts);
}
