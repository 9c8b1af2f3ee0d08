import type { Graph } from "../../graph";
import { type Log, oneLine } from "../../log";
import { filterPattern, jsonSelector } from "./filter-pattern";
import type { Dimensions, Metrics } from "./metrics";

/** Counts what the captured metric filters count, line by line, as the lines are written. */
export function metricFilters(graph: Graph, metrics: Metrics, log: Log) {
  const filters = graph
    .ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter")
    .flatMap(({ name, inputs }) => {
      const {
        namespace,
        name: metric,
        value,
        defaultValue,
        dimensions,
      } = inputs.metricTransformation;
      try {
        const fits = filterPattern(inputs.pattern);
        const measure = reader(String(value));
        const keys = Object.entries((dimensions ?? {}) as Dimensions).map(
          ([key, path]) => [key, reader(path)] as const,
        );
        const take = (line: string) => {
          const found = fits(line) ? measure(line) : defaultValue;
          const number = Number(found);
          if (found === undefined || Number.isNaN(number)) return;
          const named = keys.map(([key, read]) => [key, String(read(line))] as const);
          metrics.put(namespace, metric, number, [Object.fromEntries(named)]);
        };
        return [{ group: String(inputs.logGroupName), take }];
      } catch (error) {
        log(`${name}: not simulated. ${oneLine(error)}`);
        return [];
      }
    });
  return (logGroup: string, line: string): void => {
    for (const filter of filters) if (filter.group === logGroup) filter.take(line);
  };
}

function reader(text: string): (line: string) => unknown {
  const select = jsonSelector(text);
  return select ? (line) => select(JSON.parse(line)) : () => text;
}
