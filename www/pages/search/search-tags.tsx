import type { Business, Language } from "../../../contract/business";
import { inScript } from "../../in-script";
import { type Page, pagePath } from "../../site";
import type { Assets } from "../assets";
import { sharedPicture } from "../looks";
import type { PublishedSite } from "../published-site";
import { businessFacts } from "./business-facts";

export interface SearchTagsProps {
  readonly business: Business;
  readonly page: Page;
  readonly language: Language;
  readonly title: string;
  readonly description: string;
  readonly assets: Assets;
  readonly site: PublishedSite;
}

/** What the head of a page tells search engines, and whoever shows a preview of a shared link. */
export function SearchTags({ business, page, language, assets, site, ...props }: SearchTagsProps) {
  const { origin } = site;
  const addressIn = (each: Language) => `${origin}${pagePath(business, page, each)}`;
  return (
    <>
      {origin && (
        <>
          <link rel="canonical" href={addressIn(language)} />
          {business.languages.map((each) => (
            <link key={each} rel="alternate" hreflang={each} href={addressIn(each)} />
          ))}
          <link rel="alternate" hreflang="x-default" href={addressIn(business.languages[0])} />
          <meta property="og:url" content={addressIn(language)} />
          <meta property="og:image" content={`${origin}${sharedPicture(business, assets)}`} />
          <meta property="og:image:type" content="image/png" />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta property="og:image:alt" content={business.name} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={business.name} />
      <meta property="og:title" content={props.title} />
      <meta property="og:description" content={props.description} />
      <meta property="og:locale" content={localeOf(business, language)} />
      {business.languages
        .filter((each) => each !== language)
        .map((each) => (
          <meta key={each} property="og:locale:alternate" content={localeOf(business, each)} />
        ))}
      {page === "home" && (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{
            __html: inScript(businessFacts(business, language, assets, site)),
          }}
        />
      )}
    </>
  );
}

function localeOf({ country }: Business, language: Language): string {
  return `${language}_${country}`;
}
