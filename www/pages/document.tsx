import type { ComponentChildren } from "preact";
import type { Business, Language } from "../../contract/business";
import { type Page, Site } from "../site";
import type { Assets } from "./assets";
import { Footer } from "./footer";
import { Header } from "./header";
import { iconPath, usualColours } from "./looks";
import type { PublishedSite } from "./published-site";
import { SearchTags } from "./search/search-tags";
import { pageWords } from "./text";

export interface DocumentProps {
  readonly business: Business;
  readonly page: Page;
  readonly language: Language;
  readonly title: string;
  readonly description: string;
  readonly assets: Assets;
  readonly site: PublishedSite;
  /** The script of the page, if it has one. */
  readonly script?: string;
  /** A script that the page's own one loads once the page lives. */
  readonly laterScript?: string;
  /** A style sheet in addition to the shared one. */
  readonly moreStyle?: string;
  /** False keeps search engines away. */
  readonly indexed?: boolean;
  readonly children: ComponentChildren;
}

/**
 * The frame of every page: head, header and footer. Nothing in it is inline, so that the content
 * security policy can be strict.
 */
export function Document(props: DocumentProps) {
  const { business, page, language, assets } = props;
  const t = pageWords[language];
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{props.title}</title>
        <meta name="description" content={props.description} />
        <meta name="theme-color" content={business.colours?.main ?? usualColours.main} />
        <meta name="color-scheme" content="light" />
        {props.indexed === false && <meta name="robots" content="noindex" />}
        {props.indexed !== false && <SearchTags {...props} />}
        <link rel="icon" type="image/svg+xml" href={iconPath(business)} />
        {business.drawings === "braids" && (
          <>
            <link rel="icon" type="image/png" sizes="192x192" href="/icon-192.png" />
            <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
          </>
        )}
        <link rel="stylesheet" href={assets.style} />
        {business.colours && <link rel="stylesheet" href="/theme.css" />}
        {props.moreStyle && <link rel="stylesheet" href={props.moreStyle} />}
        {props.script && <script type="module" src={props.script} data-later={props.laterScript} />}
        {page !== "admin" && <script type="module" src={assets.scripts.count} />}
      </head>
      <body class={`page-${page} drawings-${business.drawings ?? "plain"}`}>
        <Site business={business} language={language}>
          <a class="skip" href="#main">
            {t.skip}
          </a>
          <Header page={page} />
          <main id="main" tabIndex={-1}>
            {props.children}
          </main>
          <Footer page={page} />
        </Site>
      </body>
    </html>
  );
}
