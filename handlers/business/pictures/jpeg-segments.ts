import { ByteReader } from "./bytes";

export const startOfScan = 0xda;

/** The frames that browsers show: baseline, extended and progressive, all Huffman-coded. */
export const frameMarkers = [0xc0, 0xc1, 0xc2];

/** What the pixels are decoded with, and whether a segment of it is what its marker says. */
export const decodingMarkers = new Map<number, (content: Uint8Array) => boolean>([
  ...frameMarkers.map((marker) => [marker, isFrame] as const),
  [0xc4, areHuffmanTables],
  [startOfScan, isScan],
  [0xdb, areQuantizationTables],
  [0xdd, ({ length }) => length === 2],
]);

function isFrame(content: Uint8Array): boolean {
  const reader = new ByteReader(content);
  const precision = reader.number(1);
  const [height, width, components] = [reader.number(2), reader.number(2), reader.number(1)];
  // A height of 0 is told after the first scan, which no camera does.
  const hasSize = precision === 8 && height > 0 && width > 0;
  return hasSize && components >= 1 && components <= 4 && reader.left === components * 3;
}

function isScan(content: Uint8Array): boolean {
  const [components = 0] = content;
  return components >= 1 && components <= 4 && content.length === components * 2 + 4;
}

function areQuantizationTables(content: Uint8Array): boolean {
  const reader = new ByteReader(content);
  do {
    const kind = reader.number(1);
    if (kind > 0x1f || (kind & 0xf) > 3) return false;
    reader.take(kind > 0xf ? 128 : 64);
  } while (reader.left > 0);
  return !reader.hasFailed;
}

function areHuffmanTables(content: Uint8Array): boolean {
  const reader = new ByteReader(content);
  do {
    const kind = reader.number(1);
    if (kind > 0x1f || (kind & 0xf) > 3) return false;
    const values = reader.take(16).reduce((sum, count) => sum + count, 0);
    if (values > 256) return false;
    reader.take(values);
  } while (reader.left > 0);
  return !reader.hasFailed;
}
