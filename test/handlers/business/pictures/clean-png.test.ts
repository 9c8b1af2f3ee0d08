import { deflateSync } from "node:zlib";
import { expect } from "chai";
import {
  exif,
  inserted,
  joined,
  latin1,
  number,
  placeOf,
  pngChunk,
} from "../../../support/picture-bytes";
import { plantedPictures } from "../../../support/planted-pictures";
import { samplePictures } from "../../../support/sample-pictures";
import { clean, refusal } from "./clean";

const afterHeader = 33;

describe("the cleaning of a PNG", () => {
  const plain = clean(samplePictures.palettePng).bytes;

  it("leaves the pixels, how to show them and the orientation, and nothing else", () => {
    const { bytes } = clean(plantedPictures.plantedPng?.bytes ?? new Uint8Array());
    expect(chunkNames(bytes)).to.deep.equal(["IHDR", "iCCP", "eXIf", "pHYs", "IDAT", "IEND"]);
    expect(chunkNames(plain)).to.deep.equal([
      "IHDR",
      "iCCP",
      "PLTE",
      "tRNS",
      "pHYs",
      "IDAT",
      "IEND",
    ]);
  });

  it("keeps what else colours depend on, once", () => {
    const colours = [
      pngChunk("gAMA", number(4, 45_455)),
      pngChunk("cHRM", new Uint8Array(32)),
      pngChunk("sRGB", number(1, 0)),
      pngChunk("cICP", number(4, 0x0c0d0001)),
      pngChunk("sBIT", number(3, 0x080808)),
    ];
    const { bytes } = clean(inserted(plain, afterHeader, ...colours, ...colours));
    expect(bytes).to.deep.equal(inserted(plain, afterHeader, ...colours));
  });

  it("goes by nothing that comes after the pixels, as browsers do", () => {
    const late = [pngChunk("eXIf", exif(8)), pngChunk("gAMA", number(4, 1))];
    expect(clean(inserted(plain, plain.length - 12, ...late)).bytes).to.deep.equal(plain);
  });

  it("gives the profile a name that tells nothing, and drops one that is none or unfolds without end", () => {
    expect(Buffer.from(plain).includes("iCCPICC\0")).to.equal(true);
    const bomb = deflateSync(new Uint8Array(50_000_000));
    for (const content of [bomb, deflateSync(latin1("none")), latin1("none"), new Uint8Array()]) {
      const chunk = pngChunk("iCCP", joined(latin1("Name\0\0"), content));
      const { bytes } = clean(inserted(plain, afterHeader, chunk));
      expect(chunkNames(bytes)).to.deep.equal(["IHDR", "PLTE", "tRNS", "pHYs", "IDAT", "IEND"]);
    }
  });

  it("puts pixels together that are cut into several chunks", () => {
    const at = placeOf(plain, "IDAT") + 4;
    const data = plain.subarray(at, at + Buffer.from(plain).readUInt32BE(at - 8));
    const cut = joined(
      plain.subarray(0, at - 8),
      ...[data.subarray(0, 5), data.subarray(5, 5), data.subarray(5)].map((part) =>
        pngChunk("IDAT", part),
      ),
      plain.subarray(-12),
    );
    expect(clean(cut).bytes).to.deep.equal(plain);
  });

  const header = (width: number, height: number) =>
    pngChunk("IHDR", joined(number(4, width), number(4, height), latin1("\x08\x03\0\0\0")));
  const start = plain.subarray(0, 8);
  const rest = plain.subarray(afterHeader);
  const broken: Readonly<Record<string, Uint8Array>> = {
    "without an end": plain.subarray(0, -12),
    "with a wrong checksum": inserted(plain.subarray(0, -1), plain.length - 1, latin1("!")),
    "with a chunk that a reader must know": inserted(plain, afterHeader, pngChunk("NEWs", start)),
    "with a chunk before its header": inserted(plain, 8, pngChunk("gAMA", number(4, 1))),
    "with two headers": inserted(plain, afterHeader, header(24, 16)),
    "with a text for a density": inserted(plain, afterHeader, pngChunk("pHYs", latin1("Douala"))),
    "with a text for a background": inserted(plain, afterHeader, pngChunk("bKGD", rest)),
    "of no width": joined(start, header(0, 16), rest),
    "of no height": joined(start, header(24, 0), rest),
    "without pixels": joined(plain.subarray(0, afterHeader), pngChunk("IEND", new Uint8Array())),
    "with a chunk that doesn't end": inserted(plain, afterHeader, number(4, 0xffffffff)),
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
  for (let at = 8; at < view.length; at += view.readUInt32BE(at) + 12) {
    names.push(view.toString("latin1", at + 4, at + 8));
  }
  return names;
}
