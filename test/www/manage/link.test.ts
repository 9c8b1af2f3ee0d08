import { expect } from "chai";
import { manageHash, readManageLink, repairedPath } from "../../../www/manage/link";

const link = { bookingId: "bk_1", token: "abcdefgh-_1" };

describe("the manage link", () => {
  it("gives booking and token from the fragment, and is made of them again", () => {
    expect(readManageLink("#bk_1.abcdefgh-_1")).to.deep.equal(link);
    expect(manageHash(link)).to.equal("#bk_1.abcdefgh-_1");
  });

  it("opens in spite of what sentences, mail programs and counters add", () => {
    const added = [")", ").", ".", ",", ";", "!", "?", ">", "»", '"', "’", "*", "…", " .", "%29"];
    const counted = ["?utm_source=mail", "&fbclid=IwAR0-x_y", "/?utm_medium=a.b", "#top", "%20"];
    for (const text of [...added, ...counted]) {
      expect(readManageLink(`#bk_1.abcdefgh-_1${text}`), text).to.deep.equal(link);
    }
    expect(readManageLink("#%23bk_1.abcdefgh-_1"), "encoded twice").to.deep.equal(link);
    expect(readManageLink("#bk_1%2Eabcdefgh-_1%"), "badly encoded").to.equal(undefined);
  });

  it("is refused where a part is missing or strange", () => {
    for (const hash of [
      "",
      "#",
      "#bk_1",
      "#bk_1.",
      "#.abcdefgh",
      "#bk_1.abc",
      "#bk_1.abc).defgh",
      "#a/../b.abcdefgh",
      `#bk_1.${"a".repeat(257)}`,
    ]) {
      expect(readManageLink(hash), hash).to.equal(undefined);
    }
  });

  it("is repaired where its number sign was encoded and became part of the path", () => {
    expect(repairedPath("/manage%23bk_1.abcdefgh-_1")).to.equal("/manage#bk_1.abcdefgh-_1");
    expect(repairedPath("/fr/manage/%23bk_1.abcdefgh-_1).")).to.equal(
      "/fr/manage/#bk_1.abcdefgh-_1",
    );
    expect(repairedPath("/reviews%23bk_1.abcdefgh-_1")).to.equal("/reviews#bk_1.abcdefgh-_1");
    for (const path of ["/manage", "/manage%23", "/shop%23bk_1.abcdefgh-_1", "//evil.example/%23"])
      expect(repairedPath(path), path).to.equal(undefined);
    expect(repairedPath("//evil.example/manage%23bk_1.abcdefgh-_1")).to.equal(undefined);
  });
});
