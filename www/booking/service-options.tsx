import type { Service } from "../../contract/business";
import type { ChosenOptions } from "../../contract/rules/options";
import { addedText } from "../added-text";
import { useSite } from "../site";
import { say } from "../text";

/** The options of a chosen service, each with its choices and what they add. */
export function ServiceOptions(props: {
  service: Service;
  value: ChosenOptions;
  onChange: (id: string, choice: string) => void;
}) {
  const { business, language } = useSite();
  const { service, value } = props;
  return (
    <div class="service-options">
      {service.options?.map(({ id, name, choices }) => {
        const chosen = choices.find((choice) => choice.id === value[id]) ?? choices[0];
        return (
          <fieldset key={id} class="choice">
            <legend>
              <span class="visually-hidden">{say(service.name, language)}, </span>
              {say(name, language)}
            </legend>
            <div class="choices">
              {choices.map((choice) => {
                const added = addedText(choice, business.currency, language);
                return (
                  <label key={choice.id} class="option">
                    <input
                      type="radio"
                      name={`option-${id}`}
                      value={choice.id}
                      checked={choice === chosen}
                      onChange={() => props.onChange(id, choice.id)}
                    />
                    <span class="option-face">
                      <span class="option-box option-dot" />
                      <span class="option-text">
                        <span class="option-name choice-name">{say(choice.name, language)}</span>
                        {added && <span class="option-about">{added}</span>}
                      </span>
                    </span>
                  </label>
                );
              })}
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}
