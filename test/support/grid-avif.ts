import { avifBox, findBox, joined, latin1, number } from "./picture-bytes";
import { samplePictures, secret } from "./sample-pictures";

/** The AV1 stream of a tile, 64 by 64 pixels large. */
export const tileStream = findBox(samplePictures.tileAvif, "mdat").subarray(8);

/** How the AVIF of tiles differs from a right one. */
export interface GridChanges {
  readonly columns?: number;
  readonly width?: number;
  readonly tiles?: number;
  readonly tileWidth?: number;
  readonly stream?: Uint8Array;
  /** What the last item is to the first, and by its own property, if it has one. */
  readonly last?: { readonly reference: string; readonly auxiliary?: string };
}

/** An AVIF 100 by 64 pixels large, of two tiles, as telephones write them, in every newer form of each box. */
export function gridAvif({
  columns = 2,
  width = 100,
  tiles = 2,
  tileWidth = 64,
  stream = tileStream,
  last: { reference, auxiliary = "" } = { reference: "thmb" },
}: GridChanges = {}): Uint8Array {
  const said = latin1(secret);
  const { tileAvif } = samplePictures;
  const extents = (wide: number) => avifBox("ispe", number(4, 0), number(4, wide), number(4, 64));
  const entry = (item: number, type: string, rest: Uint8Array = new Uint8Array()) =>
    avifBox(
      "infe",
      number(4, 0x03000000),
      number(4, item),
      number(2, 0),
      latin1(`${type}${secret}\0`),
      rest,
    );
  const tileIds = Array.from({ length: tiles }, (_, index) => 20 + index);
  const grid = joined(Uint8Array.of(0, 0, 0, columns - 1), number(2, width), number(2, 64));
  const meta = (start: number) =>
    avifBox(
      "meta",
      number(4, 0),
      avifBox("hdlr", number(4, 0), latin1(`\0\0\0\0pict${"\0".repeat(12)}${secret}\0`)),
      avifBox("pitm", number(4, 0x01000000), number(4, 10)),
      avifBox(
        "iinf",
        number(4, 0x01000000),
        number(4, 4 + tiles),
        entry(10, "grid"),
        ...tileIds.map((item) => entry(item, "av01")),
        entry(30, "av01"),
        entry(40, "mime", latin1("application/rdf+xml\0")),
        entry(50, "Exif"),
      ),
      avifBox(
        "iref",
        number(4, 0x01000000),
        avifBox(reference, number(4, 30), number(2, 1), number(4, 10)),
        avifBox("cdsc", number(4, 40), number(2, 1), number(4, 10)),
        avifBox("dimg", number(4, 10), number(2, tiles), ...tileIds.map((item) => number(4, item))),
      ),
      avifBox(
        "iprp",
        avifBox(
          "ipco",
          extents(width),
          extents(tileWidth),
          findBox(tileAvif, "av1C"),
          findBox(tileAvif, "pixi"),
          avifBox("udes", number(4, 0), latin1(`${secret}\0${secret}\0`)),
          avifBox("auxC", number(4, 0), latin1(`${auxiliary}\0`)),
        ),
        avifBox(
          "ipma",
          number(4, 0x01000000),
          number(4, 2 + tiles),
          joined(number(4, 10), Uint8Array.of(3, 1, 4, 5)),
          ...tileIds.map((item) => joined(number(4, item), Uint8Array.of(4, 2, 0x83, 4, 5))),
          joined(number(4, 30), Uint8Array.of(5, 2, 0x83, 4, 5, 6)),
        ),
      ),
      avifBox("idat", grid, said),
      avifBox(
        "iloc",
        number(4, 0x02000000),
        Uint8Array.of(0x44, 0x80),
        number(4, 4 + tiles),
        location(10, 1, 0, [[0, grid.length]]),
        location(20, 0, start, [
          [0, 9],
          [9, stream.length - 9],
        ]),
        ...tileIds.slice(1).map((item) => location(item, 0, start, [[0, stream.length]])),
        location(30, 0, start, [[stream.length + said.length, stream.length]]),
        location(40, 1, 0, [[grid.length, said.length]]),
        location(50, 0, start, [[stream.length, said.length]]),
      ),
    );
  const type = avifBox("ftyp", latin1("mif1\0\0\0\0mif1avifmiaf"));
  const start = type.length + meta(0).length + 8;
  return joined(type, meta(start), avifBox("mdat", stream, said, stream), avifBox("skip", said));
}

function location(
  item: number,
  method: number,
  base: number,
  extents: readonly (readonly [number, number])[],
): Uint8Array {
  return joined(
    number(4, item),
    number(2, method),
    number(2, 0),
    number(4, 0),
    number(4, base),
    number(2, extents.length),
    ...extents.map(([offset, length]) => joined(number(4, offset), number(4, length))),
  );
}
