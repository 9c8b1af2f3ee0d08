import { expect } from "chai";
import { gridAvif, tileStream } from "../../../support/grid-avif";
import {
  changed,
  findBox,
  fromBits,
  joined,
  latin1,
  number,
  obu,
  placeOf,
} from "../../../support/picture-bytes";
import { plantedPictures } from "../../../support/planted-pictures";
import { samplePictures, secret } from "../../../support/sample-pictures";
import { clean, refusal } from "./clean";

const [metadata, padding, tileList] = [5, 15, 8];

describe("the cleaning of an AVIF", () => {
  const { avif, transparentAvif, tileAvif } = samplePictures;

  it("writes a file of its picture alone", () => {
    const { bytes } = clean(avif);
    expect(boxNames(bytes)).to.deep.equal(["ftyp", "meta", "mdat"]);
    expect(itemTypes(bytes)).to.deep.equal(["av01"]);
    expect(boxNames(findBox(bytes, "meta").subarray(12))).to.deep.equal([
      "hdlr",
      "pitm",
      "iloc",
      "iinf",
      "iprp",
    ]);
    expect(boxNames(findBox(bytes, "ipco").subarray(8))).to.deep.equal([
      "av1C",
      "colr",
      "ispe",
      "pixi",
      "irot",
    ]);
  });

  it("keeps the transparency and the tiles, and drops the thumbnail", () => {
    expect(itemTypes(clean(transparentAvif).bytes)).to.deep.equal(["av01", "av01"]);
    const { bytes } = clean(plantedPictures.gridAvif?.bytes ?? new Uint8Array());
    expect(itemTypes(bytes)).to.deep.equal(["grid", "av01", "av01"]);
    expect(boxNames(findBox(bytes, "ipco").subarray(8))).not.to.include("udes");
  });

  it("drops what the AV1 stream itself says beside its pixels", () => {
    const said = latin1(secret);
    const stream = joined(obu(metadata, said), tileStream, obu(padding, said));
    expect(Buffer.from(gridAvif({ stream })).includes(secret)).to.equal(true);
    expect(clean(gridAvif({ stream }))).to.deep.equal(clean(gridAvif()));
  });

  it("refuses a tile whose stream holds what no picture does", () => {
    for (const extra of [obu(tileList, latin1(secret)), latin1(secret), tileStream.slice(2)]) {
      expect(refusal(gridAvif({ stream: joined(tileStream, extra) }))).to.equal("broken");
    }
  });

  it("refuses a grid that its tiles don't fill, or that they go over by more than they have to", () => {
    expect(refusal(gridAvif({ width: 128 }))).to.equal(undefined);
    expect(refusal(gridAvif({ width: 65 }))).to.equal(undefined);
    for (const wrong of [
      { width: 129 },
      { width: 64 },
      { columns: 3 },
      { columns: 1, width: 64 },
    ]) {
      expect(refusal(gridAvif(wrong)), JSON.stringify(wrong)).to.equal("broken");
    }
  });

  it("refuses a grid whose tile is larger than it, but for the smallest a tile can be", () => {
    const header = fromBits("00011", "00000", "0110", "0101", "1111111", "111111");
    const stream = joined(obu(1, header), obu(6, latin1("pixels")));
    const one = { columns: 1, tiles: 1, tileWidth: 128, stream };
    expect(refusal(gridAvif({ ...one, width: 128 }))).to.equal(undefined);
    expect(refusal(gridAvif({ ...one, width: 127 }))).to.equal("broken");
    expect(refusal(gridAvif({ columns: 1, tiles: 1, width: 10 }))).to.equal(undefined);
  });

  it("goes by the size that decoding takes, which a file can't hide", () => {
    const small = changed(tileAvif, "ispe", 8, joined(number(4, 1), number(4, 1)));
    expect(refusal(small)).to.equal("broken");
  });

  it("refuses a small file that would become a large one", () => {
    const stream = joined(tileStream, ...Array(40).fill(obu(padding, new Uint8Array(120))));
    const three = { columns: 3, tiles: 3, width: 150 };
    expect(refusal(gridAvif(three))).to.equal(undefined);
    expect(refusal(gridAvif({ stream }))).to.equal(undefined);
    expect(refusal(gridAvif({ ...three, stream }))).to.equal("broken");
  });

  it("keeps a transparency only, and only where it has the size of its picture", () => {
    const alpha = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha";
    const depth = "urn:mpeg:mpegB:cicp:systems:auxiliary:depth";
    const last = (auxiliary: string) => ({ last: { reference: "auxl", auxiliary } });
    expect(clean(gridAvif(last(depth)))).to.deep.equal(clean(gridAvif()));
    expect(refusal(gridAvif(last(alpha)))).to.equal("broken");
    const asLarge = { columns: 1, width: 64, tiles: 1, ...last(alpha) };
    expect(itemTypes(clean(gridAvif(asLarge)).bytes)).to.deep.equal(["grid", "av01", "av01"]);
  });

  const broken: Readonly<Record<string, Uint8Array>> = {
    "without its boxes": tileAvif.subarray(0, placeOf(tileAvif, "meta") - 4),
    "without a primary item": changed(tileAvif, "pitm", 0, latin1("free")),
    "whose primary item isn't there": changed(tileAvif, "pitm", 8, number(2, 9)),
    "whose primary item is a text": changed(tileAvif, "av01", 0, latin1("mime")),
    "whose pixels aren't where it says": changed(tileAvif, "iloc", 16, number(4, 0xffffff)),
    "without pixels": tileAvif.subarray(0, placeOf(tileAvif, "mdat") + 4),
    "that keeps its pixels in another file": changed(tileAvif, "iloc", 14, number(2, 1)),
    "without a size": changed(tileAvif, "ispe", 0, latin1("free")),
    "of no width": changed(tileAvif, "ispe", 8, number(4, 0)),
    "with a property that a reader must know": changed(tileAvif, "av1C", 0, latin1("clap")),
  };
  for (const [name, bytes] of Object.entries(broken)) {
    it(`refuses one ${name}`, () => {
      expect(refusal(bytes)).to.equal("broken");
    });
  }
});

function boxNames(bytes: Uint8Array): string[] {
  const view = Buffer.from(bytes);
  const names: string[] = [];
  for (let at = 0; at < view.length && names.length < 20; at += view.readUInt32BE(at)) {
    names.push(view.toString("latin1", at + 4, at + 8));
    if (names.at(-1) === "ipma") break;
  }
  return names;
}

function itemTypes(bytes: Uint8Array): string[] {
  const entries = Buffer.from(findBox(bytes, "iinf")).toString("latin1");
  return [...entries.matchAll(/infe.{8}(.{4})/gs)].map(([, type]) => type as string);
}
