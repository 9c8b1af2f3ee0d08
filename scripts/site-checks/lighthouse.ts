import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Finding } from "./pages";

/** The least scores, of 1, and the most of what a page may take on a slow phone. */
export const budgets = {
  scores: { performance: 0.9, accessibility: 1, "best-practices": 0.9, seo: 0.9 },
  most: {
    "first-contentful-paint": 2_000,
    "largest-contentful-paint": 2_500,
    "total-blocking-time": 200,
    "cumulative-layout-shift": 0.1,
    "total-byte-weight": 250_000,
  },
} as const;

/** What the checks look at in a result of Lighthouse. */
export interface Audited {
  readonly categories: Readonly<Record<string, { readonly score: number | null } | undefined>>;
  readonly audits: Readonly<Record<string, { readonly numericValue?: number } | undefined>>;
}

/** Where a page is over a budget, or was not measured. */
export function budgetFindings(page: string, { categories, audits }: Audited): Finding[] {
  const scores = Object.entries(budgets.scores).flatMap(([name, least]) => {
    const score = categories[name]?.score;
    if (typeof score === "number" && score >= least) return [];
    return [`${name} scores ${score ?? "nothing"}, and ${least} is the least`];
  });
  const values = Object.entries(budgets.most).flatMap(([name, most]) => {
    const value = audits[name]?.numericValue;
    if (typeof value === "number" && value <= most) return [];
    return [`${name} is ${value ?? "not measured"}, and ${most} is the most`];
  });
  return [...scores, ...values].map((problem) => ({ page, problem }));
}

/** Measures pages of a running site as a slow phone sees them; writes each report to a folder, if there is one. */
export async function lighthouseFindings(
  siteUrl: string,
  paths: readonly string[],
  { browserPath, out }: { readonly browserPath?: string; readonly out?: string },
): Promise<Finding[]> {
  const { default: lighthouse } = await import("lighthouse");
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox", `--remote-debugging-port=${port}`, "--disable-background-networking"],
  });
  try {
    const found: Finding[] = [];
    for (const path of paths) {
      const result = await lighthouse(`${siteUrl}${path}`, {
        port,
        output: "html",
        logLevel: "error",
        // The local site has no certificate.
        skipAudits: ["is-on-https", "redirects-http"],
      });
      if (!result) throw new Error(`Lighthouse measured nothing at ${path}.`);
      if (out) {
        mkdirSync(out, { recursive: true });
        writeFileSync(join(out, `${path.replaceAll("/", "_")}.html`), String(result.report));
      }
      found.push(...budgetFindings(path, result.lhr as Audited));
    }
    return found;
  } finally {
    await browser.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
