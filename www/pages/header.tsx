import { type Page, pagePath } from "../site";
import { say } from "../text";
import { iconPath } from "./looks";
import { PageLink } from "./page-link";
import { pageWords, usePageWords } from "./text";

/** The head of every page: the name, the menu, the other languages and the way to book. */
export function Header(props: { page: Page }) {
  const { business, language, t } = usePageWords();
  const home = pagePath(business, "home", language);
  return (
    <header class="site-head">
      <div class="wide site-head-row">
        <a class="brand" href={home} aria-current={props.page === "home" ? "page" : undefined}>
          <Sign />
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

/** The business's logo, as high as the icon that stands for it. */
function Sign() {
  const { business, language } = usePageWords();
  const { logo } = business;
  if (!logo) return <img src={iconPath(business)} alt="" width="40" height="40" />;
  const width = Math.max(1, Math.round((logo.widthPixels / logo.heightPixels) * 40));
  const alt = say(logo.alt, language);
  return <img class="brand-logo" src={logo.path} alt={alt} width={width} height="40" />;
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
