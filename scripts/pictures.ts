/**
 * `npm run pictures`: takes the README's pictures of the site, the desk and the mails from the running stage, on a
 * screen as wide as a small phone, so that they stay true. Nothing of it touches the data in .shopfront.
 */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { business } from "../business";
import { openBrowser, openPage } from "../test/support/browser";
import { startExample } from "../test/support/example-shop";
import { noThrottle, openDay, openTestStage, visitorRequest } from "../test/support/stage";
import { drawMail } from "./mail-pictures";

const folder = resolve(__dirname, "../docs/pictures");
const phone = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  reducedMotion: "reduce",
} as const;

/** Who is in the owner's diary on the picture. */
const visits = [
  { time: "09:00", name: "Awa Ngo", service: "take-down", staff: "petra" },
  { time: "11:00", name: "Chantal Mbarga", service: "cornrows", staff: "solange" },
  { time: "14:00", name: "Irène Fouda", service: "wash-treatment", staff: "petra" },
];

async function main() {
  mkdirSync(folder, { recursive: true });
  const site = await openTestStage({ ...noThrottle, "shopfront:autoConfirm": "false" });
  const browser = await openBrowser();
  try {
    for (const [index, visit] of visits.entries()) {
      const body = visitorRequest({ ...visit, phone: `65184466${index}`, email: undefined });
      await site.api("POST", "/booking", { body });
    }
    const { page } = await openPage(browser, phone);
    const { siteUrl } = site.stage;
    await page.goto(siteUrl);
    await take(page, "home");
    await page.goto(`${siteUrl}/book?service=cornrows`);
    await page.locator(`#day-${openDay()}`).click();
    await page.getByTestId("start-times").waitFor();
    await page.evaluate(() => document.querySelector("#step-time")?.scrollIntoView());
    await take(page, "book");
    await page.goto(`${siteUrl}/admin`);
    await page.locator("#sign-in-email").fill(site.admin.email);
    await page.locator("#sign-in-password").fill(site.admin.password);
    await page.keyboard.press("Enter");
    await page.getByText("Awa Ngo").first().waitFor();
    await page
      .getByText("Awa Ngo")
      .first()
      .evaluate((name) => name.scrollIntoView({ block: "center" }));
    await take(page, "desk");
    const view = { status: "confirmed", width: 360 } as const;
    const drawn = { "mail-light": "confirmation", "mail-dark": "change" } as const;
    for (const [name, kind] of Object.entries(drawn)) {
      const locale = business.languages[name === "mail-dark" ? business.languages.length - 1 : 0];
      const colorScheme = name === "mail-dark" ? "dark" : "light";
      const path = join(folder, `${name}.jpg`);
      await drawMail(browser, { ...view, kind, locale: locale ?? "en", colorScheme }, path);
      console.log(`docs/pictures/${name}.jpg`);
    }
  } finally {
    await browser.close();
    await site.close();
  }
}

/** The second business, which shares no picture, colour, currency or language order with the first. */
async function takeBarbershop(): Promise<void> {
  const [shop, browser] = await Promise.all([startExample("barbershop"), openBrowser()]);
  try {
    for (const [size, width] of Object.entries({ phone: 360, laptop: 1280 })) {
      const viewport = { width, height: width === 360 ? 740 : 800 };
      const { page } = await openPage(browser, {
        viewport,
        locale: "fr-FR",
        reducedMotion: "reduce",
      });
      await page.goto(shop.siteUrl);
      await take(page, `barbershop-${size}`);
      await page.goto(`${shop.siteUrl}/book?service=coupe`);
      await page.getByTestId("start-times").waitFor();
      await take(page, `barbershop-book-${size}`);
      await page.context().close();
    }
  } finally {
    await browser.close();
    await shop.close();
  }
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const path = join(folder, `${name}.jpg`);
  await page.screenshot({ path, type: "jpeg", quality: 80 });
  console.log(`docs/pictures/${name}.jpg`);
}

void main().then(takeBarbershop);
