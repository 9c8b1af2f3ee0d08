import { locationLine } from "../../contract/rules/names";
import { businessPhoneText } from "../../contract/rules/phone-text";
import { useSite } from "../site";
import { typeset } from "../text";

/** Where the visit takes place and which number to call, as rows of a description list. */
export function LocationRows() {
  const { business, language, t } = useSite();
  return (
    <>
      <dt>{t.visit.where}</dt>
      <dd>{typeset(locationLine(business, language))}</dd>
      <dt>{t.visit.phone}</dt>
      <dd>
        <a href={`tel:${business.phone}`}>{businessPhoneText(business, language)}</a>
      </dd>
    </>
  );
}
