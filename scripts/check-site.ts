import { command, items } from "./command";
import { htmlFindings } from "./site-checks/html";
import { linkFindings } from "./site-checks/links";
import { sitePages } from "./site-checks/pages";

/** `npm run check:site`: validates the site's pages and follows their links; docs/workflows.md. */
async function main(): Promise<void> {
  const { pages, paths } = sitePages();
  const findings = [...(await htmlFindings(pages)), ...linkFindings(pages, paths)];
  for (const { page, problem } of findings) console.error(`${page}: ${problem}`);
  console.log(`${items(pages.length, "page")} checked, ${items(findings.length, "finding")}.`);
  if (findings.length > 0) process.exitCode = 1;
}

if (require.main === module) command(main);
