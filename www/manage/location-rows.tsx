import { business } from "../../business";
import { phoneText, useSite } from "../site";
import { say } from "../text";

/** Where the visit takes place and whom to call, as rows of a description list. */
export function PlaceRows() {
  const { language, t } = useSite();
  return (
    <>
      <dt>{t.done.where}</dt>
      <dd>
        {business.name}, {say(business.address.street, language)}, {business.address.city}
      </dd>
      <dt>{t.done.phone}</dt>
      <dd>
        <a href={`tel:${business.phone}`}>{phoneText}</a>
      </dd>
    </>
  );
}
