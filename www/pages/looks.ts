import type { Business } from "../../contract/business";
import { mixed, readableOn } from "../../contract/rules/colours";
import type { Assets } from "./assets";

/** What the icon and the drawings are coloured in where the business has no colours of its own. */
export const usualColours = { main: "#3a1530", accent: "#d9a441", background: "#fbf5ec" };

/** Of hints and small facts, in www/style/base.css. */
const usualMuted = "#6a5260";

/** Files of the site that are made of how the business wants to look. */
export function looksFiles(
  business: Business,
): { path: string; text: string; contentType: string }[] {
  return [
    { path: "theme.css", text: themeStyle(business), contentType: "text/css; charset=utf-8" },
    { path: "icon.svg", text: iconDrawing(business), contentType: "image/svg+xml" },
  ];
}

/** The icon of the site: that of its drawings, or its first letter. */
export function iconPath({ drawings }: Business): string {
  return drawings === "braids" ? "/favicon.svg" : "/icon.svg";
}

/** The picture that is shown where a page is shared. */
export function sharedPicture({ drawings }: Business, { art }: Pick<Assets, "art">): string {
  return art[drawings === "braids" ? "share" : "share-plain"] ?? "";
}

/** The business's colours over those of the style sheet, as variables; empty where it has none. */
function themeStyle({ colours }: Business): string {
  if (!colours) return "";
  const { main, accent, background } = colours;
  const sand = mixed(background, accent, 0.14);
  const plum = mixed(main, "#000000", 0.15);
  const button = readableOn(accent, "black", "#ffffff", background, sand);
  const values = {
    aubergine: main,
    plum,
    terracotta: button,
    "terracotta-dark": mixed(button, "#000000", 0.2),
    gold: readableOn(accent, "white", main, plum),
    cream: background,
    sand,
    line: mixed(background, accent, 0.35),
    muted: readableOn(usualMuted, "black", "#ffffff", background, sand),
  };
  const lines = Object.entries(values).map(([name, value]) => `--${name}:${value}`);
  return `:root{${lines.join(";")}}\n`;
}

/** The first letter of the business's name, as its icon. */
function iconDrawing({ name, colours = usualColours }: Business): string {
  const letter = [...name.replace(/^(le|la|les|l['’]|the) ?/i, "")][0]?.toUpperCase() ?? "";
  const shown = letter.replace(/[<>&"]/g, "");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">`,
    `<rect width="64" height="64" rx="16" fill="${colours.main}"/>`,
    `<text x="32" y="45" text-anchor="middle" font-family="Georgia,serif" font-size="38" font-weight="700" fill="${colours.accent}">${shown}</text>`,
    "</svg>\n",
  ].join("");
}
