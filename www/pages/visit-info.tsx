import { type Language, type Opening, weekdays } from "../../contract/business";
import { clockText, weekdayName } from "../../contract/rules/dates";
import { businessPhoneText } from "../../contract/rules/phone-text";
import { Icon } from "../icons";
import { say } from "../text";
import { daysText } from "./exception-text";
import { usePageWords } from "./text";

/** When the business is open, where it is and how to reach it. */
export function VisitInfo() {
  const { business, language, t } = usePageWords();
  const { address } = business;
  return (
    <section class="tinted" id="visit" aria-labelledby="visit-title">
      <div class="wide block">
        <h2 id="visit-title">{t.home.visitTitle}</h2>
        <div class="visit-row">
          <div class="card">
            <h3>
              <Icon name="clock" />
              {t.home.hoursTitle}
            </h3>
            <dl class="hours">
              {weekdays.map((day, index) => (
                <div key={day}>
                  <dt>{weekdayName(index, language)}</dt>
                  <dd>{hours(business.openingHours[day], language) || t.home.closed}</dd>
                </div>
              ))}
            </dl>
          </div>
          <div class="card">
            <h3>
              <Icon name="pin" />
              {t.home.locationTitle}
            </h3>
            <address>
              {business.name}
              <br />
              {say(address.street, language)}
              <br />
              {[address.postalCode, address.city].filter(Boolean).join(" ")},{" "}
              {say(address.country, language)}
            </address>
            <p>
              <a href={address.mapUrl} rel="noopener noreferrer">
                {t.home.map}
              </a>{" "}
              <span class="hint">({t.home.mapNote})</span>
            </p>
            <h3>
              <Icon name="phone" />
              {t.home.contactTitle}
            </h3>
            <p>
              <a class="phone" href={`tel:${business.phone}`}>
                {businessPhoneText(business, language)}
              </a>
              <br />
              <a href={`mailto:${business.email}`}>{business.email}</a>
            </p>
          </div>
          {business.exceptions.length > 0 && (
            <div class="card">
              <h3>
                <Icon name="calendar" />
                {t.home.exceptionsTitle}
              </h3>
              <dl class="hours">
                {business.exceptions.map((exception) => (
                  <div key={daysText(exception, "en")}>
                    <dt>{say(exception.name, language)}</dt>
                    <dd>
                      {daysText(exception, language)}
                      {exception.openings && ` (${hours(exception.openings, language)})`}
                    </dd>
                  </div>
                ))}
              </dl>
            </div>
          )}
        </div>
      </div>
    </section>
  );
}

function hours(openings: readonly Opening[], language: Language): string {
  return openings
    .map(({ opens, closes }) => `${clockText(opens, language)} – ${clockText(closes, language)}`)
    .join(", ");
}
