import { joined } from "../bytes";
import { fullReader, mostEntries } from "./boxes";

interface Extent {
  readonly offset: number;
  readonly length: number;
}

interface Location {
  readonly isInside: boolean;
  readonly extents: readonly Extent[];
}

/** No item of a camera is in as many pieces. */
const mostExtents = 100;

/**
 * Looks up the bytes of an item of a file by its `iloc` box: ISO/IEC 14496-12, section 8.11.3. An item is either in
 * the file at large or inside the `idat` box.
 */
export function itemContents(
  file: Uint8Array,
  locations: Uint8Array | undefined,
  inside: Uint8Array | undefined,
): (item: number) => Uint8Array | undefined {
  const found = readLocations(locations);
  // Else a small file whose items are all the same bytes would become a large one.
  let left = file.length;
  return (item) => {
    const location = found.get(item);
    const place = location?.isInside ? inside : file;
    if (!location || !place) return;
    const length = location.extents.reduce((sum, extent) => sum + extent.length, 0);
    const isThere = location.extents.every(
      (extent) => extent.length > 0 && extent.offset + extent.length <= place.length,
    );
    left -= length;
    if (!isThere || left < 0) return;
    return joined(
      location.extents.map(({ offset, length }) => place.subarray(offset, offset + length)),
    );
  };
}

function readLocations(content: Uint8Array | undefined): Map<number, Location> {
  const { reader, version } = fullReader(content);
  const locations = new Map<number, Location>();
  if (version > 2) return locations;
  const [lengths, others] = [reader.number(1), reader.number(1)];
  const [offsetBytes, lengthBytes, baseBytes] = [lengths >> 4, lengths & 0xf, others >> 4];
  const indexBytes = version === 0 ? 0 : others & 0xf;
  const idBytes = version === 2 ? 4 : 2;
  for (
    let items = Math.min(reader.number(idBytes), mostEntries);
    items > 0 && reader.left > 0;
    items--
  ) {
    const item = reader.number(idBytes);
    const method = version === 0 ? 0 : reader.number(2) & 0xf;
    const isElsewhere = reader.number(2) !== 0 || method > 1;
    const base = reader.number(baseBytes);
    const count = reader.number(2);
    const extents: Extent[] = [];
    for (let extent = 0; extent < count && reader.left > 0; extent++) {
      reader.take(indexBytes);
      extents.push({
        offset: base + reader.number(offsetBytes),
        length: reader.number(lengthBytes),
      });
    }
    if (isElsewhere || reader.hasFailed || count > mostExtents || locations.has(item)) continue;
    locations.set(item, { isInside: method === 1, extents });
  }
  return locations;
}
