import { ByteReader, joined } from "../bytes";

/** What `ispe` tells, or an AV1 stream. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Stream extends Size {
  readonly bytes: Uint8Array;
}

const sequenceHeader = 1;

/** Frame headers, tile groups and frames. */
const picture = [3, 4, 6, 7];

/** Temporal delimiters, of which a still picture needs none, metadata and padding. */
const needless = [2, 5, 15];

/**
 * An AV1 stream without its metadata, and the size that its pixels take when they are decoded; nothing when it holds
 * anything else. The units of the stream are those of the AV1 specification, section 5.3.
 */
export function cleanStream(bytes: Uint8Array): Stream | undefined {
  const reader = new ByteReader(bytes);
  const kept: Uint8Array[] = [];
  let size: Size | undefined;
  while (reader.left > 0) {
    const start = reader.at;
    const header = reader.number(1);
    const [type, isExtended, hasLength] = [(header >> 3) & 0xf, header & 4, header & 2];
    if (isExtended) reader.take(1);
    // Only the last may go without a length.
    const content = reader.take(hasLength ? readLength(reader) : reader.left);
    if (reader.hasFailed) return;
    if (needless.includes(type)) continue;
    if (type === sequenceHeader) {
      if (size) return;
      size = frameSize(content);
    } else if (!picture.includes(type)) {
      return;
    }
    kept.push(bytes.subarray(start, reader.at));
  }
  return size && kept.length > 1 ? { ...size, bytes: joined(kept) } : undefined;
}

/** A number in groups of seven bits, the lowest first: section 4.10.5. */
function readLength(reader: ByteReader): number {
  let value = 0;
  for (let group = 0; group < 8; group++) {
    const byte = reader.number(1);
    value += (byte & 0x7f) * 128 ** group;
    if (byte < 0x80) return value;
  }
  return Number.POSITIVE_INFINITY;
}

/** The largest frame that a sequence header allows: section 5.5.1. */
function frameSize(header: Uint8Array): Size | undefined {
  let at = 0;
  const bits = (count: number) => {
    let value = 0;
    for (const end = at + count; at < end; at++) {
      value = value * 2 + (((header[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    }
    return value;
  };
  bits(4); // the profile, and whether it is a still picture
  const isReduced = bits(1);
  if (isReduced) {
    bits(5);
  } else {
    const hasTimes = bits(1);
    if (hasTimes) return;
    const hasDelays = bits(1);
    for (let points = bits(5); points >= 0; points--) {
      bits(12);
      const hasTier = bits(5) > 7;
      if (hasTier) bits(1);
      if (hasDelays && bits(1)) bits(4);
    }
  }
  const [widthBits, heightBits] = [bits(4) + 1, bits(4) + 1];
  const [width, height] = [bits(widthBits) + 1, bits(heightBits) + 1];
  return at <= header.length * 8 ? { width, height } : undefined;
}
