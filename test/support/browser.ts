import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { devDependencies } from "../../package.json";
import { tellOnFailure } from "./failed-test";

/** Where people and Debian keep a Chromium; CHROMIUM_PATH names another. */
const installed = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * A headless Chromium: an installed one, else the one that a package brings for Linux x64. Closing it
 * fails when any page of any of its contexts broke its content security policy, whether or not the
 * test looked at the console.
 */
export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
  });
  const violations: string[] = [];
  const { newContext, close } = browser;
  browser.newContext = async (options) => {
    const context = await newContext.call(browser, options);
    await context.exposeBinding("tellViolation", (_, said: string) => violations.push(said));
    await context.addInitScript(tellViolations);
    return context;
  };
  browser.close = async (options) => {
    await close.call(browser, options);
    if (violations.length > 0) throw new Error(`Policy violations: ${violations.join("; ")}`);
  };
  return browser;
}

/** Runs in every page before its own scripts; as text, because what tsx compiles needs its helper. */
const tellViolations = `document.addEventListener("securitypolicyviolation", (event) => {
  const { effectiveDirective, blockedURI } = event;
  window.tellViolation(effectiveDirective + " by " + blockedURI + " on " + location.pathname);
});`;

/** The browser of the tests, for who starts it otherwise. */
export async function chromiumPath(): Promise<string> {
  const found = installed.find((path) => path && existsSync(path));
  if (found) return found;
  if (process.platform === "linux" && process.arch === "x64") {
    return packagedChromium();
  }
  throw new Error(
    "The browser tests need Chrome or Chromium here: install one, or name it in CHROMIUM_PATH.",
  );
}

/**
 * The Chromium of the package, unpacked once per version. The package itself takes whatever lies in the
 * temporary folder, be it another version or half unpacked by a test file running beside this one.
 */
async function packagedChromium(): Promise<string> {
  const unpacked = join(tmpdir(), `shopfront-chromium-${devDependencies["@sparticuz/chromium"]}`);
  if (!existsSync(unpacked)) {
    const folder = mkdtempSync(`${unpacked}-`);
    // In a process of its own, whose temporary folder is nobody else's.
    await promisify(execFile)(process.execPath, ["--eval", unpack], {
      cwd: __dirname,
      env: { ...process.env, TMPDIR: folder },
    });
    try {
      renameSync(folder, unpacked);
    } catch (error) {
      if (!existsSync(unpacked)) throw error;
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return join(unpacked, "chromium");
}

const unpack = `import("@sparticuz/chromium").then(({ default: packed }) => packed.executablePath())`;

/** A page that remembers everything a good page never does. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors, failed loads, and policy violations, as the console tells them. */
  readonly complaints: string[];
}

/** Opens a page in a context of its own and listens to its console. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "Africa/Douala",
    ...options,
  });
  const page = await context.newPage();
  // A busy machine, not a slow page: what is measured is in bench/.
  page.setDefaultTimeout(45_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.once(
    "close",
    tellOnFailure(async () => [await shownOn(page), ...complaints].join("\n")),
  );
  return { page, complaints };
}

/** The address of a page and what a person could read on it, for who wonders why a test failed. */
async function shownOn(page: Page): Promise<string> {
  const seen = await page.evaluate(() => document.body.innerText);
  return `${page.url()} showed:\n${seen.replace(/\n{2,}/g, "\n").slice(0, 3_000)}`;
}

const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** Fails when axe finds something serious or critical on the page as it is now. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // Past the page's own policy, which rightly refuses foreign scripts.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    // A colour half-way through a transition has no contrast of its own, and one may follow another.
    for (let still = 0; still < 2; still++) {
      await new Promise((resume) => requestAnimationFrame(resume));
      const running = document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY);
      if (running.length === 0) continue;
      await Promise.allSettled(running.map(({ finished }) => finished));
      still = -1;
    }
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
    const result = await (window as any).axe.run(document, { resultTypes: ["violations"] });
    return result.violations as {
      id: string;
      impact: string;
      nodes: { target: unknown; failureSummary: string }[];
    }[];
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const said = serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.failureSummary}`);
  expect(said, `axe on ${what}`).to.deep.equal([]);
}
