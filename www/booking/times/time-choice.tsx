import { clockText, dateText } from "../../../contract/rules/dates";
import { useSite } from "../../site";
import type { Day, Slot } from "./days";
import { type Mark, markOf } from "./marks";

/** The start times of one day as one radio group, in parts of the day. */
export function TimeChoice(props: {
  day: Day;
  value: string;
  marks: readonly Mark[];
  problem: string | undefined;
  onChange: (slot: Slot) => void;
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
                {slots.map((slot) => {
                  const { time } = slot;
                  const mark = markOf(props.marks, props.day.date, time);
                  return (
                    <label key={time} class="slot">
                      <input
                        type="radio"
                        name="time"
                        value={time}
                        checked={time === props.value}
                        disabled={mark === "taken" || mark === "own"}
                        onChange={() => props.onChange(slot)}
                      />
                      <span class={`slot-face ${mark ? `slot-${mark}` : ""}`}>
                        {clockText(time, language)}
                        {mark && <span class="slot-mark"> {t.times[mark]}</span>}
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
