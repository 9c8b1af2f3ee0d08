import type { GateService } from "../../gate/gate";
import type { Graph } from "../../graph";
import { type Log, oneLine } from "../../log";
import { type Alarms, type AlarmsOptions, watchAlarms } from "./alarms";
import { cloudWatchApi } from "./api";
import { metricFilters } from "./metric-filters";
import { type Metrics, openMetrics } from "./metrics";
import { metricSources } from "./sources";

export interface CloudWatchOptions {
  readonly graph: Graph;
  readonly region: string;
  readonly publish: AlarmsOptions["publish"];
  /** How many messages wait in each queue. */
  readonly waiting: Parameters<typeof metricSources>[2];
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Metrics of all services, with the captured filters and alarms on them. */
export interface CloudWatch {
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  /** Where the services tell what they did. */
  readonly sources: ReturnType<typeof metricSources>;
  /** Takes a line that a function wrote. */
  takeLine(functionName: string, line: string): void;
  /** What functions call. */
  readonly api: GateService;
  close(): void;
}

/** How often alarms are looked at: AWS looks once a minute, and nobody wants to wait so long here. */
const everyMs = 10_000;

/** Starts keeping metrics and looking at alarms. */
export function startCloudWatch(options: CloudWatchOptions): CloudWatch {
  const { graph, region, publish, waiting, log, now = Date.now } = options;
  const metrics = openMetrics(now);
  const sources = metricSources(graph, metrics, waiting);
  const filter = metricFilters(graph, metrics, log);
  const watched = watchAlarms({ graph, region, metrics, publish, log, now });
  const alarms: Alarms = {
    ...watched,
    evaluateNow() {
      sources.lookAtQueues();
      return watched.evaluateNow();
    },
  };
  const look = () =>
    void alarms.evaluateNow().catch((error) => log(`the alarms failed: ${oneLine(error)}`));
  const timer = setInterval(look, everyMs);
  timer.unref();
  return {
    metrics,
    alarms,
    sources,
    takeLine: (functionName, line) => filter(`/aws/lambda/${functionName}`, line),
    api: cloudWatchApi(metrics),
    close: () => clearInterval(timer),
  };
}
