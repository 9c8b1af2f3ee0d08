/** A whole number as it was typed; undefined for nothing, NaN for what is no number. */
export function toNumber(typed: string): number | undefined {
  const text = typed.replace(/[\s\u00a0.,]/g, "");
  return text === "" ? undefined : Number(text);
}
