/** The calling codes of one and two digits; every other one has three (ITU-T E.164). */
const callingCode = "1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\\d{3}";
const groups = new RegExp(`^\\+(${callingCode})(\\d{3})(\\d{3})(\\d+)$`);

/** An E.164 number in groups that are easy to read and never break across lines: "+237 651 844 664". */
export function phoneText(number: string): string {
  const match = groups.exec(number);
  return match ? `+${match.slice(1).join("\u00a0")}` : number;
}
