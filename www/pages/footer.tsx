import { businessPhoneText } from "../../contract/rules/phone-text";
import { Icon } from "../icons";
import type { Page } from "../site";
import { addressLine } from "./address-line";
import { legalWords } from "./legal/text";
import { PageLink } from "./page-link";
import { usePageWords } from "./text";

/** The foot of every page: how to reach the business, the other pages, the visit counter. */
export function Footer(props: { page: Page }) {
  const { business, language, t } = usePageWords();
  return (
    <footer class="site-foot">
      <div class="wide site-foot-row">
        <p class="brand">{business.name}</p>
        <p>{addressLine(business, language)}</p>
        <p>
          <a href={`tel:${business.phone}`}>
            <Icon name="phone" />
            {businessPhoneText(business, language)}
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
          <PageLink to="privacy" here={props.page} text={legalWords[language].privacy.title} />
          {business.legal && (
            <PageLink to="legal" here={props.page} text={legalWords[language].legal.title} />
          )}
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
