/** Values by name, for example {FunctionName: "orders"}; {} for a metric of the whole account. */
export type Dimensions = Readonly<Record<string, string>>;

export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
}

/** What the program's services measured in the last day. */
export interface Metrics {
  /** Counts one value under each set of dimensions. */
  put(namespace: string, name: string, value: number, dimensionSets: readonly Dimensions[]): void;
  /**
   * A statistic ("Sum", "Average", "p99" …) over `from` to `to`, milliseconds since 1970, in steps of
   * ten seconds; undefined where nothing was measured.
   */
  statistic(metric: MetricName, statistic: string, from: number, to: number): number | undefined;
  /** The metrics of that name whose dimensions have just these names; any names without `keys`. */
  find(namespace: string, name: string, keys?: readonly string[]): MetricName[];
}

/** Everything that was measured in ten seconds, or in a minute once it is old. */
interface Slot {
  count: number;
  sum: number;
  least: number;
  most: number;
  /** A sample of at most this many, for percentiles. */
  values: number[];
}

interface Series extends MetricName {
  slots: Map<number, Slot>;
}

/** Fine enough that an alarm over one minute misses nothing between two looks. */
export const slotMs = 10_000;
const minuteMs = 60_000;
const fineMs = 60 * minuteMs;
const keptMs = 24 * fineMs;
const sampleSize = 200;

/** Keeps metrics in memory, for a day and in bounded space. */
export function openMetrics(now: () => number = Date.now): Metrics {
  const all = new Map<string, Series>();

  function seriesOf(metric: MetricName): Series {
    const key = keyOf(metric);
    const found = all.get(key) ?? { ...metric, slots: new Map() };
    all.set(key, found);
    return found;
  }

  return {
    put(namespace, name, value, dimensionSets) {
      const start = Math.floor(now() / slotMs) * slotMs;
      for (const dimensions of dimensionSets) {
        const series = seriesOf({ namespace, name, dimensions });
        if (!series.slots.has(start) && series.slots.size > 2000) compact(series, now());
        add(series.slots, start, {
          count: 1,
          sum: value,
          least: value,
          most: value,
          values: [value],
        });
      }
    },
    statistic(metric, statistic, from, to) {
      const slots = all.get(keyOf(metric))?.slots ?? new Map<number, Slot>();
      const inside = [...slots].filter(([start]) => start >= from && start < to);
      return inside.length === 0
        ? undefined
        : compute(
            statistic,
            inside.map(([, slot]) => slot),
          );
    },
    find(namespace, name, keys) {
      const wanted = keys && [...keys].sort().join();
      return [...all.values()].filter(
        (series) =>
          series.namespace === namespace &&
          series.name === name &&
          (wanted === undefined || Object.keys(series.dimensions).sort().join() === wanted),
      );
    },
  };
}

function keyOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}

function add(slots: Map<number, Slot>, start: number, more: Slot): void {
  const slot = slots.get(start);
  if (!slot) {
    slots.set(start, { ...more, values: [...more.values] });
    return;
  }
  slot.count += more.count;
  slot.sum += more.sum;
  slot.least = Math.min(slot.least, more.least);
  slot.most = Math.max(slot.most, more.most);
  for (const value of more.values) {
    // Past the limit each value replaces a random one, so the sample stays fair.
    const place = slot.values.length < sampleSize ? slot.values.length : draw(slot.count);
    if (place < sampleSize) slot.values[place] = value;
  }
}

const draw = (below: number) => Math.floor(Math.random() * below);

/** Joins what is older than an hour by the minute, and forgets what is older than a day. */
function compact(series: Series, now: number): void {
  const kept = new Map<number, Slot>();
  for (const [start, slot] of series.slots) {
    if (start < now - keptMs) continue;
    const isFine = start >= now - fineMs;
    add(kept, isFine ? start : Math.floor(start / minuteMs) * minuteMs, slot);
  }
  series.slots = kept;
}

function compute(statistic: string, slots: readonly Slot[]): number {
  const total = (part: "count" | "sum") => slots.reduce((sum, slot) => sum + slot[part], 0);
  switch (statistic) {
    case "Sum":
      return total("sum");
    case "SampleCount":
      return total("count");
    case "Average":
      return total("sum") / total("count");
    case "Minimum":
      return Math.min(...slots.map(({ least }) => least));
    case "Maximum":
      return Math.max(...slots.map(({ most }) => most));
  }
  const percent = Number(/^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1]);
  if (!(percent <= 100))
    throw new Error(`The local stage does not know the statistic ${statistic}.`);
  const values = slots.flatMap((slot) => slot.values).sort((one, other) => one - other);
  return values[Math.max(0, Math.ceil((percent / 100) * values.length) - 1)] as number;
}
