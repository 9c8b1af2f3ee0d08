import { type Box, boxesIn, findBoxes, fullReader, mostEntries } from "./boxes";
import { itemContents } from "./item-contents";

/** A property of an item, by its place among the file's properties. */
export interface Association {
  readonly index: number;
  /** Whether a reader that doesn't know the property must not show the item. */
  readonly isEssential: boolean;
}

/** How an item uses others: `dimg` is made of them, `auxl` is the transparency, say, of them. */
export interface Reference {
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

/** What the `meta` box of an AVIF says of its pictures. Each number is an item's. */
export interface Meta {
  readonly primary: number;
  readonly types: ReadonlyMap<number, string>;
  readonly references: readonly Reference[];
  readonly properties: readonly Box[];
  readonly associations: ReadonlyMap<number, readonly Association[]>;
  /** The bytes of an item; none when they aren't all in this file. */
  readonly contentOf: (item: number) => Uint8Array | undefined;
}

/** Reads the boxes of ISO/IEC 23008-12 that tell which items make up the picture. */
export function readMeta(file: Uint8Array): Meta | undefined {
  const [meta] = findBoxes(file, ["meta"]);
  if (!meta) return;
  const [primary, information, locations, references, properties, inside] = findBoxes(
    meta.subarray(4),
    ["pitm", "iinf", "iloc", "iref", "iprp", "idat"],
  );
  const [list, associations] = findBoxes(properties ?? new Uint8Array(), ["ipco", "ipma"]);
  const { reader, version } = fullReader(primary);
  return {
    primary: reader.number(version === 0 ? 2 : 4),
    types: readTypes(information),
    references: readReferences(references),
    properties: readProperties(list),
    associations: readAssociations(associations),
    contentOf: itemContents(file, locations, inside),
  };
}

function readTypes(information: Uint8Array | undefined): Map<number, string> {
  const { reader, version } = fullReader(information);
  reader.take(version === 0 ? 2 : 4);
  const types = new Map<number, string>();
  for (const { type, content } of boxesIn(reader.bytes.subarray(reader.at))) {
    const entry = fullReader(content);
    if (type !== "infe" || entry.version < 2) continue;
    const item = entry.reader.number(entry.version === 2 ? 2 : 4);
    entry.reader.take(2);
    if (!types.has(item)) types.set(item, entry.reader.text(4));
    if (types.size === mostEntries) break;
  }
  return types;
}

function readReferences(references: Uint8Array | undefined): Reference[] {
  const { reader, version } = fullReader(references);
  const idBytes = version === 0 ? 2 : 4;
  const found: Reference[] = [];
  for (const { type, content } of boxesIn(reader.bytes.subarray(reader.at))) {
    const entry = fullReader(content).reader;
    entry.at = 0;
    const from = entry.number(idBytes);
    const count = entry.number(2);
    const ids = entry.take(count * idBytes);
    if (entry.hasFailed) continue;
    if (found.push({ type, from, to: readIds(ids, idBytes) }) === mostEntries) break;
  }
  return found;
}

function readIds(bytes: Uint8Array, idBytes: number): number[] {
  const { reader } = fullReader(bytes);
  reader.at = 0;
  return Array.from({ length: bytes.length / idBytes }, () => reader.number(idBytes));
}

function readProperties(list: Uint8Array | undefined): Box[] {
  const properties: Box[] = [];
  for (const property of boxesIn(list ?? new Uint8Array())) {
    if (properties.push(property) === mostEntries) break;
  }
  return properties;
}

function readAssociations(content: Uint8Array | undefined): Map<number, Association[]> {
  const { reader, version, flags } = fullReader(content);
  const indexBytes = flags & 1 ? 2 : 1;
  const essential = indexBytes === 2 ? 0x8000 : 0x80;
  const associations = new Map<number, Association[]>();
  for (let items = Math.min(reader.number(4), mostEntries); items > 0 && reader.left > 0; items--) {
    const item = reader.number(version === 0 ? 2 : 4);
    const count = reader.number(1);
    const own = Array.from({ length: count }, () => reader.number(indexBytes));
    if (reader.hasFailed || associations.has(item)) continue;
    associations.set(
      item,
      own.map((value) => ({ index: value % essential, isEssential: value >= essential })),
    );
  }
  return associations;
}

/** The properties of an item, in the order that its associations have them. */
export function propertiesOf({ associations, properties }: Meta, item: number): Box[] {
  return (associations.get(item) ?? []).flatMap(({ index }) => properties[index - 1] ?? []);
}
