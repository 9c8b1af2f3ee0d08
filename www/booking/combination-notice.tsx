import { duration } from "../../contract/rules/amounts";
import { serviceNames } from "../../contract/rules/names";
import type { ChosenOptions } from "../../contract/rules/options";
import { businessPhoneText } from "../../contract/rules/phone-text";
import { visitOf } from "../../contract/rules/visit";
import { useSite } from "../site";
import { typeset } from "../text";
import { WithPhone } from "../with-phone";
import type { CombinationProblem } from "./combination";

/** Says at once that these services cannot be one visit, and offers what can. */
export function CombinationNotice(props: {
  services: readonly string[];
  options: ChosenOptions;
  problem: CombinationProblem;
  onChange: (services: string[]) => void;
}) {
  const { business, language, t } = useSite();
  const { services, problem } = props;
  const { durationMinutes } = visitOf(business, services, undefined, props.options);
  return (
    <div class="notice notice-problem" role="alert" data-testid="combination">
      <p class="notice-title">{t.combination[problem.kind]}</p>
      <p>
        {problem.kind === "long" && `${t.combination.length(duration(durationMinutes))} `}
        {problem.spare.length > 0 ? (
          t.combination.leaveOut
        ) : (
          <WithPhone text={t.combination.separate(businessPhoneText(business, language))} />
        )}
      </p>
      {problem.spare.length > 0 && (
        <div class="actions">
          {problem.spare.map((id) => (
            <button
              key={id}
              type="button"
              class="button button-small button-quiet"
              onClick={() => props.onChange(services.filter((other) => other !== id))}
            >
              {t.combination.without(typeset(serviceNames(business, [id], language)))}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
