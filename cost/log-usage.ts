import type { Graph } from "local-stage";
import type { Usage } from "./prices";

/** Bytes. */
export const gb = 1024 ** 3;

/** What log lines cost: taken in, and kept for some days. */
export function logUsage(bytes: number, what: string, keptDays: number): Usage[] {
  if (bytes === 0) return [];
  return [
    { price: "cloudwatch.logs", quantity: bytes / gb, what },
    // CloudWatch keeps what it took in compressed, to about a seventh.
    { price: "cloudwatch.logStorage", quantity: (bytes / gb / 7) * (keptDays / 30), what },
  ];
}

/** For how long a group keeps its lines; one that says nothing keeps them for ever, or ten years here. */
export function daysKept(graph: Graph, output: "name" | "arn", value: unknown): number {
  const group = graph.where("aws:cloudwatch/logGroup:LogGroup", output, value);
  return group?.inputs.retentionInDays ?? 3_650;
}
