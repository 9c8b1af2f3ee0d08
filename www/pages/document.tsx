import type { ComponentChildren } from "preact";
import type { Business, Language } from "../../contract/business";
import { phoneText } from "../../contract/rules/phone-text";
import { Icon } from "../icons";
import { type Page, pagePath, Site } from "../site";
import { say } from "../text";
import type { Assets } from "./assets";
import { pageWords, usePageWords } from "./text";

export interface DocumentProps {
  readonly business: Business;
  readonly page: Page;
  readonly language: Language;
  readonly title: string;
  readonly description: string;
  readonly assets: Assets;
  /** The script of the page, if it has one. */
  readonly script?: string;
  /** A style sheet in addition to the shared one. */
  readonly moreStyle?: string;
  /** False keeps search engines away. */
  readonly indexed?: boolean;
  readonly children: ComponentChildren;
}

/** The frame of every page: head, header and footer. Nothing in it is inline, so that the content security policy can be strict. */
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
        <meta name="theme-color" content="#3a1530" />
        <meta name="color-scheme" content="light" />
        {props.indexed === false && <meta name="robots" content="noindex" />}
        {props.indexed !== false &&
          business.languages.map((each) => (
            <link
              key={each}
              rel="alternate"
              hreflang={each}
              href={pagePath(business, page, each)}
            />
          ))}
        {props.indexed !== false && (
          <link
            rel="alternate"
            hreflang="x-default"
            href={pagePath(business, page, business.languages[0])}
          />
        )}
        <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
        <link rel="stylesheet" href={assets.style} />
        {props.moreStyle && <link rel="stylesheet" href={props.moreStyle} />}
        {props.script && <script type="module" src={props.script} />}
        {page !== "admin" && <script type="module" src={assets.scripts.count} />}
      </head>
      <body class={`page-${page}`}>
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

function Header(props: { page: Page }) {
  const { business, language, t } = usePageWords();
  const home = pagePath(business, "home", language);
  return (
    <header class="site-head">
      <div class="wide site-head-row">
        <a class="brand" href={home} aria-current={props.page === "home" ? "page" : undefined}>
          <img src="/favicon.svg" alt="" width="40" height="40" />
          <span>{business.name}</span>
        </a>
        <nav class="site-nav" aria-label={t.nav.label}>
          <a href={`${home}#services`}>{t.nav.services}</a>
          <PageLink to="shop" here={props.page} text={t.nav.shop} />
          <PageLink to="reviews" here={props.page} text={t.nav.reviews} />
          <a class="site-nav-wide" href={`${home}#visit`}>
            {t.nav.visit}
          </a>
        </nav>
        <LanguageSwitch page={props.page} />
        {props.page !== "book" && (
          <a class="button button-small" href={pagePath(business, "book", language)}>
            {t.nav.book}
          </a>
        )}
      </div>
    </header>
  );
}

function PageLink(props: { to: Page; here: Page; text: string }) {
  const { business, language } = usePageWords();
  return (
    <a
      href={pagePath(business, props.to, language)}
      aria-current={props.to === props.here ? "page" : undefined}
    >
      {props.text}
    </a>
  );
}

function LanguageSwitch(props: { page: Page }) {
  const { business, language, t } = usePageWords();
  const others = business.languages.filter((each) => each !== language);
  if (others.length === 0) return null;
  return (
    <nav class="languages" aria-label={t.nav.languages}>
      {others.map((each) => (
        <a
          key={each}
          href={pagePath(business, props.page, each)}
          hreflang={each}
          lang={each}
          data-language={each}
        >
          <span class="language-name">{pageWords[each].languageName}</span>
          <span class="language-code" aria-hidden="true">
            {each}
          </span>
        </a>
      ))}
    </nav>
  );
}

function Footer(props: { page: Page }) {
  const { business, language, t } = usePageWords();
  const { address } = business;
  return (
    <footer class="site-foot">
      <div class="wide site-foot-row">
        <p class="brand">{business.name}</p>
        <p>
          {say(address.street, language)}, {address.city}, {say(address.country, language)}
        </p>
        <p>
          <a href={`tel:${business.phone}`}>
            <Icon name="phone" />
            {phoneText(business.phone)}
          </a>
        </p>
        <p>
          <a href={`mailto:${business.email}`}>{business.email}</a>
        </p>
      </div>
      <div class="wide site-foot-row site-foot-more">
        <nav aria-label={t.foot.label}>
          <PageLink to="shop" here={props.page} text={t.nav.shop} />
          <PageLink to="reviews" here={props.page} text={t.nav.reviews} />
          <PageLink to="api-docs" here={props.page} text={t.foot.apiDocs} />
        </nav>
        {/* Filled by a script; its line is reserved so that nothing moves. */}
        <p
          class="visits"
          id="visits"
          data-one={t.foot.visits(1, "#")}
          data-many={t.foot.visits(2, "#")}
        />
      </div>
    </footer>
  );
}
