import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Where people and Debian keep a Chromium; CHROMIUM_PATH names another. */
const installed = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"];

/** A headless Chromium: an installed one, else the one that a package brings for Linux x64. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath:
      installed.find((path) => path && existsSync(path)) ??
      (await (await import("@sparticuz/chromium")).default.executablePath()),
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
  });
}

/** Opens a page in a context of its own, and keeps what its console complains about. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  // What breaks the page's content security policy is told there too.
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, complaints };
}

/** Fails when axe finds something serious or critical on the page as it is now. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // Past the page's own policy, which rightly refuses foreign scripts.
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const violations = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
    const result = await (window as any).axe.run(document, { resultTypes: ["violations"] });
    return result.violations as { id: string; impact: string }[];
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(
    serious.map(({ id }) => id),
    `axe on ${what}`,
  ).to.deep.equal([]);
}
