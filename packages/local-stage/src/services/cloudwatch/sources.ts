import type { Graph } from "../../graph";
import type { InvocationReport } from "../lambda/platform-log";
import type { Dimensions, Metrics } from "./metrics";

/** A reply of a REST API's stage. */
export interface GatewayReport {
  readonly apiId: string;
  readonly stageName: string;
  readonly status: number;
  readonly latencyMs: number;
}

/** A reply of a distribution. */
export interface EdgeReport {
  readonly distributionId: string;
  readonly status: number;
  /** What x-cache says: "Hit", "Miss", "Error" … */
  readonly outcome: string;
  readonly method: string;
}

/** Where AWS's services put their metrics, and under which dimensions. */
export function metricSources(
  graph: Graph,
  metrics: Metrics,
  waiting: () => readonly { readonly name: string; readonly messages: number }[],
) {
  const apiNames = new Map(
    graph
      .ofType("aws:apigateway/restApi:RestApi")
      .map(({ id, outputs }) => [id, String(outputs.name)] as const),
  );
  const watchedDistributions = new Set(
    graph
      .ofType("aws:cloudfront/monitoringSubscription:MonitoringSubscription")
      .map(({ inputs }) => String(inputs.distributionId)),
  );

  return {
    /** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
    invocation({ name, qualifier, version, outcome }: InvocationReport): void {
      const resource = { FunctionName: name, Resource: qualifier ? `${name}:${qualifier}` : name };
      const isAlias = qualifier !== "" && qualifier !== version;
      const sets: Dimensions[] = [{}, { FunctionName: name }, resource];
      if (isAlias) sets.push({ ...resource, ExecutedVersion: version });
      const put = (metric: string, value: number) => metrics.put("AWS/Lambda", metric, value, sets);
      put("Throttles", Number(outcome === "throttled"));
      if (outcome === "throttled") return;
      put("Invocations", 1);
      put("Errors", Number(outcome.kind !== "done"));
      put("Duration", outcome.durationMs);
    },

    /** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
    gatewayReply({ apiId, stageName, status, latencyMs }: GatewayReport): void {
      const ApiName = apiNames.get(apiId) ?? apiId;
      const sets: Dimensions[] = [{ ApiName }, { ApiName, Stage: stageName }];
      const put = (metric: string, value: number) =>
        metrics.put("AWS/ApiGateway", metric, value, sets);
      put("Count", 1);
      put("4XXError", Number(status >= 400 && status < 500));
      put("5XXError", Number(status >= 500));
      put("Latency", latencyMs);
    },

    /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
    edgeReply({ distributionId, status, outcome, method }: EdgeReport): void {
      const sets = [{ DistributionId: distributionId, Region: "Global" }];
      const put = (metric: string, value: number) =>
        metrics.put("AWS/CloudFront", metric, value, sets);
      put("Requests", 1);
      put("TotalErrorRate", status >= 400 ? 100 : 0);
      put("4xxErrorRate", status >= 400 && status < 500 ? 100 : 0);
      put("5xxErrorRate", status >= 500 ? 100 : 0);
      // Only with a monitoring subscription, and only over what could have been in the cache.
      if (!watchedDistributions.has(distributionId) || status >= 400) return;
      if (method !== "GET" && method !== "HEAD") return;
      put("CacheHitRate", /hit/i.test(outcome) ? 100 : 0);
    },

    /** Looks how many messages wait in each queue. */
    lookAtQueues(): void {
      for (const { name, messages } of waiting()) {
        metrics.put("AWS/SQS", "ApproximateNumberOfMessagesVisible", messages, [
          { QueueName: name },
        ]);
      }
    },
  };
}
