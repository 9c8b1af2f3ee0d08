/**
 * How far a zone's clocks are ahead of UTC. The rules come from Intl, which knows every zone but takes
 * long to ask; so it is asked once for each day in UTC, and the answers are kept.
 */

const dayMs = 86_400_000;

/** How many days are kept for each zone: more than any horizon, and a bound for everything else. */
const mostDays = 2_000;

/** A day in UTC: what applies at its start and at its end, and from when on the latter does. */
interface UtcDay {
  readonly before: number;
  readonly after: number;
  /** Infinity where the clocks run steadily. */
  readonly changesAt: number;
}

interface Zone {
  readonly clock: Intl.DateTimeFormat;
  readonly days: Map<number, UtcDay>;
}

const zones = new Map<string, Zone>();

/**
 * The milliseconds by which a zone's clocks are ahead of UTC at a moment. Throws a RangeError for a zone
 * or a moment that does not exist.
 * @param momentMs since 1970
 */
export function offsetMs(timeZone: string, momentMs: number): number {
  const zone = zones.get(timeZone) ?? newZone(timeZone);
  const day = Math.floor(momentMs / dayMs);
  const { before, after, changesAt } = zone.days.get(day) ?? lookUp(zone, day);
  return momentMs < changesAt ? before : after;
}

function newZone(timeZone: string): Zone {
  const clock = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const zone = { clock, days: new Map<number, UtcDay>() };
  zones.set(timeZone, zone);
  return zone;
}

function lookUp({ clock, days }: Zone, day: number): UtcDay {
  const before = days.get(day - 1)?.after ?? shownOffset(clock, day * dayMs);
  const after = days.get(day + 1)?.before ?? shownOffset(clock, (day + 1) * dayMs);
  const changesAt = before === after ? Infinity : changeWithin(clock, day * dayMs, before);
  const found = { before, after, changesAt };
  if (days.size >= mostDays) days.clear();
  days.set(day, found);
  return found;
}

/** The first second of a day at which another offset applies than at its start. */
function changeWithin(clock: Intl.DateTimeFormat, startMs: number, before: number): number {
  let last = 0;
  let first = dayMs / 1000;
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (shownOffset(clock, startMs + middle * 1000) === before) last = middle;
    else first = middle;
  }
  return startMs + first * 1000;
}

/** What the formatter's clock shows, less the moment itself. */
function shownOffset(clock: Intl.DateTimeFormat, momentMs: number): number {
  const shown = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of clock.formatToParts(momentMs)) {
    if (type in shown) shown[type as keyof typeof shown] = Number(value);
  }
  const { year, month, day, hour, minute, second } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - momentMs;
}
