import type { Language, ServiceOption } from "../../contract/business";
import { duration } from "../../contract/rules/amounts";
import { priceText } from "../../contract/rules/money";
import { listedPrice } from "../../contract/rules/options";
import { businessPhoneText } from "../../contract/rules/phone-text";
import { addedText } from "../added-text";
import { pagePath } from "../site";
import { say, typeset } from "../text";
import { usePageWords } from "./text";

/** An option with its choices: "Length: shoulder length; waist length (+1 h, +6 000 FCFA)". */
function optionText(
  { name, choices }: ServiceOption,
  currency: string,
  language: Language,
): string {
  const texts = choices.map((choice) => {
    const added = addedText(choice, currency, language);
    return added ? `${choice.name[language]} (${added})` : choice.name[language];
  });
  const colon = language === "fr" ? " : " : ": ";
  return typeset(`${name[language]}${colon}${texts.join(", ")}`);
}

/** Every service by category, each with a way to book it. */
export function PriceList() {
  const { business, language, t } = usePageWords();
  return (
    <div class="price-list">
      {business.categories.map((category) => (
        <section key={category.id} aria-labelledby={`category-${category.id}`}>
          <h3 id={`category-${category.id}`}>{say(category.name, language)}</h3>
          <ul>
            {business.services
              .filter(({ category: of, bookable }) => of === category.id && bookable !== "paused")
              .map((service) => (
                <li key={service.id} class="price-row">
                  <div class="price-text">
                    <h4>{say(service.name, language)}</h4>
                    <p>{say(service.description, language)}</p>
                  </div>
                  {service.options && (
                    <div class="price-options">
                      {service.options.map((option) => (
                        <p key={option.id}>{optionText(option, business.currency, language)}</p>
                      ))}
                    </div>
                  )}
                  <p class="price-cost">
                    <span class="price">
                      {priceText(listedPrice(service), business.currency, language)}
                    </span>
                    <span class="price-duration">{duration(service.durationMinutes)}</span>
                  </p>
                  {service.bookable === "desk" ? (
                    <a class="button button-small button-quiet" href={`tel:${business.phone}`}>
                      {t.home.call(businessPhoneText(business, language))}
                    </a>
                  ) : (
                    <a
                      class="button button-small button-quiet"
                      href={`${pagePath(business, "book", language)}?service=${service.id}`}
                      aria-label={t.home.bookService(say(service.name, language))}
                    >
                      {t.home.bookShort}
                    </a>
                  )}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
