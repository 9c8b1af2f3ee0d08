import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { business, type Language } from "../../business";
import { BookingPage } from "../booking/booking-page";
import { Icon } from "../icons";
import { ManagePage } from "../manage/manage-page";
import { pagePath, phoneText } from "../site";
import { dictionaries, say } from "../text";
import type { Assets, RenderedPage } from "./assets";
import { Document } from "./document";
import { Home } from "./home";
import { NotFound } from "./not-found";

/** Every page of the site in every language of the business. */
export function renderPages(assets: Assets): RenderedPage[] {
  return [
    ...business.languages.flatMap((language) => [
      home(language, assets),
      book(language, assets),
      manage(language, assets),
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

function book(language: Language, assets: Assets): RenderedPage {
  const t = dictionaries[language];
  return {
    path: file(pagePath("book", language)),
    html: write(
      <Document
        page="book"
        language={language}
        title={`${t.book.title} – ${business.name}`}
        description={t.book.description(business.name)}
        assets={assets}
        script={assets.scripts.book}
      >
        <NoScript title={t.book.title} text={t.book.noScript(phoneText)} />
        <div class="wide app" id="app">
          <BookingPage />
        </div>
      </Document>,
    ),
  };
}

function manage(language: Language, assets: Assets): RenderedPage {
  const t = dictionaries[language];
  return {
    path: file(pagePath("manage", language)),
    html: write(
      <Document
        page="manage"
        language={language}
        title={`${t.manage.title} – ${business.name}`}
        description={t.manage.description(business.name)}
        assets={assets}
        script={assets.scripts.manage}
        indexed={false}
      >
        <NoScript title={t.manage.title} text={t.manage.noScript(phoneText)} />
        <div class="wide app" id="app">
          <ManagePage />
        </div>
      </Document>,
    ),
  };
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
