import { fromLatin1, latin1 } from "../bytes";
import { cleanProfile } from "../colour-profile";
import { type Box, box, fullReader } from "./boxes";
import type { Size } from "./obus";

/** Properties that say how to show an item, and how long each is. */
const lengths: Readonly<Record<string, number>> = {
  ispe: 12,
  irot: 1,
  imir: 1,
  pasp: 8,
  clli: 4,
  mdcv: 24,
  a1op: 1,
  lsel: 2,
};

const configurationBytes = 4;
const coloursBytes = 11;

/** What makes an item the transparency of another, by the standard and by what came before it. */
const alphaNames = [
  "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha",
  "urn:mpeg:hevc:2015:auxid:1",
].map((name) => `\0\0\0\0${name}\0`);

/** A property as it stays; nothing for one that isn't needed, isn't known, or isn't what it says. */
export function cleanProperty({ type, content }: Box): Uint8Array | undefined {
  if (content.length === lengths[type]) return box(type, content);
  // What follows repeats the sequence header, or holds metadata.
  if (type === "av1C" && content.length >= configurationBytes) {
    return box(type, content.subarray(0, configurationBytes));
  }
  if (type === "pixi") {
    const channels = content[4] ?? 0;
    return channels <= 4 && content.length === 5 + channels ? box(type, content) : undefined;
  }
  if (type === "colr") return cleanColours(content);
  return isAlpha({ type, content }) ? box(type, content) : undefined;
}

function cleanColours(content: Uint8Array): Uint8Array | undefined {
  const kind = latin1(content.subarray(0, 4));
  if (kind === "nclx" && content.length === coloursBytes) return box("colr", content);
  const profile = ["prof", "rICC"].includes(kind) && cleanProfile(content.subarray(4));
  return profile ? box("colr", fromLatin1(kind), profile) : undefined;
}

/** Whether a property says that its item is the transparency of another. */
export function isAlpha({ type, content }: Box): boolean {
  return type === "auxC" && alphaNames.includes(latin1(content.subarray(0, 60)));
}

/** The size among some properties. */
export function readSize(properties: readonly Box[]): Size | undefined {
  const extents = properties.find(({ type }) => type === "ispe");
  if (extents?.content.length !== lengths.ispe) return;
  const { reader } = fullReader(extents?.content);
  const [width, height] = [reader.number(4), reader.number(4)];
  return width > 0 && height > 0 ? { width, height } : undefined;
}

/** Whether a quarter turn, or three, swaps width and height on the screen. */
export function isOnItsSide(properties: readonly Box[]): boolean {
  const rotation = properties.find(({ type }) => type === "irot");
  return ((rotation?.content[0] ?? 0) & 1) === 1;
}
