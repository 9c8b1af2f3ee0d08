import type { ComponentType, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Business, Language } from "../../contract/business";
import { openApiDocument } from "../../contract/openapi/document";
import * as routes from "../../contract/operations";
import { phoneText } from "../../contract/rules/phone-text";
import { AdminPage } from "../admin/admin-page";
import { adminWords } from "../admin/text";
import { ApiDocs } from "../api-docs/api-docs";
import { BookingPage } from "../booking/booking-page";
import { apiBase } from "../client";
import { Icon } from "../icons";
import { ManagePage } from "../manage/manage-page";
import { ReviewsPage } from "../reviews/reviews-page";
import { ShopPage } from "../shop/shop-page";
import { type Page, pagePath } from "../site";
import { dictionaries, say } from "../text";
import type { Assets, RenderedPage, ScriptName } from "./assets";
import { Document } from "./document";
import { Home } from "./home";
import { NotFound } from "./not-found";
import { type PageWords, pageWords } from "./text";

/** Every page of the site in every language of the business. */
export function renderPages(business: Business, assets: Assets): RenderedPage[] {
  return [
    ...business.languages.flatMap((language) => [
      home(business, language, assets),
      ...appPages.map((each) => app(each, business, language, assets)),
      apiDocs(business, language, assets),
      admin(business, language, assets),
    ]),
    notFound(business, assets),
  ];
}

function home(business: Business, language: Language, assets: Assets): RenderedPage {
  return {
    path: file(pagePath(business, "home", language)),
    html: write(
      <Document
        business={business}
        page="home"
        language={language}
        title={pageWords[language].home.title(business.name)}
        description={`${say(business.tagline, language)}. ${say(business.about, language)}`}
        assets={assets}
      >
        <Home assets={assets} />
      </Document>,
    ),
  };
}

/** A page that a script brings to life. */
interface AppPage {
  readonly page: ScriptName & keyof PageWords & Page;
  readonly App: ComponentType;
  readonly indexed?: boolean;
}

const appPages: readonly AppPage[] = [
  { page: "book", App: BookingPage },
  { page: "manage", App: ManagePage, indexed: false },
  { page: "shop", App: ShopPage },
  { page: "reviews", App: ReviewsPage },
];

function app(
  { page, App, indexed }: AppPage,
  business: Business,
  language: Language,
  assets: Assets,
): RenderedPage {
  const { title } = dictionaries[language][page];
  const t = pageWords[language][page];
  return {
    path: file(pagePath(business, page, language)),
    html: write(
      <Document
        business={business}
        page={page}
        language={language}
        title={`${title} – ${business.name}`}
        description={t.description(business.name)}
        assets={assets}
        script={assets.scripts[page]}
        indexed={indexed}
      >
        <NoScript business={business} title={title} text={t.noScript(phoneText(business.phone))} />
        <div class="wide app" id="app">
          <App />
        </div>
      </Document>,
    ),
  };
}

function apiDocs(business: Business, language: Language, assets: Assets): RenderedPage {
  const { title } = dictionaries[language].apiDocs;
  return {
    path: file(pagePath(business, "api-docs", language)),
    html: write(
      <Document
        business={business}
        page="api-docs"
        language={language}
        title={`${title} – ${business.name}`}
        description={pageWords[language].apiDocs.description(business.name)}
        assets={assets}
      >
        <ApiDocs document={openApiDocument(`${business.name} API`, routes)} />
      </Document>,
    ),
  };
}

/** The owner's page; no other one leads there. */
function admin(business: Business, language: Language, assets: Assets): RenderedPage {
  const t = adminWords[language];
  return {
    path: file(pagePath(business, "admin", language)),
    html: write(
      <Document
        business={business}
        page="admin"
        language={language}
        title={`${t.title} – ${business.name}`}
        description={t.description(business.name)}
        assets={assets}
        script={assets.scripts.admin}
        moreStyle={assets.adminStyle}
        indexed={false}
      >
        <NoScript business={business} title={t.title} text={t.noScript} />
        <div class="wide app" id="app">
          <AdminPage />
        </div>
      </Document>,
    ),
  };
}

/** The OpenAPI document, with the address at which the site serves the API. */
export function renderOpenApi(business: Business): string {
  return `${JSON.stringify({ ...openApiDocument(`${business.name} API`, routes), servers: [{ url: apiBase }] }, null, 2)}\n`;
}

function notFound(business: Business, assets: Assets): RenderedPage {
  const [language] = business.languages;
  return {
    path: "404.html",
    html: write(
      <Document
        business={business}
        page="home"
        language={language}
        title={`${pageWords[language].notFound.title} – ${business.name}`}
        description={pageWords[language].notFound.body}
        assets={assets}
        indexed={false}
      >
        <NotFound />
      </Document>,
    ),
  };
}

/** Shown instead of the form where no script runs; CSS hides the form itself. */
function NoScript(props: { business: Business; title: string; text: string }) {
  const { phone } = props.business;
  return (
    <noscript>
      <div class="wide app">
        <section class="panel">
          <p class="panel-title">{props.title}</p>
          <p class="lead">{props.text}</p>
          <p>
            <a class="button" href={`tel:${phone}`}>
              <Icon name="phone" />
              {phoneText(phone)}
            </a>
          </p>
        </section>
      </div>
    </noscript>
  );
}

function file(path: string): string {
  return `${path.replace(/^\/|\/$/g, "")}/index.html`.replace(/^\//, "");
}

function write(page: VNode): string {
  return `<!doctype html>${renderToString(page)}\n`;
}
