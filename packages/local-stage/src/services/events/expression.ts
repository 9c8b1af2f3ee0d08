/** Says when a schedule is next due, in milliseconds since 1970; undefined when never again. */
export type NextTime = (after: number) => number | undefined;

const minute = 60_000;
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 1440 * minute };
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * Reads `rate(5 minutes)` or `cron(0 6 * * ? *)` (minutes, hours, day of month, month, day of week,
 * year, in UTC). A rate counts from `start`. Throws for what EventBridge would refuse.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function scheduleExpression(expression: string, start: number): NextTime {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) {
    const step = Number(rate[1]) * (units[rate[2] as string] as number);
    if (step > 0) return (after) => start + (Math.floor((after - start) / step) + 1) * step;
  }
  const cron = /^cron\(([^)]*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (cron?.length === 6)
    return cronTimes(cron as [string, string, string, string, string, string]);
  throw new Error(`"${expression}" is no schedule that the local stage can read.`);
}

type Fits = (value: number) => boolean;

function cronTimes(fields: [string, string, string, string, string, string]): NextTime {
  const [minutes, hours, days, monthField, weekdayField, years] = fields;
  const fitsMinute = field(minutes, 0);
  const fitsHour = field(hours, 0);
  const fitsDay = field(days, 1);
  const fitsMonth = field(named(monthField, months, 1), 1);
  const fitsWeekday = field(named(weekdayField, weekdays, 1), 1);
  const fitsYear = field(years, 1970);
  const fitsDate = (date: Date) =>
    fitsMonth(date.getUTCMonth() + 1) &&
    fitsDay(date.getUTCDate()) &&
    fitsWeekday(date.getUTCDay() + 1) &&
    fitsYear(date.getUTCFullYear());
  return (after) => {
    let time = (Math.floor(after / minute) + 1) * minute;
    const last = time + 5 * 366 * 1440 * minute;
    while (time < last) {
      const date = new Date(time);
      if (!fitsDate(date)) {
        time = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1);
      } else if (fitsHour(date.getUTCHours()) && fitsMinute(date.getUTCMinutes())) {
        return time;
      } else {
        time += minute;
      }
    }
    return undefined;
  };
}

function named(text: string, names: readonly string[], first: number): string {
  return text.replace(/[A-Z]{3}/g, (name) => String(names.indexOf(name) + first));
}

/** One field: `*`, `?`, `5`, `1,3`, `1-5`, `0/15`. */
function field(text: string, least: number): Fits {
  const tests = text.split(",").map((item): Fits => {
    if (item === "*" || item === "?") return () => true;
    const [, from = "", to, step] = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(item) ?? [];
    if (from === "") throw new Error(`"${item}" in a cron expression is not simulated.`);
    const low = from === "*" ? least : Number(from);
    const high = to ? Number(to) : step ? Number.POSITIVE_INFINITY : low;
    return (value) => value >= low && value <= high && (value - low) % Number(step ?? 1) === 0;
  });
  return (value) => tests.some((test) => test(value));
}
