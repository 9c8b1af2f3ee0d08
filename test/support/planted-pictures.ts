import { crc32 } from "node:zlib";
import { samplePictures, secret } from "./sample-pictures";

/** What a picture is to be told as, whatever else is in it. */
export interface PlantedPicture {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

export const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

export const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** A number in a few bytes, big-endian. */
export function number(bytes: number, value: number): Uint8Array {
  const written = Buffer.alloc(bytes);
  written.writeUIntBE(value, 0, bytes);
  return new Uint8Array(written);
}

/** Where some text begins. */
export function placeOf(bytes: Uint8Array, text: string): number {
  const place = Buffer.from(bytes).indexOf(text, 0, "latin1");
  if (place < 0) throw new Error(`No ${JSON.stringify(text)} in these bytes.`);
  return place;
}

/** Some bytes with a few of them changed, from a place on after some text begins. */
export function changed(bytes: Uint8Array, text: string, after: number, to: Uint8Array) {
  const copy = Uint8Array.from(bytes);
  copy.set(to, placeOf(bytes, text) + after);
  return copy;
}

export function inserted(bytes: Uint8Array, at: number, ...parts: readonly Uint8Array[]) {
  return joined(bytes.subarray(0, at), ...parts, bytes.subarray(at));
}

export function jpegSegment(marker: number, content: Uint8Array): Uint8Array {
  return joined(Uint8Array.of(0xff, marker), number(2, content.length + 2), content);
}

export function pngChunk(type: string, content: Uint8Array): Uint8Array {
  const checked = joined(latin1(type), content);
  return joined(number(4, content.length), checked, number(4, crc32(checked)));
}

/** A WebP of some chunks. */
export function webp(...chunks: readonly Uint8Array[]): Uint8Array {
  return webpChunk("RIFF", joined(latin1("WEBP"), ...chunks));
}

export function webpChunk(type: string, content: Uint8Array): Uint8Array {
  const padding = new Uint8Array(content.length % 2);
  return joined(latin1(type), number(4, content.length).reverse(), content, padding);
}

export function avifBox(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = joined(...parts);
  return joined(number(4, content.length + 8), latin1(type), content);
}

/** The bytes of the first box of a type, however deep it is. */
export function findBox(bytes: Uint8Array, type: string): Uint8Array {
  const start = placeOf(bytes, type) - 4;
  return bytes.subarray(start, start + Buffer.from(bytes).readUInt32BE(start));
}

/** An EXIF block with an orientation between two secrets. */
export function exif(orientation: number, order: "II" | "MM" = "MM"): Uint8Array {
  const inOrder = (bytes: number, value: number) =>
    order === "MM" ? number(bytes, value) : number(bytes, value).reverse();
  const text = latin1(`${secret}\0`);
  const entry = (tag: number, type: number, count: number, value: Uint8Array) =>
    joined(inOrder(2, tag), inOrder(2, type), inOrder(4, count), value);
  const textAt = inOrder(4, 8 + 2 + 3 * 12 + 4);
  return joined(
    latin1(order),
    inOrder(2, 42),
    inOrder(4, 8),
    inOrder(2, 3),
    entry(0x010f, 2, text.length, textAt),
    entry(0x0112, 3, 1, joined(inOrder(2, orientation), number(2, 0))),
    entry(0x8298, 2, text.length, textAt),
    inOrder(4, 0),
    text,
  );
}

/** A JPEG with everything that cameras, telephones and editors leave in one. */
function plantedJpeg(): Uint8Array {
  const { jpeg, progressiveJpeg } = samplePictures;
  const said = latin1(secret);
  return joined(
    jpeg.subarray(0, 2),
    jpegSegment(
      0xe0,
      joined(latin1("JFIF\0\x01\x02\0\0\x01\0\x01\x03\x03"), latin1(secret + secret)),
    ),
    jpegSegment(0xe0, joined(latin1("JFXX\0\x10"), progressiveJpeg)),
    jpegSegment(0xe2, joined(latin1("MPF\0"), said)),
    jpegSegment(0xed, joined(latin1("Photoshop 3.0\0"), said)),
    jpegSegment(0xfe, said),
    Uint8Array.of(0xff, 0xff, 0xff),
    jpeg.subarray(2),
    progressiveJpeg,
    said,
  );
}

/** A PNG that is animated too. */
function plantedPng(): Uint8Array {
  const { png } = samplePictures;
  const said = latin1(`Comment\0${secret}`);
  const pixels = placeOf(png, "IDAT") - 4;
  const control = joined(number(4, 24), number(4, 16), new Uint8Array(8), number(4, 0x10001));
  return joined(
    png.subarray(0, pixels),
    pngChunk("acTL", joined(number(4, 2), number(4, 0))),
    pngChunk("fcTL", joined(number(4, 0), control, number(2, 0))),
    pngChunk("tEXt", said),
    pngChunk("zTXt", said),
    pngChunk("iTXt", said),
    pngChunk("prVt", said),
    png.subarray(pixels, png.length - 12),
    pngChunk("fdAT", joined(number(4, 1), said)),
    pngChunk("tIME", latin1("\x07\xea\x0c\x01\x05\x00\x00")),
    png.subarray(png.length - 12),
    said,
  );
}

function plantedWebp(): Uint8Array {
  const said = latin1(secret);
  const chunks = samplePictures.webp.subarray(12);
  return joined(webp(chunks, webpChunk("EXIF", exif(6)), webpChunk("note", said)), said);
}

function plantedAvif(): Uint8Array {
  const said = latin1(secret);
  return joined(
    samplePictures.transparentAvif,
    avifBox("free", said),
    avifBox("uuid", new Uint8Array(16), said),
    said,
  );
}

/** The AV1 stream of a tile, 64 by 64 pixels large. */
export const tileStream = findBox(samplePictures.tileAvif, "mdat").subarray(8);

/** How the AVIF of tiles differs from a right one. */
export interface GridChanges {
  readonly columns?: number;
  readonly width?: number;
  readonly tiles?: number;
  readonly stream?: Uint8Array;
  /** What the last item is to the first, and by its own property, if it has one. */
  readonly last?: { readonly reference: string; readonly auxiliary?: string };
}

/** An AVIF 100 by 64 pixels large, of two tiles, as telephones write them, in every newer form of each box. */
export function gridAvif({
  columns = 2,
  width = 100,
  tiles = 2,
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
          extents(64),
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

const { tileAvif, ...samples } = samplePictures;
const onTheirSide = ["jpeg", "png", "avif"];

/** Every sample, and what has more in it than the samples do. */
export const plantedPictures: Readonly<Record<string, PlantedPicture>> = {
  ...Object.fromEntries(
    Object.entries(samples).map(([name, bytes]) => [
      name,
      { ...sized(24, 16, onTheirSide.includes(name)), type: typeOf(name), bytes },
    ]),
  ),
  plantedJpeg: { ...sized(24, 16, true), type: "image/jpeg", bytes: plantedJpeg() },
  plantedPng: { ...sized(24, 16, true), type: "image/png", bytes: plantedPng() },
  plantedWebp: { ...sized(24, 16, false), type: "image/webp", bytes: plantedWebp() },
  plantedAvif: { ...sized(24, 16, false), type: "image/avif", bytes: plantedAvif() },
  tileAvif: { ...sized(64, 64, false), type: "image/avif", bytes: tileAvif },
  gridAvif: { ...sized(100, 64, false), type: "image/avif", bytes: gridAvif() },
};

function sized(width: number, height: number, isOnItsSide: boolean) {
  const [widthPixels, heightPixels] = isOnItsSide ? [height, width] : [width, height];
  return { widthPixels, heightPixels };
}

function typeOf(name: string): string {
  return `image/${/(jpeg|png|webp|avif)$/i.exec(name)?.[0].toLowerCase()}`;
}
