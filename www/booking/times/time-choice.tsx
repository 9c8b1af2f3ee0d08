import { clockText, dateText } from "../../../contract/rules/dates";
import { useSite } from "../../site";
import type { Day } from "./day-choice";

type Slot = Day["slots"][number];

/** The start times of one day as one radio group, in parts of the day. */
export function TimeChoice(props: {
  day: Day;
  value: string;
  taken: readonly string[];
  problem: string | undefined;
  onChange: (time: string) => void;
}) {
  const { language, t } = useSite();
  const parts: [string, Slot[]][] = [
    [t.times.morning, props.day.slots.filter(({ time }) => time < "12:00")],
    [t.times.afternoon, props.day.slots.filter(({ time }) => time >= "12:00" && time < "17:00")],
    [t.times.evening, props.day.slots.filter(({ time }) => time >= "17:00")],
  ];
  return (
    <fieldset
      class="choice"
      data-testid="start-times"
      aria-describedby={props.problem ? "time-problem" : undefined}
    >
      <legend>
        {t.times.timeLabel}
        <span class="legend-detail">{dateText(props.day.date, "weekday", language)}</span>
      </legend>
      {parts.map(
        ([label, slots]) =>
          slots.length > 0 && (
            <div key={label} class="part">
              <p class="part-name">{label}</p>
              <div class="slots">
                {slots.map(({ time }) => {
                  const taken = props.taken.includes(`${props.day.date} ${time}`);
                  return (
                    <label key={time} class="slot">
                      <input
                        type="radio"
                        name="time"
                        value={time}
                        checked={time === props.value}
                        disabled={taken}
                        onChange={() => props.onChange(time)}
                      />
                      <span class="slot-face">
                        {clockText(time, language)}
                        {taken && <span class="slot-taken"> {t.times.taken}</span>}
                      </span>
                    </label>
                  );
                })}
              </div>
            </div>
          ),
      )}
    </fieldset>
  );
}
