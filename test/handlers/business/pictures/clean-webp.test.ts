import { expect } from "chai";
import {
  changed,
  exif,
  joined,
  latin1,
  number,
  webp,
  webpChunk,
} from "../../../support/picture-bytes";
import { plantedPictures } from "../../../support/planted-pictures";
import { samplePictures } from "../../../support/sample-pictures";
import { clean, refusal } from "./clean";

const flagsAfter = 8;

describe("the cleaning of a WebP", () => {
  const { plainWebp } = samplePictures;
  const lossy = clean(samplePictures.webp).bytes;

  it("leaves the pixels, the transparency and the profile, and says that there is nothing else", () => {
    const { bytes } = clean(plantedPictures.plantedWebp?.bytes ?? new Uint8Array());
    expect(chunkNames(bytes)).to.deep.equal(["VP8X", "ICCP", "ALPH", "VP8 "]);
    expect(bytes[12 + flagsAfter]).to.equal(0x30);
    expect(Buffer.from(bytes).readUInt32LE(4)).to.equal(bytes.length - 8);
    expect(chunkNames(clean(samplePictures.losslessWebp).bytes)).to.deep.equal([
      "VP8X",
      "ICCP",
      "VP8L",
    ]);
  });

  it("leaves one in the simple format in it, without what doesn't belong there", () => {
    const extra = webp(plainWebp.subarray(12), webpChunk("EXIF", exif(6)));
    expect(clean(extra).bytes).to.deep.equal(plainWebp);
  });

  it("no longer says that there is a profile where there is none that is one", () => {
    const { bytes } = clean(changed(lossy, "acsp", 0, latin1("none")));
    expect(chunkNames(bytes)).to.deep.equal(["VP8X", "ALPH", "VP8 "]);
    expect(bytes[12 + flagsAfter]).to.equal(0x10);
  });

  it("has no type for one that moves", () => {
    const animated = changed(lossy, "VP8X", flagsAfter, Uint8Array.of(0x32));
    expect(refusal(animated)).to.equal("type");
  });

  const canvas = (width: number, height: number) =>
    joined(number(3, width - 1).reverse(), number(3, height - 1).reverse());
  const { losslessWebp } = samplePictures;
  const broken: Readonly<Record<string, Uint8Array>> = {
    "wider than its pixels": changed(lossy, "VP8X", flagsAfter + 4, canvas(25, 16)),
    "lower than its pixels": changed(lossy, "VP8X", flagsAfter + 4, canvas(24, 15)),
    "without pixels": webp(lossy.subarray(12, 30)),
    "with a short canvas": webp(webpChunk("VP8X", latin1("\0\0")), plainWebp.subarray(12)),
    "that goes on after its end": joined(latin1("RIFF\xff\xff\0\0"), plainWebp.subarray(8)),
    "whose last chunk isn't whole": webp(plainWebp.subarray(12), latin1("EXIF\xff\0\0\0secret")),
    "with a few bytes after its last chunk": webp(plainWebp.subarray(12), latin1("here")),
    "of a frame that needs another": changed(plainWebp, "VP8 ", 8, Uint8Array.of(0x31)),
    "with another code": changed(plainWebp, "\x9d\x01\x2a", 0, latin1("\x9d\x01\x2b")),
    "of no width": changed(plainWebp, "\x9d\x01\x2a", 3, number(2, 0)),
    "of no height": changed(plainWebp, "\x9d\x01\x2a", 5, number(2, 0)),
    "of a later kind of lossless": changed(losslessWebp, "VP8L", 12, Uint8Array.of(0x20)),
    "of another kind of lossless": changed(losslessWebp, "VP8L", 8, Uint8Array.of(0x2e)),
  };
  for (const [name, bytes] of Object.entries(broken)) {
    it(`refuses one ${name}`, () => {
      expect(refusal(bytes)).to.equal("broken");
    });
  }
});

function chunkNames(bytes: Uint8Array): string[] {
  const view = Buffer.from(bytes);
  const names: string[] = [];
  for (let at = 12; at < view.length; ) {
    names.push(view.toString("latin1", at, at + 4));
    const length = view.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return names;
}
