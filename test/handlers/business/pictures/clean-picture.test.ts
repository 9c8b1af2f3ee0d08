import { expect } from "chai";
import * as fc from "fast-check";
import { cleanPicture } from "../../../../handlers/business/pictures/clean-picture";
import { latin1, number, pngChunk } from "../../../support/picture-bytes";
import { plantedPictures } from "../../../support/planted-pictures";
import { samplePictures, secret } from "../../../support/sample-pictures";
import { clean, most } from "./clean";

describe("the cleaning of a picture", () => {
  for (const [name, { bytes, ...expected }] of Object.entries(plantedPictures)) {
    it(`tells type and size of ${name} and takes out all that is personal`, () => {
      const picture = clean(bytes);
      const { type, widthPixels, heightPixels } = picture;
      expect({ type, widthPixels, heightPixels }).to.deep.equal(expected);
      expect(tells(picture.bytes)).to.equal(false);
      expect(picture.bytes.length).to.be.at.most(bytes.length);
    });

    it(`has nothing left to take out of ${name} the second time`, () => {
      const once = clean(bytes);
      expect(clean(once.bytes)).to.deep.equal(once);
    });

    it(`leaves the bytes of ${name} that it was given as they were`, () => {
      const given = Uint8Array.from(bytes);
      clean(given);
      expect(given).to.deep.equal(bytes);
    });

    it(`takes no part of ${name} for a picture that tells something`, () => {
      for (let length = 0; length < bytes.length; length++) {
        const result = cleanPicture(bytes.subarray(0, length), most);
        if (result.ok) expect(tells(result.picture.bytes)).to.equal(false);
      }
    });
  }

  it("finds the secret where it was planted, or the tests above would prove nothing", () => {
    const plain = Object.entries(plantedPictures).filter(([, { bytes }]) => !tells(bytes));
    expect(plain.map(([name]) => name)).to.deep.equal(["plainWebp", "tileAvif"]);
  });

  it("goes by the bytes of a Node buffer within a larger one as well", () => {
    const { jpeg } = samplePictures;
    const larger = Buffer.concat([latin1(secret), jpeg, latin1(secret)]);
    const within = larger.subarray(secret.length, secret.length + jpeg.length);
    expect(clean(within)).to.deep.equal(clean(jpeg));
  });

  const otherTypes: Readonly<Record<string, Uint8Array>> = {
    nothing: new Uint8Array(),
    "a GIF": latin1("GIF89a\x01\0\x01\0\0\0\0;"),
    "an SVG": latin1("<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "a page": latin1("<!doctype html><script>alert(1)</script>"),
    "a HEIC": latin1("\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    "a sound": latin1("RIFF\x04\0\0\0WAVE"),
    "a film": latin1("\0\0\0\x14ftypisom\0\0\0\0mp42"),
  };
  for (const [name, bytes] of Object.entries(otherTypes)) {
    it(`refuses ${name} as another type`, () => {
      expect(cleanPicture(bytes, most)).to.deep.equal({ ok: false, reason: "type" });
    });
  }

  it("refuses a picture that is too large, on the screen's terms", () => {
    const { jpeg } = samplePictures;
    const large = { ok: false, reason: "large" };
    expect(cleanPicture(jpeg, { pixels: 24 * 16, side: 24 }).ok).to.equal(true);
    expect(cleanPicture(jpeg, { pixels: 24 * 16 - 1, side: 24 })).to.deep.equal(large);
    expect(cleanPicture(jpeg, { pixels: 24 * 16, side: 23 })).to.deep.equal(large);
  });

  it("refuses a few bytes that would unfold to millions of pixels", () => {
    const header = joinedHeader(50_000, 50_000);
    const { png } = samplePictures;
    const bomb = Buffer.concat([png.subarray(0, 8), header, png.subarray(33)]);
    expect(cleanPicture(bomb, most)).to.deep.equal({ ok: false, reason: "large" });
  });

  it("never throws nor tells, whatever happened to the bytes", function () {
    this.timeout(120_000);
    const seen = { ok: 0, refused: 0 };
    fc.assert(
      fc.property(damagedPictures, (bytes) => {
        const result = cleanPicture(bytes, most);
        seen[result.ok ? "ok" : "refused"]++;
        if (!result.ok) return;
        expect(tells(result.picture.bytes)).to.equal(false);
        expect(clean(result.picture.bytes)).to.deep.equal(result.picture);
      }),
      { numRuns: 4_000 },
    );
    expect(seen.ok).to.be.at.least(200);
    expect(seen.refused).to.be.at.least(200);
  });

  it("never throws at bytes that only begin like a picture", () => {
    const starts = Object.values(samplePictures).map((bytes) => bytes.subarray(0, 40));
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.nat(40),
        fc.uint8Array({ maxLength: 200 }),
        (start, length, rest) => {
          cleanPicture(Buffer.concat([start.subarray(0, length), rest]), most);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

const tells = (bytes: Uint8Array) => Buffer.from(bytes).includes(secret);

function joinedHeader(width: number, height: number): Uint8Array {
  return pngChunk(
    "IHDR",
    Buffer.concat([number(4, width), number(4, height), latin1("\x08\x06\0\0\0")]),
  );
}

/** Planted pictures with a few bytes changed, most of them near the start, where the structure is. */
const damagedPictures = fc
  .record({
    picture: fc.constantFrom(...Object.values(plantedPictures)),
    changes: fc.array(
      fc.record({
        place: fc.oneof(fc.nat(5_000), fc.nat(900)),
        value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 2, 255)),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    isChecked: fc.boolean(),
  })
  .map(({ picture, changes, isChecked }) => {
    const bytes = Uint8Array.from(picture.bytes);
    for (const { place, value } of changes) bytes[place % bytes.length] = value;
    return isChecked && picture.type === "image/png" ? withChecks(bytes) : bytes;
  });

/** A PNG whose checksums are right again, so that what was changed comes through. */
function withChecks(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes);
  const chunks: Uint8Array[] = [view.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= view.length) {
    const end = at + 8 + view.readUInt32BE(at);
    if (end + 4 > view.length) break;
    chunks.push(pngChunk(view.toString("latin1", at + 4, at + 8), view.subarray(at + 8, end)));
    at = end + 4;
  }
  return Buffer.concat([...chunks, view.subarray(at)]);
}
