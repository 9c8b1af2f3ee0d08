import { expect } from "chai";
import { Hiding } from "../../../scripts/review/programs/hiding";

/** What is left of a value once these secrets are known. */
function hidden(value: unknown, ...secrets: unknown[]): string {
  const hiding = new Hiding("salt");
  for (const secret of secrets) hiding.note(secret);
  return JSON.stringify(hiding.hideNoted(value));
}

describe("the hiding of secrets in a review", () => {
  it("finds one of any length, as a value, in a text and in a list", () => {
    for (const secret of ["7", "42", "abc", "1234", "hunter2", "a-long-secret-of-many-letters"]) {
      for (const value of [secret, `key=${secret}&x`, [{ deep: `<${secret}>` }]]) {
        expect(hidden(value, secret), secret).to.match(
          /^(\[\{"deep":)?\{"\$secret":"[0-9a-f]{64}"\}(\}\])?$/,
        );
      }
    }
  });

  it("finds one within another word from four letters on", () => {
    expect(hidden("myhunter2x", "hunter2")).to.include("$secret");
    expect(hidden("arn:aws:lambda:1:42x", "42")).to.equal('"arn:aws:lambda:1:42x"');
  });

  it("finds one in the key of an object, and keeps keys apart", () => {
    const text = hidden({ tags: { "is-hunter2": 1, "is-hunter3": 2 } }, "hunter2", "hunter3");
    expect(text).to.not.match(/hunter/);
    expect(text).to.match(/^\{"tags":\{"is-\[secret \w{8}\]":1,"is-\[secret \w{8}\]":2\}\}$/);
  });

  it("finds one that is a number, and one that is written in another way", () => {
    expect(hidden({ port: 54321 }, 54321)).to.not.include("54321");
    const secret = 'say "a/b"';
    const ways = [
      JSON.stringify({ key: secret }),
      `https://example.com/?key=${encodeURIComponent(secret)}`,
      Buffer.from(secret).toString("base64"),
    ];
    for (const way of ways) expect(hidden(way, secret), way).to.match(/^\{"\$secret":"\w+"\}$/);
  });

  it("tells another secret from the same one, also where it must stay a text", () => {
    const one = hidden("hunter2", "hunter2", "hunter3");
    expect(hidden("hunter2", "hunter2")).to.equal(one);
    expect(hidden("hunter3", "hunter2", "hunter3")).to.not.equal(one);
    const hiding = new Hiding("salt");
    hiding.note("hunter2");
    const texts = hiding.hideTexts({ says: "The key hunter2 is wide.", hunter2: ["x"] }, true);
    expect(JSON.stringify(texts)).to.match(
      /^\{"says":"The key \[secret \w{8}\] is wide.","\[secret \w{8}\]":\["x"\]\}$/,
    );
  });

  it("leaves alone what tells nothing, and fingerprints", () => {
    expect(hidden({ a: "true", b: true, c: "" }, "true", "", true)).to.equal(
      '{"a":"true","b":true,"c":""}',
    );
    const marks = { $sha256: "1234abcd", bytes: 1234 };
    expect(hidden({ marks, none: { $secret: "1234" } }, "1234")).to.equal(
      JSON.stringify({ marks, none: { $secret: "1234" } }),
    );
  });
});
