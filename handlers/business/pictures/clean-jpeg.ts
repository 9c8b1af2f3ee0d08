import { ByteReader, bigEndian, fromLatin1, joined, latin1 } from "./bytes";
import { cleanProfile } from "./colour-profile";
import { decodingMarkers, frameMarkers, startOfScan } from "./jpeg-segments";
import { readOrientation, turned, writeOrientation } from "./orientation";
import type { Cleaned } from "./picture";

const [app0, app1, app2, app14] = [0xe0, 0xe1, 0xe2, 0xee];
const endOfImage = 0xd9;
const exifName = "Exif\0\0";
const profileName = "ICC_PROFILE\0";
const mostSegmentBytes = 65_533;

/** A picture shown step by step has about ten; each costs the reader a pass over all pixels. */
const mostScans = 100;

/** What the segments say. */
interface Findings {
  readonly picture: Uint8Array[];
  readonly profile: Map<number, Uint8Array>;
  frame?: { readonly widthPixels: number; readonly heightPixels: number };
  orientation?: number;
  density?: Uint8Array;
  colourTransform?: number;
  scans: number;
}

/**
 * A JPEG with its frames, tables and scans, its colour profile, and how it is turned; the segments are those of
 * ITU-T T.81, annex B. What comes after the end is cut off, be it a second picture or the video of a live one.
 */
export function cleanJpeg(bytes: Uint8Array): Cleaned | undefined {
  const reader = new ByteReader(bytes);
  reader.take(2);
  const found: Findings = { picture: [], profile: new Map(), scans: 0 };
  for (;;) {
    const marker = nextMarker(reader);
    if (marker === endOfImage) break;
    const length = reader.number(2);
    const content = reader.take(Math.max(length - 2, 0));
    if (marker === undefined || reader.hasFailed || length < 2) return;
    if (!isApplication(marker)) {
      if (!readSegment(marker, content, reader, found)) return;
    } else if (found.scans === 0) {
      // What comes after the first pixels is too late for browsers.
      readApplication(marker, content, found);
    }
  }
  if (!found.frame || found.scans === 0) return;
  const { orientation = 1 } = found;
  const { widthPixels, heightPixels } = found.frame;
  return { ...turned(widthPixels, heightPixels, orientation), bytes: write(found, orientation) };
}

function nextMarker(reader: ByteReader): number | undefined {
  if (reader.number(1) !== 0xff) return;
  let marker = 0xff;
  while (marker === 0xff && reader.left > 0) marker = reader.number(1);
  return marker;
}

/** Comments count as such: nothing in them is needed. */
const isApplication = (marker: number) => (marker & 0xf0) === 0xe0 || marker === 0xfe;

function readApplication(marker: number, content: Uint8Array, found: Findings): void {
  const starts = (name: string) => latin1(content.subarray(0, name.length)) === name;
  if (marker === app0 && starts("JFIF\0") && content.length >= 14) {
    found.density ??= content.subarray(5, 12);
  } else if (marker === app1 && starts(exifName)) {
    found.orientation ??= readOrientation(content.subarray(exifName.length));
  } else if (marker === app2 && starts(profileName)) {
    const [number = 0] = content.subarray(profileName.length);
    if (!found.profile.has(number)) found.profile.set(number, content.subarray(14));
  } else if (marker === app14 && starts("Adobe") && content.length === 12) {
    found.colourTransform ??= content[11];
  }
}

/** Keeps a segment that belongs to the picture, with the pixels that follow it; false when it doesn't belong there. */
function readSegment(
  marker: number,
  content: Uint8Array,
  reader: ByteReader,
  found: Findings,
): boolean {
  if (!decodingMarkers.get(marker)?.(content)) return false;
  found.picture.push(segment(marker, content));
  if (frameMarkers.includes(marker)) {
    if (found.frame) return false;
    const frame = new ByteReader(content.subarray(1));
    const heightPixels = frame.number(2);
    found.frame = { widthPixels: frame.number(2), heightPixels };
  } else if (marker === startOfScan) {
    if (!found.frame || ++found.scans > mostScans) return false;
    found.picture.push(reader.take(scanBytes(reader)));
  }
  return true;
}

/** How long the coded pixels go on: to a marker that is neither a stuffed 0xff nor a restart. */
function scanBytes({ bytes, at }: ByteReader): number {
  let end = bytes.indexOf(0xff, at);
  while (end >= 0 && isInScan(bytes[end + 1])) end = bytes.indexOf(0xff, end + 2);
  return (end < 0 ? bytes.length : end) - at;
}

const isInScan = (code = endOfImage) => code === 0 || (code >= 0xd0 && code <= 0xd7);

function write(found: Findings, orientation: number): Uint8Array {
  const { density, colourTransform, picture } = found;
  const start: Uint8Array[] = [Uint8Array.of(0xff, 0xd8)];
  if (density) {
    start.push(segment(app0, fromLatin1("JFIF\0"), density, Uint8Array.of(0, 0)));
  }
  if (orientation !== 1) {
    start.push(segment(app1, fromLatin1(exifName), writeOrientation(orientation)));
  }
  start.push(...profileSegments(found.profile));
  if (colourTransform !== undefined) {
    start.push(segment(app14, fromLatin1("Adobe\0\x64\0\0\0\0"), Uint8Array.of(colourTransform)));
  }
  return joined([...start, ...picture, Uint8Array.of(0xff, endOfImage)]);
}

function profileSegments(parts: ReadonlyMap<number, Uint8Array>): Uint8Array[] {
  const inOrder = [...parts].sort(([one], [other]) => one - other);
  const profile = cleanProfile(joined(inOrder.map(([, part]) => part)));
  if (!profile) return [];
  const most = mostSegmentBytes - profileName.length - 2;
  const count = Math.ceil(profile.length / most);
  return Array.from({ length: count }, (_, index) =>
    segment(
      app2,
      fromLatin1(profileName),
      Uint8Array.of(index + 1, count),
      profile.subarray(index * most, (index + 1) * most),
    ),
  );
}

function segment(marker: number, ...parts: Uint8Array[]): Uint8Array {
  const content = joined(parts);
  return joined([Uint8Array.of(0xff, marker), bigEndian(2, content.length + 2), content]);
}
