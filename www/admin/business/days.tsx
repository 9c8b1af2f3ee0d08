import type { Days, Language } from "../../../contract/business";
import { pathText } from "../../../contract/business/path-text";
import { daysText } from "../../pages/exception-text";
import { typeset } from "../../text";
import { ChoiceField, Labelled, wiring } from "../controls/field";
import { type DaysKind, daysKind } from "./check";
import { dayFields, type FieldsOf } from "./form";
import { isObject, type Json, type JsonObject, type Path } from "./json";
import { usePlace } from "./place";
import { Ticks } from "./ticks";

const kinds = ["date", "range", "weeks", "month"] as const;
const fresh: Readonly<Record<DaysKind, JsonObject>> = {
  date: { date: "" },
  range: { from: "", until: "" },
  weeks: { from: "", everyWeeks: 2, days: 1 },
  month: { inMonth: "first", weekday: "monday" },
};
const dayKeys = ["date", "from", "until", "weekdays", "everyWeeks", "days", "inMonth", "weekday"];

/** For which days an exception is: its kind, and what such days need. */
export function DaysFields({
  path,
  value,
  inner,
}: {
  readonly path: Path;
  readonly value: Json | undefined;
  readonly inner: FieldsOf;
}) {
  const { set, w } = usePlace();
  const kind = daysKind(value);
  const change = (next: DaysKind) => {
    const before = isObject(value) ? value : {};
    const others = Object.entries(before).filter(([key]) => !dayKeys.includes(key));
    const start = before.from ?? before.date;
    const days = { ...fresh[next] };
    // The day that was entered stays.
    const first = "date" in days ? "date" : "from" in days ? "from" : undefined;
    const isFit = typeof start === "string" && (next !== "weeks" || start.length === 10);
    set(path, {
      ...days,
      ...(first && isFit && { [first]: start }),
      ...Object.fromEntries(others),
    });
  };
  return (
    <>
      <ChoiceField
        id={`${pathText(path)}-kind`}
        label={w.kindOfDays}
        value={kind}
        onInput={(chosen) => change(chosen as DaysKind)}
        options={kinds.map((each) => ({ value: each, label: w.daysKind[each] }))}
      />
      {kind === "date" || kind === "range" ? (
        <YearlyDays path={path} value={isObject(value) ? value : {}} kind={kind} inner={inner} />
      ) : (
        isObject(value) && inner(dayFields[kind], path, value)
      )}
    </>
  );
}

/** A day or a range, of one year or of every year. */
function YearlyDays(props: {
  readonly path: Path;
  readonly value: JsonObject;
  readonly kind: "date" | "range";
  readonly inner: FieldsOf;
}) {
  const { set, w } = usePlace();
  const { path, value, kind, inner } = props;
  const keys = kind === "date" ? (["date"] as const) : (["from", "until"] as const);
  const isYearly = keys.some((key) => String(value[key] ?? "").length === "12-25".length);
  const turn = (toYearly: boolean) =>
    set(path, {
      ...value,
      ...Object.fromEntries(
        keys.map((key) => {
          const day = String(value[key] ?? "").slice(-5);
          return [key, toYearly || day === "" ? day : `${new Date().getFullYear()}-${day}`];
        }),
      ),
    });
  return (
    <>
      {keys.map((key) => (
        <DayField
          key={key}
          path={[...path, key]}
          label={w.label[key]}
          value={String(value[key] ?? "")}
          isYearly={isYearly}
        />
      ))}
      <Ticks
        path={[...path, "yearly"]}
        legend={undefined}
        options={[{ value: "yearly", label: w.everyYear }]}
        chosen={isYearly ? ["yearly"] : []}
        onChange={(chosen) => turn(chosen.length > 0)}
      />
      {kind === "range" && inner(dayFields.range.slice(2), path, value)}
    </>
  );
}

/** A day in a date input; of a yearly one the year is shown and not kept. */
function DayField(props: {
  readonly path: Path;
  readonly label: string;
  readonly value: string;
  readonly isYearly: boolean;
}) {
  const { problems, set } = usePlace();
  const id = pathText(props.path);
  const problem = problems[id] && typeset(problems[id]);
  const { label, value, isYearly, path } = props;
  return (
    <Labelled id={id} label={label} problem={problem}>
      <input
        {...wiring({ id, label, problem })}
        type="date"
        value={value.length === "12-25".length ? `${new Date().getFullYear()}-${value}` : value}
        onInput={({ currentTarget }) =>
          set(path, isYearly ? currentTarget.value.slice(-5) : currentTarget.value)
        }
      />
    </Labelled>
  );
}

/** The days of an exception in words, "" while they are not all there. */
export function exceptionTitle(item: JsonObject, language: Language): string {
  try {
    return daysText(item as unknown as Days, language);
  } catch {
    return "";
  }
}
