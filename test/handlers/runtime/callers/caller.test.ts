import { expect } from "chai";
import { callerAt, callerHash } from "../../../../handlers/runtime/callers/caller";

describe("a caller", () => {
  it("is an IPv4 address, however it is written", () => {
    for (const address of [
      "198.51.100.7",
      " 198.51.100.7 ",
      "::ffff:198.51.100.7",
      "::FFFF:198.51.100.7",
    ]) {
      expect(callerAt(address), address).to.equal("198.51.100.7");
    }
  });

  it("is the network of an IPv6 address, however it is written", () => {
    const network = "2001:db8:0:2::/64";
    for (const address of [
      "2001:db8:0:2:1:1:1:1",
      "2001:0db8:0000:0002::",
      "2001:DB8::2:0:0:0:1",
      "2001:db8:0:2::ffff",
      "2001:db8:0:2::198.51.100.7",
      "2001:db8:0:2::1%eth0",
    ]) {
      expect(callerAt(address), address).to.equal(network);
    }
    expect(callerAt("::1")).to.equal("0:0:0:0::/64");
    expect(callerAt("2001:db8::")).to.equal("2001:db8:0:0::/64");
    expect(callerAt("::2:3:4:5:6:7:8")).to.equal("0:2:3:4::/64");
    expect(callerAt("64:ff9b::198.51.100.7")).to.equal("64:ff9b:0:0::/64");
  });

  it("is whatever else the edge says, which nobody but the edge does", () => {
    expect(callerAt("unknown")).to.equal("unknown");
    expect(callerAt("")).to.equal("");
  });

  it("is hidden by the day's salt", () => {
    const hash = callerHash("salt", "198.51.100.7");
    expect(hash).to.match(/^[0-9a-f]{64}$/);
    expect(callerHash("salt", "::ffff:198.51.100.7")).to.equal(hash);
    expect(callerHash("another", "198.51.100.7")).not.to.equal(hash);
    expect(callerHash("salt", "198.51.100.8")).not.to.equal(hash);
  });
});
