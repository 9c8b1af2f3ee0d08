import { expect } from "chai";
import { cleanStream } from "../../../../../handlers/business/pictures/avif/obus";
import { fromBits, joined, latin1, obu } from "../../../../support/picture-bytes";

const [sequence, delimiter, frame] = [1, 2, 6];

/** 128 by 64 pixels. */
const size = ["0110", "0101", "1111111", "111111"];
const pixels = obu(frame, latin1("pixels"));

describe("the AV1 stream of a picture", () => {
  const headers: Readonly<Record<string, readonly string[]>> = {
    "a short header": ["000", "1", "1", "00000", ...size],
    "a long header": ["000", "1", "0", "0", "0", "00000", "0".repeat(12), "00111", ...size],
    "a long header with a tier": [
      ...["000", "1", "0", "0", "0", "00000", "0".repeat(12), "01000", "1"],
      ...size,
    ],
    "a long header with delays and several layers": [
      ...["000", "1", "0", "0", "1", "00001"],
      ...["0".repeat(12), "00000", "1", "1010"],
      ...["0".repeat(12), "00000", "0"],
      ...size,
    ],
  };
  for (const [name, bits] of Object.entries(headers)) {
    it(`tells its size by ${name}`, () => {
      const bytes = joined(obu(sequence, fromBits(...bits)), pixels);
      expect(cleanStream(bytes)).to.deep.equal({ width: 128, height: 64, bytes });
    });
  }

  const header = obu(sequence, fromBits(...(headers["a short header"] ?? [])));

  it("keeps a last unit that doesn't say how long it is", () => {
    const bytes = joined(header, Uint8Array.of(frame * 8), latin1("pixels"));
    expect(cleanStream(bytes)?.bytes).to.deep.equal(bytes);
  });

  it("reads lengths of several bytes, and units of a layer", () => {
    const long = joined(Uint8Array.of(frame * 8 + 6, 0, 0x80 + 2, 2), new Uint8Array(258));
    expect(cleanStream(joined(header, long))?.bytes).to.deep.equal(joined(header, long));
  });

  const timed = fromBits("000", "1", "0", "1", "0".repeat(100));
  const broken: Readonly<Record<string, Uint8Array>> = {
    "without a header": pixels,
    "with two headers": joined(header, header, pixels),
    "without pixels": joined(obu(delimiter, new Uint8Array()), header),
    "of a film, which has times": joined(obu(sequence, timed), pixels),
    "whose header ends too soon": joined(obu(sequence, fromBits("00011", "00000")), pixels),
    "whose last unit ends too soon": joined(header, pixels).subarray(0, -1),
    "with a length without end": joined(header, latin1(`\x32${"\xff".repeat(20)}`)),
  };
  for (const [name, bytes] of Object.entries(broken)) {
    it(`is broken ${name}`, () => {
      expect(cleanStream(bytes)).to.equal(undefined);
    });
  }
});
