import * as operations from "../../contract/operations";
import type { Finding, Page } from "./pages";

const attribute = /\s(href|src|action)="([^"]*)"/g;

/** What lies behind an address that no file of the site answers. */
const served = [
  ...Object.values<{ path: string }>(operations).map(({ path }) => `/api${path}`),
  "/admin/sign-in",
].map((path) => new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`));

/**
 * Links that lead nowhere: to a page, a file or a part of a page that is not there, or to an address that is
 * none. Other sites are not asked; their links must be https.
 */
export function linkFindings(pages: readonly Page[], paths: ReadonlySet<string>): Finding[] {
  const ids = new Map(pages.map(({ path, html }) => [path, idsOf(html)]));
  return pages.flatMap(({ path: page, html }) =>
    [...new Set([...html.matchAll(attribute)].map(([, , link]) => unescaped(link ?? "")))].flatMap(
      (link) => {
        const problem = problemOf(link, page, paths, ids);
        return problem ? [{ page, problem: `"${link}" ${problem}` }] : [];
      },
    ),
  );
}

function problemOf(
  link: string,
  page: string,
  paths: ReadonlySet<string>,
  ids: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const site = "https://site.invalid";
  if (!URL.canParse(link, `${site}${page}`)) return "is not an address";
  const url = new URL(link, `${site}${page}`);
  if (url.protocol === "tel:") return /^tel:\+\d{7,15}$/.test(link) ? undefined : "is not a number";
  if (url.protocol === "mailto:") return /@/.test(link) ? undefined : "names nobody";
  if (url.protocol === "data:") return undefined;
  if (url.origin !== site) return url.protocol === "https:" ? undefined : "is not https";
  const path = url.pathname.replace(/(.)\/$/, "$1");
  if (served.some((each) => each.test(path))) return undefined;
  if (!paths.has(path)) return "leads to nothing";
  const part = decodeURIComponent(url.hash.slice(1));
  const parts = ids.get(path);
  return part && parts && !parts.has(part) ? "leads to a part that the page has not" : undefined;
}

function idsOf(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id as string));
}

function unescaped(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");
}
