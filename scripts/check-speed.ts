import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromiumPath } from "../test/support/browser";
import { command, items } from "./command";
import { startShop } from "./shop-stage";
import { lighthouseFindings } from "./site-checks/lighthouse";

/** What visitors see first, in each language; the rest is built of the same parts. */
const measured = ["/", "/book", "/fr", "/fr/book"];

/** `npm run check:speed [-- --out <folder>]`: compares Lighthouse's figures with the budgets; docs/workflows.md. */
async function main(): Promise<void> {
  const { out } = parseArgs({ options: { out: { type: "string" } } }).values;
  const dataFolder = mkdtempSync(join(tmpdir(), "shopfront-lighthouse-"));
  const stage = await startShop({ dataFolder, port: 0, log: () => {} });
  try {
    const browserPath = await chromiumPath();
    const findings = await lighthouseFindings(stage.siteUrl, measured, { browserPath, out });
    for (const { page, problem } of findings) console.error(`${page}: ${problem}`);
    console.log(`${items(measured.length, "page")} checked, ${items(findings.length, "finding")}.`);
    if (findings.length > 0) process.exitCode = 1;
  } finally {
    await stage.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

if (require.main === module) command(main);
