import { duration } from "../../contract/rules/amounts";
import { money } from "../../contract/rules/money";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { useSite } from "../site";
import { newTerms, type Person } from "./new-terms";

/** With whom the moved visit is to be: the same person first, somebody else, or anyone. */
export function PersonChoice(props: {
  booking: OwnBooking;
  people: readonly Person[];
  /** "" is anyone. */
  value: string;
  onChange: (id: string) => void;
}) {
  const { business, language, t } = useSite();
  const { booking } = props;
  const about = (person: Person): string => {
    if (person.id === booking.staff) return t.move.samePerson;
    const terms = newTerms(booking, person);
    if (!terms) return "";
    return `${duration(terms.durationMinutes)}, ${money(terms.priceMinor, business.currency, language)}`;
  };
  const sameFirst = [...props.people].sort(
    (one, other) => Number(other.id === booking.staff) - Number(one.id === booking.staff),
  );
  const choices = [
    ...sameFirst.map((person) => ({ ...person, about: about(person) })),
    { id: "", name: t.book.anyone, about: "" },
  ];
  return (
    <fieldset class="choice" data-testid="move-people">
      <legend>{t.move.person}</legend>
      <div class="people">
        {choices.map((choice) => (
          <label key={choice.id} class="option">
            <input
              type="radio"
              name="staff"
              value={choice.id}
              id={`staff-${choice.id || "anyone"}`}
              checked={choice.id === props.value}
              onChange={() => props.onChange(choice.id)}
            />
            <span class="option-face">
              <span class="option-box option-dot" />
              <span class="option-text">
                <span class="option-name">{choice.name}</span>
                {choice.about && <span class="option-about">{choice.about}</span>}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
