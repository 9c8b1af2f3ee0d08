import type { ComponentType, JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Business } from "../../contract/business";
import { readerDocument } from "../../contract/openapi/reader/document";
import * as routes from "../../contract/operations";
import { businessPhoneText } from "../../contract/rules/phone-text";
import { StartingDesk } from "../admin/starting-desk";
import { adminWords } from "../admin/text";
import { ApiDocs } from "../api-docs/api-docs";
import { BookingPage } from "../booking/booking-page";
import { apiBase } from "../client";
import { ManagePage } from "../manage/manage-page";
import { PageBusiness } from "../page-business";
import { ReviewsPage } from "../reviews/reviews-page";
import { ShopPage } from "../shop/shop-page";
import { type Page, pagePath, type SiteContext } from "../site";
import { dictionaries, say } from "../text";
import type { Assets, RenderedFile, RenderedPage, ScriptName } from "./assets";
import { Document, type DocumentProps } from "./document";
import { Home } from "./home";
import { LegalPage } from "./legal/legal-page";
import { PrivacyPage } from "./legal/privacy-page";
import { legalWords } from "./legal/text";
import { looksFiles } from "./looks";
import { NoScript } from "./no-script";
import { NotFound } from "./not-found";
import { withPictureAddresses } from "./picture-addresses";
import { type PublishedSite, usualRetention } from "./published-site";
import { type SearchFile, searchFiles } from "./search/search-files";
import { type PageWords, pageWords } from "./text";

/** Every file of the site that is made of the business document. */
export function renderSite(
  business: Business,
  assets: Assets,
  site: PublishedSite,
): RenderedFile[] {
  const pages = renderPages(business, assets, site).map(({ path, html }) => ({
    path,
    contentType: "text/html; charset=utf-8",
    text: html,
  }));
  const openApi = {
    path: "openapi.json",
    contentType: "application/json; charset=utf-8",
    text: renderOpenApi(business),
  };
  const search = renderSearchFiles(business, site).map(({ path, text }) => ({
    path,
    contentType: `${path.endsWith(".xml") ? "application/xml" : "text/plain"}; charset=utf-8`,
    text,
  }));
  return [...pages, openApi, ...search, ...looksFiles(business)];
}

/** Every page of the site in every language of the business. */
export function renderPages(
  business: Business,
  assets: Assets,
  site: PublishedSite,
): RenderedPage[] {
  const shown = withPictureAddresses(business, assets);
  const inEach = shown.languages.map((language) => ({ business: shown, language, assets, site }));
  return [
    ...inEach.flatMap((context) => [
      home(context),
      ...appPages.map((each) => app(each, context)),
      apiDocs(context),
      ...legal(context),
      privacy(context),
      admin(context),
    ]),
    notFound({ business: shown, language: shown.languages[0], assets, site }),
  ];
}

/** The files of the site that only search engines read. */
export function renderSearchFiles(business: Business, site: PublishedSite): SearchFile[] {
  const apps = appPages.filter(({ indexed }) => indexed !== false).map(({ page }) => page);
  const read: Page[] = ["api-docs", ...(business.legal ? (["legal"] as const) : []), "privacy"];
  return searchFiles(business, ["home", ...apps, ...read], site);
}

/** The OpenAPI document, with the address at which the site serves the API. */
export function renderOpenApi(business: Business): string {
  return `${JSON.stringify(readerDocument(business, routes, apiBase), null, 2)}\n`;
}

/** What every page is made with. */
interface PageContext extends SiteContext {
  readonly assets: Assets;
  readonly site: PublishedSite;
}

function home(context: PageContext): RenderedPage {
  const { business, language, assets } = context;
  return render(context, {
    page: "home",
    title: pageWords[language].home.title(business.name),
    description: `${say(business.tagline, language)}. ${say(business.about, language)}`,
    children: <Home assets={assets} />,
  });
}

/** A page that a script brings to life. */
interface AppPage {
  readonly page: ScriptName & keyof PageWords & Page;
  readonly App: ComponentType;
  readonly indexed?: boolean;
}

const appPages: readonly AppPage[] = [
  { page: "book", App: () => <BookingPage /> },
  { page: "manage", App: () => <ManagePage />, indexed: false },
  { page: "shop", App: ShopPage },
  { page: "reviews", App: ReviewsPage },
];

function app({ page, App, indexed }: AppPage, context: PageContext): RenderedPage {
  const { business, language, assets } = context;
  const { title } = dictionaries[language][page];
  const t = pageWords[language][page];
  return render(context, {
    page,
    title: titleWithName(title, business),
    description: t.description(business.name),
    script: assets.scripts[page],
    laterScript: page === "book" ? assets.scripts.phone : undefined,
    indexed,
    children: (
      <Living
        title={title}
        noScript={t.noScript(businessPhoneText(business, language))}
        App={App}
      />
    ),
  });
}

function apiDocs(context: PageContext): RenderedPage {
  const { business, language } = context;
  return render(context, {
    page: "api-docs",
    title: titleWithName(dictionaries[language].apiDocs.title, business),
    description: pageWords[language].apiDocs.description(business.name),
    children: <ApiDocs document={readerDocument(business, routes, apiBase)} />,
  });
}

/** Who answers for the site; none where the business has no notice. */
function legal(context: PageContext): RenderedPage[] {
  const { business, language } = context;
  const { title, description } = legalWords[language].legal;
  if (!business.legal) return [];
  return [
    render(context, {
      page: "legal",
      title: titleWithName(title, business),
      description: description(business.name),
      children: <LegalPage notice={business.legal} />,
    }),
  ];
}

function privacy(context: PageContext): RenderedPage {
  const { business, language, site } = context;
  const { title, description } = legalWords[language].privacy;
  return render(context, {
    page: "privacy",
    title: titleWithName(title, business),
    description: description(business.name),
    children: <PrivacyPage retention={site.retention ?? usualRetention} />,
  });
}

/** The owner's page; no other page links to it. */
function admin(context: PageContext): RenderedPage {
  const { business, language, assets } = context;
  const t = adminWords[language];
  return render(context, {
    page: "admin",
    title: titleWithName(t.title, business),
    description: t.description(business.name),
    script: assets.scripts.admin,
    moreStyle: assets.adminStyle,
    indexed: false,
    children: <Living title={t.title} noScript={t.noScript} App={StartingDesk} />,
  });
}

function notFound(context: PageContext): RenderedPage {
  const t = pageWords[context.language].notFound;
  const page = render(context, {
    page: "home",
    title: titleWithName(t.title, context.business),
    description: t.body,
    script: context.assets.scripts["not-found"],
    indexed: false,
    children: <NotFound />,
  });
  return { ...page, path: "404.html" };
}

/** The prerendered page where its script finds it, and what is shown without scripts. */
function Living(props: { title: string; noScript: string; App: ComponentType }): JSX.Element {
  const { App } = props;
  return (
    <>
      <NoScript title={props.title} text={props.noScript} />
      <div class="wide app" id="app">
        <App />
      </div>
      <PageBusiness />
    </>
  );
}

function titleWithName(title: string, { name }: Business): string {
  return `${title} – ${name}`;
}

function render(context: PageContext, props: Omit<DocumentProps, keyof PageContext>): RenderedPage {
  const address = pagePath(context.business, props.page, context.language);
  return {
    path: `${address.replace(/^\/|\/$/g, "")}/index.html`.replace(/^\//, ""),
    html: `<!doctype html>${renderToString(<Document {...context} {...props} />)}\n`,
  };
}
