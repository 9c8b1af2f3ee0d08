import { isAlpha } from "./properties";
import { type Meta, propertiesOf, type Reference } from "./read-meta";

/** A telephone's camera makes a picture of some fifty tiles, and as many for its transparency. */
const mostItems = 1_000;

/** What is shown, and what each grid among it is made of, row by row. */
export interface Chosen {
  readonly ids: ReadonlySet<number>;
  readonly tiles: ReadonlyMap<number, readonly number[]>;
}

/**
 * The primary item first, then the tiles it is made of and the transparency of any of these. Thumbnails, depth maps,
 * EXIF and XMP are items too, and stay behind.
 */
export function chooseItems(meta: Meta): Chosen | undefined {
  const areAlpha = new Set(
    [...meta.associations.keys()].filter((id) => propertiesOf(meta, id).some(isAlpha)),
  );
  const alphaOf = new Map<number, number>();
  for (const { type, from, to } of meta.references) {
    if (type !== "auxl" || !areAlpha.has(from)) continue;
    for (const id of to) if (!alphaOf.has(id)) alphaOf.set(id, from);
  }
  const tiles = tilesOf(meta);
  const ids = new Set([meta.primary]);
  // A set is walked to its end, what is added on the way included.
  for (const id of ids) {
    for (const tile of tiles.get(id) ?? []) ids.add(tile);
    const alpha = areAlpha.has(id) ? undefined : alphaOf.get(id);
    if (alpha !== undefined) ids.add(alpha);
    if (ids.size > mostItems) return;
  }
  return { ids, tiles };
}

function tilesOf({ references, types }: Meta): Map<number, readonly number[]> {
  const tiles = new Map<number, readonly number[]>();
  for (const { type, from, to } of references) {
    if (type === "dimg" && types.get(from) === "grid" && !tiles.has(from)) tiles.set(from, to);
  }
  return tiles;
}

/** The references between the chosen items. */
export function chooseReferences({ references }: Meta, { ids, tiles }: Chosen): Reference[] {
  return references
    .filter(
      ({ type, from }) =>
        ids.has(from) && (type === "dimg" ? tiles.has(from) : ["auxl", "prem"].includes(type)),
    )
    .map((reference) => ({ ...reference, to: reference.to.filter((id) => ids.has(id)) }))
    .filter(({ to }) => to.length > 0);
}
