import { dateText } from "../../../contract/rules/dates";
import { useSite } from "../../site";
import type { Day } from "./days";
import { countFree, type Mark } from "./marks";

/** The days of one week as a radio group; a closed or full day cannot be chosen. */
export function DayChoice(props: {
  days: readonly Day[];
  value: string;
  marks: readonly Mark[];
  onChange: (date: string) => void;
}) {
  const { language, t } = useSite();
  return (
    <fieldset class="choice">
      <legend>{t.times.dayLabel}</legend>
      <div class="days">
        {props.days.map((day) => {
          const free = countFree(day, props.marks);
          const state = free > 0 ? t.times.free(free) : day.open ? t.times.full : t.times.closed;
          return (
            <label key={day.date} class="day">
              <input
                type="radio"
                name="date"
                value={day.date}
                id={`day-${day.date}`}
                checked={day.date === props.value}
                disabled={free === 0}
                aria-label={`${dateText(day.date, "weekday", language)}, ${state}`}
                onChange={() => props.onChange(day.date)}
              />
              <span class="day-face" aria-hidden="true">
                <span class="day-name">{dateText(day.date, "weekdayShort", language)}</span>
                <span class="day-number">{dateText(day.date, "day", language)}</span>
                <span class="day-state">{state}</span>
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
