import { useEffect, useState } from "preact/hooks";
import { dateIn, dayOfWeek } from "../../../contract/rules/calendar";
import { dateText } from "../../../contract/rules/dates";
import { Icon } from "../../icons";
import { useSite } from "../../site";
import { bookableDays, monthBeside, monthOf, monthText, weeksOf } from "./months";
import { type Times, useAvailability } from "./use-availability";

/** A month at a glance: which days have free times, to jump to one of them. */
export function MonthOverview(props: {
  times: Times;
  /** The chosen date, or "". */
  value: string;
  now: Date;
  reloads: number | undefined;
  onChange: (date: string) => void;
}) {
  const { business, language, t } = useSite();
  const { now, value } = props;
  const today = dateIn(business.timeZone, now);
  const [month, setMonth] = useState(monthOf(value || today));
  const bookable = bookableDays(business, month, now) ?? { from: today, days: 1 };
  const { availability, reload } = useAvailability(props.times, bookable);
  const days = availability.state === "loaded" ? availability.days : [];
  const free = new Map(days.map(({ date, slots }) => [date, slots.length]));
  const weeks = weeksOf(month);

  useEffect(() => {
    if (value) setMonth(monthOf(value));
  }, [value]);
  useEffect(() => {
    if (props.reloads) reload();
  }, [props.reloads]);

  const turnTo = (step: -1 | 1) => {
    const to = monthBeside(month, step);
    return { to, isThere: bookableDays(business, to, now) !== undefined };
  };
  const [before, after] = [turnTo(-1), turnTo(1)];
  return (
    <div class="month" data-testid="month" aria-busy={availability.state === "loading"}>
      <div class="times-head">
        <button
          type="button"
          class="turn"
          disabled={!before.isThere}
          aria-label={t.times.previousMonth}
          onClick={() => setMonth(before.to)}
        >
          <Icon name="arrowLeft" />
        </button>
        <p class="times-week" aria-live="polite" id="month-name">
          {monthText(month, language)}
        </p>
        <button
          type="button"
          class="turn"
          disabled={!after.isThere}
          aria-label={t.times.nextMonth}
          onClick={() => setMonth(after.to)}
        >
          <Icon name="arrowRight" />
        </button>
      </div>
      {/* Radio buttons: one stop of the Tab key, and arrows from day to day. */}
      <div role="radiogroup" aria-labelledby="month-name">
        <table>
          <thead>
            <tr>
              {weekdaysOf(weeks).map((date) => (
                <th key={date} scope="col">
                  {dateText(date, "weekdayShort", language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week.join()}>
                {week.map((date, index) => {
                  const count = free.get(date) ?? 0;
                  const day = date && dateText(date, "day", language);
                  return (
                    <td key={date || index}>
                      {count > 0 ? (
                        <label class="month-day">
                          <input
                            type="radio"
                            name="month-day"
                            value={date}
                            checked={date === value}
                            aria-label={`${dateText(date, "weekday", language)}, ${t.times.free(count)}`}
                            onChange={() => props.onChange(date)}
                          />
                          <span aria-hidden="true">{day}</span>
                        </label>
                      ) : (
                        <span>{day}</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** One date of each weekday, Monday first. */
function weekdaysOf(weeks: readonly (readonly string[])[]): string[] {
  const dates = weeks
    .flat()
    .filter((date) => date !== "")
    .slice(0, 7);
  return dates.sort((one, other) => dayOfWeek(one) - dayOfWeek(other));
}
