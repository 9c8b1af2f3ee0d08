import type { Faces } from "../service";

export interface LogLine {
  readonly function: string;
  /** ISO 8601; "" where the line has none. */
  readonly at: string;
  /** What the line tells in a few words: "ERROR order.failed", "report: success, 12 ms". */
  readonly gist: string;
  /** A warning, an error, or a call that did not succeed. */
  readonly bad: boolean;
  readonly text: string;
}

/** Which lines are wanted; empty texts are all. */
export interface LogFilter {
  readonly functionName: string;
  readonly text: string;
  readonly onlyBad: boolean;
}

/** The last lines that fit, the newest first. */
export function logLines({ lambda }: Pick<Faces, "lambda">, filter: LogFilter): LogLine[] {
  const wanted = filter.text.toLowerCase();
  return [...lambda.registry.records.keys()]
    .filter((name) => filter.functionName === "" || name === filter.functionName)
    .flatMap((name) => lambda.logOf(name).map((text) => ({ function: name, text })))
    .filter(({ text }) => text.toLowerCase().includes(wanted))
    .map((line) => ({ ...line, ...readLine(line.text) }))
    .filter(({ bad }) => bad || !filter.onlyBad)
    .sort((one, other) => one.at.localeCompare(other.at))
    .slice(-200)
    .reverse();
}

/** Lambda's own lines have `time` and `type`, and the functions' have `timestamp` and `level`. */
export function readLine(text: string): Pick<LogLine, "at" | "gist" | "bad"> {
  const { time, timestamp, type, record, level, message } = parse(text);
  const at = String(timestamp ?? time ?? "");
  if (typeof type === "string") {
    const { status, metrics } = (record ?? {}) as {
      status?: string;
      metrics?: { durationMs?: number };
    };
    const what = type.replace(/^platform\./, "");
    const result = status ? `: ${status}, ${Math.round(metrics?.durationMs ?? 0)} ms` : "";
    return { at, gist: `${what}${result}`, bad: status !== undefined && status !== "success" };
  }
  const { event, errorMessage } = (message ?? {}) as Record<string, unknown>;
  const words = [level, typeof message === "string" ? message : (event ?? errorMessage)].filter(
    (word): word is string => typeof word === "string",
  );
  return { at, gist: words.join(" "), bad: /^(WARN|ERROR|FATAL)/.test(String(level)) };
}

function parse(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
