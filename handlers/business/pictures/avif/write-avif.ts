import { bigEndian, fromLatin1, joined } from "../bytes";
import { box, fullBox } from "./boxes";
import type { KeptItem } from "./keep-items";
import type { Reference } from "./read-meta";

/** The smallest file that holds some items, the first of which is the picture. */
export function writeAvif(
  items: readonly KeptItem[],
  references: readonly Reference[],
): Uint8Array {
  const type = box("ftyp", fromLatin1("avif\0\0\0\0avifmif1miaf"));
  // How long it is doesn't depend on where the items begin.
  const start = type.length + writeMeta(items, references, 0).length + box("mdat").length;
  return joined([
    type,
    writeMeta(items, references, start),
    box("mdat", ...items.map(({ content }) => content)),
  ]);
}

function writeMeta(
  items: readonly KeptItem[],
  references: readonly Reference[],
  start: number,
): Uint8Array {
  const numbers = new Map(items.map(({ id }, index) => [id, bigEndian(2, index + 1)]));
  const number = (id: number) => numbers.get(id) ?? new Uint8Array();
  return fullBox(
    "meta",
    0,
    0,
    fullBox("hdlr", 0, 0, fromLatin1(`\0\0\0\0pict${"\0".repeat(13)}`)),
    fullBox("pitm", 0, 0, bigEndian(2, 1)),
    writeLocations(items, number, start),
    fullBox(
      "iinf",
      0,
      0,
      bigEndian(2, items.length),
      ...items.map(({ id, type }) =>
        fullBox("infe", 2, 0, number(id), fromLatin1(`\0\0${type}\0`)),
      ),
    ),
    ...(references.length > 0 ? [writeReferences(references, number)] : []),
    writeProperties(items, number),
  );
}

function writeLocations(
  items: readonly KeptItem[],
  number: (id: number) => Uint8Array,
  start: number,
): Uint8Array {
  let offset = start;
  const locations = items.map(({ id, content }) => {
    const location = joined([
      number(id),
      bigEndian(2, 0),
      bigEndian(2, 1),
      bigEndian(4, offset),
      bigEndian(4, content.length),
    ]);
    offset += content.length;
    return location;
  });
  // Offsets and lengths of four bytes, no base.
  return fullBox("iloc", 0, 0, Uint8Array.of(0x44, 0), bigEndian(2, items.length), ...locations);
}

function writeReferences(
  references: readonly Reference[],
  number: (id: number) => Uint8Array,
): Uint8Array {
  const boxes = references.map(({ type, from, to }) =>
    box(type, number(from), bigEndian(2, to.length), ...to.map(number)),
  );
  return fullBox("iref", 0, 0, ...boxes);
}

function writeProperties(
  items: readonly KeptItem[],
  number: (id: number) => Uint8Array,
): Uint8Array {
  const used = new Map(
    items.flatMap(({ properties }) => properties.map(({ index, bytes }) => [index, bytes])),
  );
  const places = new Map([...used.keys()].map((index, place) => [index, place + 1]));
  const associations = items.flatMap(({ id, properties }) => [
    number(id),
    Uint8Array.of(properties.length),
    ...properties.map(({ index, isEssential }) =>
      bigEndian(2, (isEssential ? 0x8000 : 0) + (places.get(index) ?? 0)),
    ),
  ]);
  return box(
    "iprp",
    box("ipco", ...used.values()),
    // In this order by item, and each association in two bytes.
    fullBox("ipma", 0, 1, bigEndian(4, items.length), ...associations),
  );
}
