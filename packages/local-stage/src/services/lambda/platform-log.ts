import type { TimedOutcome } from "./execution-environment";
import type { FunctionConfig, ResolvedFunction } from "./function";

/** One invocation, as Lambda's metrics count it. */
export type InvocationReport = Pick<ResolvedFunction, "name" | "qualifier" | "version"> & {
  readonly outcome: TimedOutcome | "throttled";
};

/*
 * The lines that Lambda itself writes with `logFormat: JSON`.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */

/** An execution environment starts. */
export function initLine({ runtime }: FunctionConfig): string {
  const about = { initializationType: "on-demand", phase: "init", runtimeVersion: runtime };
  return line("platform.initStart", about);
}

/** An invocation starts. */
export function startLine({ version, arn }: ResolvedFunction, requestId: string): string {
  return line("platform.start", { requestId, functionArn: arn, version });
}

/** An invocation is over. How much memory a worker took is not known here, so it is not told. */
export function reportLine(
  { config }: ResolvedFunction,
  requestId: string,
  outcome: TimedOutcome,
): string {
  const { durationMs, initDurationMs } = outcome;
  const status = { done: "success", failed: "error", timeout: "timeout" }[outcome.kind];
  return line("platform.report", {
    requestId,
    metrics: {
      durationMs: hundredths(durationMs),
      billedDurationMs: Math.ceil(durationMs + (initDurationMs ?? 0)),
      memorySizeMB: config.memoryMb,
      ...(initDurationMs !== undefined && { initDurationMs: hundredths(initDurationMs) }),
    },
    status,
    ...(outcome.kind === "failed" && { errorType: outcome.error.errorType }),
  });
}

function line(type: string, record: object): string {
  return JSON.stringify({ time: new Date().toISOString(), type, record });
}

function hundredths(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
