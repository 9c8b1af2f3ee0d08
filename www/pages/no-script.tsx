import { businessPhoneText } from "../../contract/rules/phone-text";
import { Icon } from "../icons";
import { useSite } from "../site";

/** Shown instead of the form where no script runs; CSS hides the form itself. */
export function NoScript(props: { title: string; text: string }) {
  const { business, language } = useSite();
  return (
    <noscript>
      <div class="wide app">
        <section class="panel">
          <p class="panel-title">{props.title}</p>
          <p class="lead">{props.text}</p>
          <p>
            <a class="button" href={`tel:${business.phone}`}>
              <Icon name="phone" />
              {businessPhoneText(business, language)}
            </a>
          </p>
        </section>
      </div>
    </noscript>
  );
}
