import type { ComponentChildren } from "preact";
import type { LegalNotice } from "../../../contract/business";
import { businessPhoneText } from "../../../contract/rules/phone-text";
import { useSite } from "../../site";
import { say } from "../../text";
import { addressLine } from "../address-line";
import { legalWords } from "./text";

/** Who publishes the site and who hosts it. */
export function LegalPage({ notice }: { readonly notice: LegalNotice }) {
  const { business, language } = useSite();
  const t = legalWords[language].legal;
  const { registration, host } = notice;
  return (
    <div class="wide app prose">
      <h1>{t.title}</h1>
      <dl class="legal">
        <Entry term={t.publisher}>{notice.publisher}</Entry>
        {notice.form && <Entry term={t.form}>{say(notice.form, language)}</Entry>}
        <Entry term={t.address}>{addressLine(business, language)}</Entry>
        <Entry term={t.phone}>
          <a href={`tel:${business.phone}`}>{businessPhoneText(business, language)}</a>
        </Entry>
        <Entry term={t.email}>
          <a href={`mailto:${business.email}`}>{business.email}</a>
        </Entry>
        {registration && <Entry term={registration.register}>{registration.number}</Entry>}
        {notice.vatNumber && <Entry term={t.vatNumber}>{notice.vatNumber}</Entry>}
        {notice.director && <Entry term={t.director}>{notice.director}</Entry>}
        <Entry term={t.host}>
          {[host.name, host.address, host.phone].filter(Boolean).join(", ")}
        </Entry>
      </dl>
    </div>
  );
}

function Entry(props: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
