import { expect } from "chai";
import { readEmail } from "../../../contract/rules/email-address";
import { emailText } from "../../../contract/rules/email-text";

describe("an e-mail address as people read it", () => {
  it("has its domain in its own script again", () => {
    for (const typed of ["awa@müller.example", "awa@例え.テスト", "o'brien+x@example.com"]) {
      const read = readEmail(typed);
      expect(read.ok && emailText(read.email)).to.equal(typed);
    }
  });

  it("is as it was stored where nothing can be read into it", () => {
    for (const stored of ["awa@xn--\uffff.example", "awa", ""]) {
      expect(emailText(stored)).to.equal(stored);
    }
  });
});
