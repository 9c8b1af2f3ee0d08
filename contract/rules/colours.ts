/** Colours of the site, "#rrggbb", and how well they can be told apart (WCAG 2.2, 1.4.3). */

/** What text needs against its background. */
export const textContrast = 4.5;

/** The contrast of two colours: 1 for the same, 21 for black on white. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** A colour with a part of another one in it, from 0 to 1. */
export function mixed(colour: string, other: string, part: number): string {
  const from = channels(colour);
  const to = channels(other);
  const mix = from.map((value, index) => Math.round(value + ((to[index] ?? 0) - value) * part));
  return `#${mix.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** The colour, as much darker or lighter as it has to be for text of it on each of these. */
export function readableOn(
  colour: string,
  towards: "black" | "white",
  ...backgrounds: readonly string[]
): string {
  const end = towards === "black" ? "#000000" : "#ffffff";
  for (let part = 0; part < 1; part += 0.02) {
    const shade = mixed(colour, end, part);
    // A little more, since what is drawn over it may be tinted.
    if (backgrounds.every((each) => contrast(shade, each) >= textContrast + 0.3)) return shade;
  }
  return end;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
