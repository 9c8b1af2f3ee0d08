import type { StaffMember } from "../../contract/business";
import { duration } from "../../contract/rules/amounts";
import { money } from "../../contract/rules/money";
import { serviceNames } from "../../contract/rules/names";
import type { ChosenOptions } from "../../contract/rules/options";
import { visitOf } from "../../contract/rules/visit";
import { useSite } from "../site";
import { say, typeset } from "../text";
import { personProblem } from "./combination";

/** Who the visit is with: somebody by name, or anyone available. */
export function StaffPicker(props: {
  services: readonly string[];
  options: ChosenOptions;
  /** "" is anyone. */
  value: string;
  onChange: (id: string) => void;
}) {
  const { business, language, t } = useSite();
  const { services, options } = props;
  const usual = visitOf(business, services, undefined, options);

  /** Why somebody cannot be chosen, or what is different with them. */
  const about = (person: StaffMember): { text: string; isPossible: boolean } => {
    const problem = personProblem(business, person, services, options);
    if (problem?.kind === "not-done") {
      const names = typeset(serviceNames(business, problem.services, language));
      return { text: t.book.notDone(names), isPossible: false };
    }
    if (problem) return { text: t.book.tooLong, isPossible: false };
    const { durationMinutes, price } = visitOf(business, services, person.id, options);
    const isUsual = durationMinutes === usual.durationMinutes && price === usual.price;
    const terms = `${duration(durationMinutes)}, ${money(price, business.currency, language)}`;
    return { text: isUsual ? say(person.role, language) : terms, isPossible: true };
  };

  const choices = [
    { id: "", name: t.book.anyone, text: "", isPossible: true, photo: undefined },
    ...business.staff.map((person) => ({ ...person, ...about(person) })),
  ];
  return (
    <fieldset class="choice">
      <legend class="visually-hidden">{t.book.staffTitle}</legend>
      <div class="people">
        {choices.map((choice) => (
          <label key={choice.id} class="option">
            <input
              type="radio"
              name="staff"
              value={choice.id}
              id={`staff-${choice.id || "anyone"}`}
              checked={choice.id === props.value}
              disabled={!choice.isPossible}
              onChange={() => props.onChange(choice.id)}
            />
            <span class="option-face">
              <span class="option-box option-dot" />
              <span class="option-text">
                <span class="option-name">{choice.name}</span>
                {choice.text && <span class="option-about">{choice.text}</span>}
              </span>
              {choice.photo && (
                // Whom it shows is said beside it.
                <img
                  class="option-photo"
                  src={choice.photo.path}
                  alt=""
                  width={choice.photo.widthPixels}
                  height={choice.photo.heightPixels}
                  loading="lazy"
                  decoding="async"
                />
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
