import { type Business, type Language, type Weekday, weekdays } from "../../contract/business";
import { clockText, dateText, weekdayName } from "../../contract/rules/dates";
import { phoneText } from "../../contract/rules/phone-text";
import { Icon } from "../icons";
import { say } from "../text";
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
                  <dd>{hours(business, day, language) || t.home.closed}</dd>
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
                {phoneText(business.phone, language)}
              </a>
              <br />
              <a href={`mailto:${business.email}`}>{business.email}</a>
            </p>
          </div>
          {business.holidays.length > 0 && (
            <div class="card">
              <h3>
                <Icon name="calendar" />
                {t.home.holidaysTitle}
              </h3>
              <dl class="hours">
                {business.holidays.map((holiday) => (
                  <div key={holiday.date}>
                    <dt>{say(holiday.name, language)}</dt>
                    <dd>{holidayDate(holiday.date, language)}</dd>
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

function hours(business: Business, day: Weekday, language: Language): string {
  return business.openingHours[day]
    .map(({ opens, closes }) => `${clockText(opens, language)} – ${clockText(closes, language)}`)
    .join(", ");
}

/** A yearly holiday shows no year; 2024 allows for 29 February. */
function holidayDate(date: string, language: Language): string {
  const everyYear = date.length === 5;
  const text = dateText(everyYear ? `2024-${date}` : date, "dayMonth", language);
  return everyYear ? text : `${text} ${date.slice(0, 4)}`;
}
