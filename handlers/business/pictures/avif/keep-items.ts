import { ByteReader } from "../bytes";
import type { Chosen } from "./choose-items";
import { cleanStream, type Size } from "./obus";
import { cleanProperty, readSize } from "./properties";
import { type Meta, propertiesOf } from "./read-meta";

/** An item as it is written again. */
export interface KeptItem {
  readonly id: number;
  readonly type: string;
  readonly content: Uint8Array;
  readonly properties: readonly KeptProperty[];
}

interface KeptProperty {
  readonly index: number;
  readonly isEssential: boolean;
  readonly bytes: Uint8Array;
}

/** A tile is at least so wide and high, even of a smaller picture: ISO/IEC 23000-22, section 7.3.11. */
const leastTilePixels = 64;

/** The chosen items without what isn't needed; nothing when one of them isn't what it should be. */
export function keepItems(meta: Meta, { ids, tiles }: Chosen): KeptItem[] | undefined {
  const sizes = new Map([...ids].map((id) => [id, readSize(propertiesOf(meta, id))]));
  const clean = new Map<number, Uint8Array | undefined>();
  const items: KeptItem[] = [];
  for (const id of ids) {
    const [type, size, raw] = [meta.types.get(id), sizes.get(id), meta.contentOf(id)];
    const properties = keepProperties(meta, id, clean);
    if (!type || !size || !raw || !properties) return;
    let content: Uint8Array | undefined;
    if (type === "av01") content = keepStream(raw, size);
    else if (type === "grid" && isGrid(raw, size, tiles.get(id) ?? [], sizes, meta)) content = raw;
    if (!content) return;
    items.push({ id, type, content, properties });
  }
  return areAsLargeAsTheirs(meta, sizes) ? items : undefined;
}

function keepProperties(
  meta: Meta,
  id: number,
  clean: Map<number, Uint8Array | undefined>,
): KeptProperty[] | undefined {
  const kept: KeptProperty[] = [];
  for (const { index, isEssential } of meta.associations.get(id) ?? []) {
    const property = meta.properties[index - 1];
    if (property && !clean.has(index)) clean.set(index, cleanProperty(property));
    const bytes = clean.get(index);
    if (bytes) kept.push({ index, isEssential, bytes });
    else if (isEssential) return;
  }
  return kept;
}

/** A stream whose pixels take the room that the file says: else a small picture could turn out a huge one. */
function keepStream(raw: Uint8Array, size: Size): Uint8Array | undefined {
  const stream = cleanStream(raw);
  return stream && isSame(stream, size) ? stream.bytes : undefined;
}

/**
 * Whether some bytes tell of tiles that fill a picture, with no more of them over its edges than has to be:
 * ISO/IEC 23008-12, section 6.6.2.3.
 */
function isGrid(
  raw: Uint8Array,
  size: Size,
  tiles: readonly number[],
  sizes: ReadonlyMap<number, Size | undefined>,
  { types }: Meta,
): boolean {
  const reader = new ByteReader(raw);
  const [version, flags] = [reader.number(1), reader.number(1)];
  const [rows, columns] = [reader.number(1) + 1, reader.number(1) + 1];
  const sideBytes = flags & 1 ? 4 : 2;
  const own = { width: reader.number(sideBytes), height: reader.number(sideBytes) };
  const isWhole = version === 0 && !reader.hasFailed && reader.left === 0;
  const tile = sizes.get(tiles[0] ?? 0);
  if (!isWhole || !isSame(own, size) || !tile || tiles.length !== rows * columns) return false;
  const areAlike = tiles.every(
    (each) => types.get(each) === "av01" && isSame(sizes.get(each), tile),
  );
  const fits = fills(tile.width, columns, size.width) && fills(tile.height, rows, size.height);
  return areAlike && fits;
}

const fills = (tile: number, count: number, whole: number) =>
  tile <= Math.max(whole, leastTilePixels) && tile * (count - 1) < whole && whole <= tile * count;

/** Whether each transparency has the size of what it is the transparency of. */
function areAsLargeAsTheirs(meta: Meta, sizes: ReadonlyMap<number, Size | undefined>): boolean {
  return meta.references
    .filter(({ type, from }) => type === "auxl" && sizes.has(from))
    .every(({ from, to }) =>
      to.every((id) => !sizes.has(id) || isSame(sizes.get(id), sizes.get(from))),
    );
}

const isSame = (one: Size | undefined, other: Size | undefined) =>
  one?.width === other?.width && one?.height === other?.height;
