import { businessPhoneText } from "../../../contract/rules/phone-text";
import { useSite } from "../../site";
import { addressLine } from "../address-line";
import type { Retention } from "../published-site";
import { legalWords } from "./text";

/** What is kept of people, for how long, and whom to ask about it. */
export function PrivacyPage({ retention }: { readonly retention: Retention }) {
  const { business, language } = useSite();
  const t = legalWords[language].privacy;
  const { legal } = business;
  return (
    <div class="wide app prose">
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {t.sections(retention).map(({ title, body }) => (
        <section key={title}>
          <h2>{title}</h2>
          {body.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
      ))}
      {legal && (
        <section>
          <h2>{t.hostTitle}</h2>
          <p>{t.host(legal.host.name)}</p>
        </section>
      )}
      <section>
        <h2>{t.contactTitle}</h2>
        <p>{t.contact(legal?.publisher ?? business.name)}</p>
        <address>
          {business.name}
          <br />
          {addressLine(business, language)}
          <br />
          <a href={`tel:${business.phone}`}>{businessPhoneText(business, language)}</a>
          <br />
          <a href={`mailto:${business.email}`}>{business.email}</a>
        </address>
      </section>
    </div>
  );
}
