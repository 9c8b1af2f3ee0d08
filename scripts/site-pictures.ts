/**
 * `npm run pictures:site`: draws what can't be an SVG from the site's own drawings, into www/art: the icon of a home
 * screen and of search results, and the picture that is shown where a page is shared.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { openBrowser } from "../test/support/browser";
import { PlainHero } from "../www/pages/plain-hero";

const art = resolve(__dirname, "../www/art");
const read = (name: string) => readFileSync(join(art, `${name}.svg`), "utf8");

async function main() {
  const browser = await openBrowser();
  try {
    // Home screens round the corners themselves and show what is transparent in black.
    const whole = read("favicon").replace(' rx="16"', "");
    await draw(browser, "apple-touch-icon", { width: 180, height: 180 }, whole);
    await draw(browser, "icon-192", { width: 192, height: 192 }, read("favicon"));
    await draw(browser, "icon-512", { width: 512, height: 512 }, read("favicon"));
    await draw(browser, "share", { width: 1200, height: 630 }, shared());
    await draw(browser, "share-plain", { width: 1200, height: 630 }, sharedPlain());
  } finally {
    await browser.close();
  }
}

/** No words: pages are shared in every language, beside their title. */
function shared(): string {
  return `<style>
    body { display: flex; align-items: center; justify-content: space-evenly; background: #fff8ee; }
    .hero svg { height: 560px; width: auto; }
    .icon svg { height: 300px; width: 300px; }
  </style><div class="icon">${read("favicon")}</div><div class="hero">${read("hero")}</div>`;
}

/** For a business of any trade, in colours of none. */
function sharedPlain(): string {
  const hero = renderToString(h(PlainHero, {}));
  return `<style>
    :root { --aubergine: #22303c; --plum: #2d3f4e; --gold: #c9a45c; --cream: #faf7f2; }
    body { display: flex; align-items: center; justify-content: center; background: #faf7f2; }
    svg { height: 590px; width: auto; align-self: end; }
  </style>${hero}`;
}

async function draw(
  browser: Browser,
  name: string,
  viewport: { width: number; height: number },
  content: string,
): Promise<void> {
  const page = await browser.newPage({ viewport });
  const fit =
    "html, body { margin: 0; height: 100% } body > svg { display: block; width: 100%; height: 100% }";
  await page.setContent(`<!doctype html><style>${fit}</style>${content}`);
  await page.screenshot({ path: join(art, `${name}.png`), omitBackground: true });
  await page.close();
  console.log(`www/art/${name}.png`);
}

void main();
