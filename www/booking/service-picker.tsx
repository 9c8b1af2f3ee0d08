import { duration } from "../../contract/rules/amounts";
import { priceText } from "../../contract/rules/money";
import { type ChosenOptions, listedPrice } from "../../contract/rules/options";
import { bookableServices } from "../../contract/rules/visit";
import { Icon } from "../icons";
import { useSite } from "../site";
import { say } from "../text";
import { ServiceOptions } from "./service-options";

/** The price list as check boxes, up to the number that one visit may have. */
export function ServicePicker(props: {
  value: readonly string[];
  options: ChosenOptions;
  problem: string | undefined;
  onChange: (ids: string[]) => void;
  onOption: (id: string, choice: string) => void;
}) {
  const { business, language, t } = useSite();
  const most = business.booking.maxServices;
  const services = bookableServices(business);
  const categories = business.categories.filter(({ id }) =>
    services.some(({ category }) => category === id),
  );
  const full = props.value.length >= most;
  const toggle = (id: string) =>
    props.onChange(
      props.value.includes(id) ? props.value.filter((each) => each !== id) : [...props.value, id],
    );
  return (
    <div>
      <p class="hint" id="service-hint" aria-live="polite">
        {full ? t.book.servicesFull(most) : t.book.servicesHint(most)}
      </p>
      {props.problem && (
        <p class="field-problem" id="service-problem">
          <Icon name="alert" /> {props.problem}
        </p>
      )}
      {categories.map((category) => (
        <fieldset
          key={category.id}
          class="choice"
          aria-describedby={props.problem ? "service-problem" : "service-hint"}
        >
          <legend>{say(category.name, language)}</legend>
          <div class="options">
            {services
              .filter((service) => service.category === category.id)
              .map((service) => (
                <div key={service.id}>
                  <label class="option">
                    <input
                      type="checkbox"
                      name="service"
                      value={service.id}
                      id={`service-${service.id}`}
                      checked={props.value.includes(service.id)}
                      disabled={full && !props.value.includes(service.id)}
                      aria-labelledby={`name-${service.id}`}
                      aria-describedby={`about-${service.id} cost-${service.id}`}
                      onChange={() => toggle(service.id)}
                    />
                    <span class="option-face">
                      <span class="option-box">
                        <Icon name="check" />
                      </span>
                      <span class="option-text">
                        <span class="option-name" id={`name-${service.id}`}>
                          {say(service.name, language)}
                        </span>
                        <span class="option-about" id={`about-${service.id}`}>
                          {say(service.description, language)}
                        </span>
                      </span>
                      <span class="option-cost" id={`cost-${service.id}`}>
                        <span class="option-price">
                          {priceText(listedPrice(service), business.currency, language)}
                        </span>
                        <span class="option-duration">{duration(service.durationMinutes)}</span>
                      </span>
                    </span>
                  </label>
                  {props.value.includes(service.id) && service.options && (
                    <ServiceOptions
                      service={service}
                      value={props.options}
                      onChange={props.onOption}
                    />
                  )}
                </div>
              ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
