import { type Language, weekdays } from "../../../contract/business";
import { pathText } from "../../../contract/business/path-text";
import { weekdayName } from "../../../contract/rules/dates";
import { Icon } from "../../icons";
import { typeset } from "../../text";
import { Button } from "../controls/button";
import { ChoiceField } from "../controls/field";
import { PlaceProblem } from "./group";
import { isObject, type Json, type Path } from "./json";
import { usePlace } from "./place";
import { Ticks } from "./ticks";

interface HoursProps {
  readonly path: Path;
  readonly label: string;
  readonly value: Json | undefined;
}

const fresh = { opens: "09:00", closes: "17:00" };

/** The openings of a day, a line each. */
export function Openings({ path, label, value }: HoursProps) {
  const { set, w } = usePlace();
  const openings = Array.isArray(value) ? (value as readonly Json[]) : [];
  return (
    <fieldset class="desk-openings" id={pathText(path)} tabIndex={-1}>
      <legend>{label}</legend>
      <PlaceProblem path={path} />
      {openings.length === 0 && <p class="hint">{w.closed}</p>}
      {openings.map((opening, index) => (
        <div class="desk-opening" key={index}>
          <Time path={[...path, index, "opens"]} label={`${label}, ${w.opens}`} value={opening} />
          <span aria-hidden="true">–</span>
          <Time path={[...path, index, "closes"]} label={`${label}, ${w.closes}`} value={opening} />
          <Button
            quiet
            label={`${w.removeOpening}: ${label}`}
            onClick={() =>
              set(
                path,
                openings.filter((_, each) => each !== index),
              )
            }
          >
            <span aria-hidden="true">×</span>
          </Button>
        </div>
      ))}
      <div>
        <Button
          quiet
          label={`${w.addOpening}: ${label}`}
          onClick={() => set(path, [...openings, nextAfter(openings)])}
        >
          {w.addOpening}
        </Button>
      </div>
    </fieldset>
  );
}

/** A time as it is stored, "09:00"; the end of the day is "24:00", which no time input knows. */
function Time({ path, label, value }: HoursProps) {
  const { problems, set } = usePlace();
  const id = pathText(path);
  const time = isObject(value) ? String(value[String(path.at(-1))] ?? "") : "";
  const problem = problems[id];
  return (
    <div class="desk-time">
      <input
        id={id}
        type="time"
        step={300}
        aria-label={label}
        aria-invalid={problem ? "true" : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        value={time === "24:00" ? "00:00" : time}
        onInput={({ currentTarget }) => {
          const isEnd = path.at(-1) === "closes" && currentTarget.value === "00:00";
          set(path, isEnd ? "24:00" : currentTarget.value);
        }}
      />
      {problem && (
        <p class="field-problem" id={`${id}-problem`}>
          <Icon name="alert" /> {typeset(problem)}
        </p>
      )}
    </div>
  );
}

/** After the last opening of a day, an hour later; as in the shop's usual day where there is none. */
function nextAfter(openings: readonly Json[]): Json {
  const last = openings.at(-1);
  const closes = isObject(last) ? Number(String(last.closes).slice(0, 2)) : Number.NaN;
  if (!(closes < 22)) return fresh;
  const hour = (value: number) => `${String(value).padStart(2, "0")}:00`;
  return { opens: hour(closes + 1), closes: hour(closes + 2) };
}

/** The openings of every weekday. */
export function Week({ path, label, value }: HoursProps) {
  const { language } = usePlace();
  return (
    <fieldset class="desk-group">
      <legend>{label}</legend>
      {weekdays.map((day, index) => (
        <Openings
          key={day}
          path={[...path, day]}
          label={dayName(index, language)}
          value={isObject(value) ? value[day] : undefined}
        />
      ))}
    </fieldset>
  );
}

/** Somebody's own week: a weekday that is left out is as long as the business is open. */
export function OwnWeek({ path, label, value }: HoursProps) {
  const { language, set, w } = usePlace();
  const week = isObject(value) ? value : {};
  const choose = (day: string, chosen: string) => {
    const { [day]: _, ...others } = week;
    const next =
      chosen === "business" ? others : { ...week, [day]: chosen === "off" ? [] : [fresh] };
    set(path, Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <fieldset class="desk-group">
      <legend>{label}</legend>
      {weekdays.map((day, index) => {
        const hours = week[day];
        const name = dayName(index, language);
        const state =
          hours === undefined
            ? "business"
            : Array.isArray(hours) && hours.length === 0
              ? "off"
              : "own";
        return (
          <div key={day}>
            <ChoiceField
              id={`${pathText([...path, day])}-kind`}
              label={name}
              value={state}
              onInput={(chosen) => choose(day, chosen)}
              options={[
                { value: "business", label: w.asBusiness },
                { value: "off", label: w.off },
                { value: "own", label: w.ownHours },
              ]}
            />
            {state === "own" && <Openings path={[...path, day]} label={name} value={hours} />}
          </div>
        );
      })}
    </fieldset>
  );
}

/** The hours of an exception: none means closed, or off. */
export function OwnOpenings({ path, label, value }: HoursProps) {
  const { set, w } = usePlace();
  const isOpen = value !== undefined;
  return (
    <>
      <Ticks
        path={[...path, "kind"]}
        legend={undefined}
        options={[{ value: "open", label: path[0] === "staff" ? w.worksThen : w.otherHours }]}
        chosen={isOpen ? ["open"] : []}
        onChange={(chosen) => set(path, chosen.length > 0 ? [fresh] : undefined)}
      />
      {isOpen && <Openings path={path} label={label} value={value} />}
    </>
  );
}

/** A weekday as a heading. */
function dayName(index: number, language: Language): string {
  const name = weekdayName(index, language);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
