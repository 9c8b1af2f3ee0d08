import { expect } from "chai";
import { phoneText } from "../../../contract/rules/phone-text";

describe("a telephone number in groups", () => {
  const numbers: [number: string, text: string][] = [
    ["+237651844664", "+237_651_844_664"],
    ["+14165550123", "+1_416_555_0123"],
    ["+33478123456", "+33_478_123_456"],
    ["+2250701020304", "+225_070_102_0304"],
    ["651", "651"],
  ];
  for (const [number, text] of numbers) {
    it(`is ${text} for ${number}`, () => {
      expect(phoneText(number).replaceAll("\u00a0", "_")).to.equal(text);
    });
  }
});
