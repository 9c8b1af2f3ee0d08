import type { ComponentType, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { business } from "../../business";
import type { Language } from "../../contract/business";
import { readerDocument } from "../../contract/openapi/reader/document";
import * as routes from "../../contract/operations";
import { AdminPage } from "../admin/admin-page";
import { adminWords } from "../admin/text";
import { ApiDocs } from "../api-docs/api-docs";
import { BookingPage } from "../booking/booking-page";
import { apiBase } from "../client";
import { Icon } from "../icons";
import { ManagePage } from "../manage/manage-page";
import { ReviewsPage } from "../reviews/reviews-page";
import { ShopPage } from "../shop/shop-page";
import { type Page, pagePath, phoneText } from "../site";
import { type Dictionary, dictionaries, say } from "../text";
import type { Assets, RenderedPage, ScriptName } from "./assets";
import { Document } from "./document";
import { Home } from "./home";
import { NotFound } from "./not-found";

/** Every page of the site in every language of the business. */
export function renderPages(assets: Assets): RenderedPage[] {
  return [
    ...business.languages.flatMap((language) => [
      home(language, assets),
      ...appPages.map((each) => app(each, language, assets)),
      apiDocs(language, assets),
      admin(language, assets),
    ]),
    notFound(assets),
  ];
}

function home(language: Language, assets: Assets): RenderedPage {
  return {
    path: file(pagePath("home", language)),
    html: write(
      <Document
        page="home"
        language={language}
        title={dictionaries[language].home.title(business.name)}
        description={`${say(business.tagline, language)}. ${say(business.about, language)}`}
        assets={assets}
      >
        <Home assets={assets} />
      </Document>,
    ),
  };
}

/** A page whose content a script brings to life. */
interface AppPage {
  readonly page: ScriptName & keyof Dictionary & Page;
  readonly App: ComponentType;
  readonly indexed?: boolean;
}

const appPages: readonly AppPage[] = [
  { page: "book", App: BookingPage },
  { page: "manage", App: ManagePage, indexed: false },
  { page: "shop", App: ShopPage },
  { page: "reviews", App: ReviewsPage },
];

function app({ page, App, indexed }: AppPage, language: Language, assets: Assets): RenderedPage {
  const t = dictionaries[language][page];
  return {
    path: file(pagePath(page, language)),
    html: write(
      <Document
        page={page}
        language={language}
        title={`${t.title} – ${business.name}`}
        description={t.description(business.name)}
        assets={assets}
        script={assets.scripts[page]}
        indexed={indexed}
      >
        <NoScript title={t.title} text={t.noScript(phoneText)} />
        <div class="wide app" id="app">
          <App />
        </div>
      </Document>,
    ),
  };
}

function apiDocs(language: Language, assets: Assets): RenderedPage {
  const t = dictionaries[language].apiDocs;
  return {
    path: file(pagePath("api-docs", language)),
    html: write(
      <Document
        page="api-docs"
        language={language}
        title={`${t.title} – ${business.name}`}
        description={t.description(business.name)}
        assets={assets}
      >
        <ApiDocs document={readerDocument(business, routes, apiBase)} />
      </Document>,
    ),
  };
}

/** The owner's page; no other one leads there. */
function admin(language: Language, assets: Assets): RenderedPage {
  const t = adminWords[language];
  return {
    path: file(pagePath("admin", language)),
    html: write(
      <Document
        page="admin"
        language={language}
        title={`${t.title} – ${business.name}`}
        description={t.description(business.name)}
        assets={assets}
        script={assets.scripts.admin}
        moreStyle={assets.adminStyle}
        indexed={false}
      >
        <NoScript title={t.title} text={t.noScript} />
        <div class="wide app" id="app">
          <AdminPage />
        </div>
      </Document>,
    ),
  };
}

/** The contract as a file for programs. */
export function renderOpenApi(): string {
  return `${JSON.stringify(readerDocument(business, routes, apiBase), null, 2)}\n`;
}

function notFound(assets: Assets): RenderedPage {
  const [language] = business.languages;
  return {
    path: "404.html",
    html: write(
      <Document
        page="home"
        language={language}
        title={`${dictionaries[language].notFound.title} – ${business.name}`}
        description={dictionaries[language].notFound.body}
        assets={assets}
        indexed={false}
      >
        <NotFound />
      </Document>,
    ),
  };
}

/** What stands in the place of the form where no script runs; CSS hides the form itself. */
function NoScript(props: { title: string; text: string }) {
  return (
    <noscript>
      <div class="wide app">
        <section class="panel">
          <p class="panel-title">{props.title}</p>
          <p class="lead">{props.text}</p>
          <p>
            <a class="button" href={`tel:${business.phone}`}>
              <Icon name="phone" />
              {phoneText}
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
