import { expect } from "chai";
import { businessPhoneText, phoneText } from "../../../contract/rules/phone-text";

describe("a telephone number in groups", () => {
  const numbers: [number: string, en: string, fr: string][] = [
    ["+237651844664", "+237_651_844_664", "+237_6_51_84_46_64"],
    ["+33612345678", "+33_612_345_678", "+33_6_12_34_56_78"],
    ["+14165550123", "+1_416_555_0123", "+1_416_555_0123"],
    ["+2250701020304", "+225_070_102_0304", "+225_07_01_02_03_04"],
    ["+24106123456", "+241_061_234_56", "+241_06_12_34_56"],
    ["651", "651", "651"],
  ];
  for (const [number, en, fr] of numbers) {
    it(`is ${en} for ${number}, and ${fr} to French readers`, () => {
      expect(phoneText(number, "en").replaceAll("\u00a0", "_")).to.equal(en);
      expect(phoneText(number, "fr").replaceAll("\u00a0", "_")).to.equal(fr);
    });
  }

  it("of a business in France is national to French readers, and to nobody else", () => {
    const text = (phone: string, country: "FR" | "CM", language: "en" | "fr") =>
      businessPhoneText({ phone, country }, language).replaceAll("\u00a0", "_");
    expect(text("+33478370000", "FR", "fr")).to.equal("04_78_37_00_00");
    expect(text("+33478370000", "FR", "en")).to.equal("+33_478_370_000");
    expect(text("+237651844664", "FR", "fr")).to.equal("+237_6_51_84_46_64");
    expect(text("+33478370000", "CM", "fr")).to.equal("+33_4_78_37_00_00");
  });
});
