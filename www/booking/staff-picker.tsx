import { staffFor } from "../../contract/rules/visit";
import { useSite } from "../site";
import { say } from "../text";

/** Who the visit is with: somebody by name, or anyone available. */
export function StaffPicker(props: {
  services: readonly string[];
  /** "" is anyone. */
  value: string;
  onChange: (id: string) => void;
}) {
  const { business, language, t } = useSite();
  const choices = [
    { id: "", name: t.book.anyone, role: "" },
    ...staffFor(business, props.services).map((member) => ({
      ...member,
      role: say(member.role, language),
    })),
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
              onChange={() => props.onChange(choice.id)}
            />
            <span class="option-face">
              <span class="option-box option-dot" />
              <span class="option-text">
                <span class="option-name">{choice.name}</span>
                {choice.role && <span class="option-about">{choice.role}</span>}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
