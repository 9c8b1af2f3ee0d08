import { expect } from "chai";
import { cleanProfile } from "../../../../handlers/business/pictures/colour-profile";
import { changed, joined, latin1, number, placeOf } from "../../../support/picture-bytes";
import { samplePictures, secret } from "../../../support/sample-pictures";

describe("the cleaning of a colour profile", () => {
  const { losslessWebp } = samplePictures;
  const start = placeOf(losslessWebp, "ICCP") + 8;
  const profile = losslessWebp.subarray(
    start,
    start + Buffer.from(losslessWebp).readUInt32BE(start),
  );
  const clean = cleanProfile(profile) ?? new Uint8Array();

  it("keeps the numbers that colours are computed from, and where they are", () => {
    expect(clean).to.have.length(profile.length);
    for (const tag of ["wtpt", "chad", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"]) {
      expect(tagOf(clean, tag), tag).to.deep.equal(tagOf(profile, tag));
    }
  });

  it("blanks texts, the screen's serial number and its maker", () => {
    const entry = placeOf(profile, "cprt");
    const at = Buffer.from(profile).readUInt32BE(entry + 4);
    for (const tag of ["cprt", "desc", "mmod", "dmnd", "vcgt"]) {
      const planted = Uint8Array.from(profile);
      planted.set(latin1(tag), entry);
      planted.set(latin1(secret), at + 8);
      planted.set(latin1("MAKEMODL"), 48);
      const left = Buffer.from(cleanProfile(planted) ?? []);
      expect(left.length).to.equal(profile.length);
      expect(left.includes(secret), tag).to.equal(false);
      expect(left.includes("MAKE") || left.includes("MODL")).to.equal(false);
    }
    expect(tagOf(clean, "cprt").subarray(0, 4)).to.deep.equal(latin1("mluc"));
  });

  it("blanks what no tag points to, and cuts what follows the end", () => {
    const longer = joined(profile, latin1(secret));
    expect(cleanProfile(longer)).to.deep.equal(clean);
    const claimed = joined(number(4, longer.length), longer.subarray(4));
    expect(Buffer.from(cleanProfile(claimed) ?? []).includes(secret)).to.equal(false);
  });

  it("has nothing to do the second time", () => {
    expect(cleanProfile(clean)).to.deep.equal(clean);
  });

  const none: Readonly<Record<string, Uint8Array>> = {
    nothing: new Uint8Array(),
    "a text": latin1("A profile ".repeat(50)),
    "a part of one": profile.subarray(0, -1),
    "one with more tags than there is room for": changed(profile, "desc", -4, number(4, 100)),
    "one of more tags than any has": joined(
      number(4, 2_000),
      profile.subarray(4, 128),
      number(4, 101),
      new Uint8Array(2_000),
    ),
    "one with a tag past its end": changed(profile, "cprt", 4, number(4, profile.length)),
    "a large one": joined(number(4, 65_537), profile.subarray(4), new Uint8Array(65_536)),
  };
  for (const [name, bytes] of Object.entries(none)) {
    it(`takes ${name} for none`, () => {
      expect(cleanProfile(bytes)).to.equal(undefined);
    });
  }
});

function tagOf(profile: Uint8Array, tag: string): Uint8Array {
  const view = Buffer.from(profile);
  const entry = placeOf(profile, tag);
  const offset = view.readUInt32BE(entry + 4);
  return new Uint8Array(profile.subarray(offset, offset + view.readUInt32BE(entry + 8)));
}
