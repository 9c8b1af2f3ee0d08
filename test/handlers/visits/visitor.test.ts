import { expect } from "chai";
import { newSalt } from "../../../handlers/runtime/daily-salt";
import { visitorHash } from "../../../handlers/visits/visitor";

describe("a visitor's hash", () => {
  const hash = visitorHash("salt", "198.51.100.7", "Browser/1");

  it("is the same for the same browser at the same address on the same day", () => {
    expect(visitorHash("salt", "198.51.100.7", "Browser/1")).to.equal(hash);
    expect(hash).to.match(/^[0-9a-f]{64}$/);
  });

  it("differs by address, by browser and by day", () => {
    const others = [
      visitorHash("salt", "198.51.100.8", "Browser/1"),
      visitorHash("salt", "198.51.100.7", "Browser/2"),
      visitorHash("pepper", "198.51.100.7", "Browser/1"),
    ];
    expect(new Set([hash, ...others])).to.have.lengthOf(4);
    expect(hash).not.to.contain("198.51.100.7");
  });

  it("comes from a secret of 256 bits that nobody has twice", () => {
    expect(newSalt()).to.match(/^[\w-]{43}$/);
    expect(newSalt()).not.to.equal(newSalt());
  });
});
