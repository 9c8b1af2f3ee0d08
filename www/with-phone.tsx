import { businessPhoneText } from "../contract/rules/phone-text";
import { useSite } from "./site";

/** A sentence in which the business's number can be tapped. */
export function WithPhone(props: { text: string }) {
  const { business, language } = useSite();
  const number = businessPhoneText(business, language);
  const [before, ...after] = props.text.split(number);
  return (
    <>
      {before}
      {after.map((part, index) => (
        <span key={`${index} ${part}`}>
          <a href={`tel:${business.phone}`}>{number}</a>
          {part}
        </span>
      ))}
    </>
  );
}
