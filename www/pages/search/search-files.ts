import type { Business } from "../../../contract/business";
import { type Page, pagePath } from "../../site";
import type { PublishedSite } from "../published-site";

/** A file of the site that only search engines read. */
export interface SearchFile {
  readonly path: string;
  readonly text: string;
}

/** robots.txt, and with a known address the sitemap that it names. */
export function searchFiles(
  business: Business,
  pages: readonly Page[],
  { origin }: PublishedSite,
): SearchFile[] {
  return [
    { path: "robots.txt", text: robots(origin) },
    ...(origin ? [{ path: "sitemap.xml", text: sitemap(business, pages, origin) }] : []),
  ];
}

/** Keeps search engines away from the API and from the desk in every language. */
function robots(origin: string | undefined): string {
  return [
    "User-agent: *",
    "Allow: /",
    "Disallow: /api/",
    "Disallow: /admin",
    "Disallow: /*/admin",
    ...(origin ? ["", `Sitemap: ${origin}/sitemap.xml`] : []),
    "",
  ].join("\n");
}

/** Every page in every language, each beside the others of its languages. */
function sitemap(business: Business, pages: readonly Page[], origin: string): string {
  const { languages } = business;
  const entries = pages.flatMap((page) => {
    const alternates = [...languages.map((each) => [each, each] as const), defaultOf(business)].map(
      ([hreflang, language]) =>
        `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${origin}${pagePath(business, page, language)}"/>`,
    );
    return languages.map((language) =>
      [
        "<url>",
        `<loc>${origin}${pagePath(business, page, language)}</loc>`,
        ...alternates,
        "</url>",
      ].join(""),
    );
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    "</urlset>",
    "",
  ].join("\n");
}

function defaultOf({ languages }: Business) {
  return ["x-default", languages[0]] as const;
}
