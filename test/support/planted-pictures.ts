import { gridAvif } from "./grid-avif";
import {
  avifBox,
  exif,
  joined,
  jpegSegment,
  latin1,
  number,
  placeOf,
  pngChunk,
  webp,
  webpChunk,
} from "./picture-bytes";
import { samplePictures, secret } from "./sample-pictures";

/** What a picture is to be told as, whatever else is in it. */
export interface PlantedPicture {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
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
