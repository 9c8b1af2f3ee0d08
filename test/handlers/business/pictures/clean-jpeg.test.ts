import { expect } from "chai";
import {
  changed,
  exif,
  inserted,
  joined,
  jpegSegment,
  latin1,
  number,
  placeOf,
} from "../../../support/picture-bytes";
import { plantedPictures } from "../../../support/planted-pictures";
import { samplePictures } from "../../../support/sample-pictures";
import { clean, refusal } from "./clean";

const [baselineFrame, tables, scan] = [0xc0, 0xc4, 0xda];

describe("the cleaning of a JPEG", () => {
  const plain = clean(samplePictures.progressiveJpeg).bytes;

  it("leaves the pixels, the density, the profile and the orientation, and nothing else", () => {
    const { bytes } = clean(plantedPictures.plantedJpeg?.bytes ?? new Uint8Array());
    const kept = segments(bytes);
    expect(kept.map(({ marker }) => marker)).to.deep.equal([
      0xe0,
      0xe1,
      0xe2,
      0xdb,
      0xdb,
      baselineFrame,
      tables,
      tables,
      tables,
      tables,
      scan,
    ]);
    expect(text(kept[0]?.content)).to.equal("JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
    expect(text(kept[1]?.content)).to.equal(
      "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
    );
    expect(text(kept[2]?.content)).to.satisfy((said: string) =>
      said.startsWith("ICC_PROFILE\0\x01\x01"),
    );
    expect([...bytes.subarray(-2)]).to.deep.equal([0xff, 0xd9]);
  });

  it("keeps how its colours are stored, and only that of the segment that says so", () => {
    const adobe = (last: string) => jpegSegment(0xee, latin1(`Adobe\0\x65abcd${last}`));
    const { bytes } = clean(inserted(plain, 2, adobe("\x02"), adobe("\x01")));
    const found = segments(bytes).filter(({ marker }) => marker === 0xee);
    expect(found.map(({ content }) => text(content))).to.deep.equal(["Adobe\0\x64\0\0\0\0\x02"]);
  });

  it("puts a profile together from its parts, in whatever order they come", () => {
    const profile = longProfile(plain);
    const half = profile.length / 2;
    const part = (index: number) =>
      jpegSegment(
        0xe2,
        joined(
          latin1("ICC_PROFILE\0"),
          Uint8Array.of(index, 2),
          profile.subarray((index - 1) * half, index * half),
        ),
      );
    const none = withoutProfile(plain);
    expect(profileOf(clean(inserted(none, 2, part(2), part(1))).bytes)).to.have.length(
      profile.length,
    );
    expect(profileOf(clean(inserted(none, 2, part(1))).bytes)).to.have.length(0);
  });

  it("goes by nothing that comes after the first pixels, as browsers do", () => {
    const late = jpegSegment(0xe1, joined(latin1("Exif\0\0"), exif(8)));
    const at = Buffer.from(plain).lastIndexOf("\xff\xda", undefined, "latin1");
    expect(at).to.be.above(placeOf(plain, "\xff\xda"));
    expect(clean(inserted(plain, at, late)).bytes).to.deep.equal(plain);
  });

  it("holds each orientation that is none for upright", () => {
    for (const orientation of [0, 9, 65_535]) {
      const block = joined(
        latin1("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"),
        number(2, orientation).reverse(),
        number(6, 0),
      );
      const { bytes, widthPixels } = clean(inserted(plain, 2, jpegSegment(0xe1, block)));
      expect({ bytes, widthPixels }).to.deep.equal({ bytes: plain, widthPixels: 24 });
    }
  });

  const sofAt = placeOf(plain, "\xff\xc2");
  const broken: Readonly<Record<string, Uint8Array>> = {
    "without an end": plain.subarray(0, -2),
    "with something between its segments": inserted(plain, sofAt, latin1("secret")),
    "with two frames": inserted(plain, sofAt, plain.subarray(sofAt, sofAt + 19)),
    "without a frame": joined(plain.subarray(0, sofAt), plain.subarray(sofAt + 19)),
    "without a scan": joined(plain.subarray(0, placeOf(plain, "\xff\xda")), latin1("\xff\xd9")),
    "coded arithmetically": changed(plain, "\xff\xc2", 1, Uint8Array.of(0xca)),
    "of twelve bits": changed(plain, "\xff\xc2", 4, Uint8Array.of(12)),
    "of no height": changed(plain, "\xff\xc2", 5, number(2, 0)),
    "of no width": changed(plain, "\xff\xc2", 7, number(2, 0)),
    "with a text for a table": inserted(plain, 2, jpegSegment(0xdb, latin1("Taken in Douala"))),
    "with a text for a code": inserted(plain, 2, jpegSegment(0xc4, latin1("Taken in Douala, 12"))),
    "with a code of more values than there are": inserted(
      plain,
      2,
      jpegSegment(0xc4, joined(latin1(`\0\xff\x02${"\0".repeat(14)}`), new Uint8Array(257))),
    ),
    "with a text for a pace": inserted(plain, 2, jpegSegment(0xdd, latin1("Taken in Douala"))),
    "with another picture inside": inserted(plain, sofAt, plain),
    "with more scans than a browser should be made to read": inserted(
      plain,
      plain.length - 2,
      ...Array.from({ length: 100 }, () => jpegSegment(scan, latin1("\x01\x01\0\0\x3f\0"))),
    ),
  };
  for (const [name, bytes] of Object.entries(broken)) {
    it(`refuses one ${name}`, () => {
      expect(refusal(bytes)).to.equal("broken");
    });
  }
});

const text = (bytes: Uint8Array = new Uint8Array()) => Buffer.from(bytes).toString("latin1");

/** The segments up to the first scan. */
function segments(bytes: Uint8Array): { marker: number; content: Uint8Array }[] {
  const view = Buffer.from(bytes);
  const found: { marker: number; content: Uint8Array }[] = [];
  for (let at = 2; found.at(-1)?.marker !== scan; at += view.readUInt16BE(at + 2) + 2) {
    expect(view[at]).to.equal(0xff);
    const content = bytes.subarray(at + 4, at + 2 + view.readUInt16BE(at + 2));
    found.push({ marker: view[at + 1] ?? 0, content });
  }
  return found;
}

function profileOf(bytes: Uint8Array): Uint8Array {
  const parts = segments(bytes).filter(({ marker }) => marker === 0xe2);
  return joined(...parts.map(({ content }) => content.subarray(14)));
}

function withoutProfile(bytes: Uint8Array): Uint8Array {
  const start = placeOf(bytes, "ICC_PROFILE") - 4;
  return joined(
    bytes.subarray(0, start),
    bytes.subarray(start + 2 + Buffer.from(bytes).readUInt16BE(start + 2)),
  );
}

/** The profile of a picture, as long as one may be, for which a segment is too short. */
function longProfile(bytes: Uint8Array): Uint8Array {
  const profile = new Uint8Array(65_536);
  profile.set(profileOf(bytes));
  profile.set(number(4, profile.length));
  return profile;
}
