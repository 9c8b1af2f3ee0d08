import { expect } from "chai";
import { cleanProperty } from "../../../../../handlers/business/pictures/avif/properties";
import { avifBox, joined, latin1 } from "../../../../support/picture-bytes";
import { secret } from "../../../../support/sample-pictures";

describe("a property of an AVIF's item", () => {
  const said = latin1(secret);
  const alpha = latin1("\0\0\0\0urn:mpeg:hevc:2015:auxid:1\0");
  const known: Readonly<Record<string, Uint8Array>> = {
    ispe: new Uint8Array(12),
    irot: Uint8Array.of(3),
    imir: Uint8Array.of(1),
    pasp: new Uint8Array(8),
    clli: new Uint8Array(4),
    mdcv: new Uint8Array(24),
    a1op: Uint8Array.of(0),
    lsel: Uint8Array.of(0, 0),
    pixi: latin1("\0\0\0\0\x03\x08\x08\x08"),
    colr: latin1("nclx\0\x01\0\x0d\0\x06\x80"),
    auxC: alpha,
  };
  for (const [type, content] of Object.entries(known)) {
    it(`is kept if it is ${type}, without anything more`, () => {
      expect(cleanProperty({ type, content })).to.deep.equal(avifBox(type, content));
      expect(cleanProperty({ type, content: joined(content, said) })).to.equal(undefined);
    });
  }

  it("is cut to what decoding takes if it is av1C", () => {
    const four = latin1("\x81\x20\0\0");
    const content = joined(four, said);
    expect(cleanProperty({ type: "av1C", content })).to.deep.equal(avifBox("av1C", four));
    expect(cleanProperty({ type: "av1C", content: four.subarray(1) })).to.equal(undefined);
  });

  it("is dropped if it names a screen's colours without a profile, or isn't known", () => {
    for (const kind of ["prof", "rICC", "????"]) {
      const content = joined(latin1(kind), said);
      expect(cleanProperty({ type: "colr", content })).to.equal(undefined);
    }
    expect(cleanProperty({ type: "udes", content: said })).to.equal(undefined);
    const channels = joined(latin1("\0\0\0\0\x16"), said);
    expect(channels[4]).to.equal(said.length);
    expect(cleanProperty({ type: "pixi", content: channels })).to.equal(undefined);
  });
});
