import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Gate } from "../../gate/gate";
import type { Graph } from "../../graph";
import type { Caller, InvocationResult } from "../../invocation";
import type { Log } from "../../log";
import type { Role } from "../iam/roles";
import type { Queues } from "../sqs/queues";
import type { ResolvedFunction } from "./function";
import type { Lambda } from "./lambda";

export interface AsynchronousOptions {
  readonly graph: Graph;
  readonly queues: Pick<Queues, "send">;
  readonly lambda: Lambda;
  readonly roles: ReadonlyMap<string, Role>;
  readonly gate: Pick<Gate, "refusal">;
  readonly log: Log;
  /** Before the first retry; AWS waits a minute, then two. Default 200. */
  readonly retryDelayMs?: number;
}

/** Lambda's own queue for events that nobody waits for. */
export interface Asynchronous {
  /** Invokes until it works or the retries are used up; resolves with the last result. */
  invoke(functionArn: string, payload: unknown, caller: Caller): Promise<InvocationResult>;
  /** Lets no further try begin. */
  close(): void;
}

/**
 * Invokes functions as AWS does for events: what throws or times out is tried twice more (or as often
 * as the captured FunctionEventInvokeConfig says), and then goes to the configured queue.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function asynchronousInvocations(options: AsynchronousOptions): Asynchronous {
  const { graph, queues, lambda, roles, gate, log, retryDelayMs = 200 } = options;
  const closing = new AbortController();
  const { signal } = closing;
  // Every event that waits for its next try listens.
  setMaxListeners(0, signal);

  function configOf({ name, qualifier }: ResolvedFunction) {
    return graph
      .ofType("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")
      .find(
        ({ inputs }) =>
          String(inputs.functionName).split(":").at(-1) === name &&
          (inputs.qualifier ?? "") === qualifier,
      )?.inputs;
  }

  /** Lambda sends with the function's role. */
  function giveUp(
    target: ResolvedFunction,
    payload: unknown,
    attempts: number,
    destination: string | undefined,
  ): void {
    const queue = destination?.includes(":sqs:") ? destination.split(":").at(-1) : undefined;
    log(
      `${target.name} gave up an event after ${attempts} tries${queue ? `, kept in queues/${queue}.jsonl` : ""}`,
    );
    if (!queue || !destination) return;
    const need = { action: "sqs:SendMessage", resource: destination };
    const refusal = gate.refusal(target.name, roles.get(target.config.roleArn) as Role, need);
    if (refusal) {
      log(`denied: ${refusal}`);
      return;
    }
    const message = {
      version: "1.0",
      timestamp: new Date().toISOString(),
      requestContext: {
        requestId: randomUUID(),
        functionArn: target.arn,
        condition: "RetriesExhausted",
        approximateInvokeCount: attempts,
      },
      requestPayload: payload,
    };
    queues.send(destination, JSON.stringify(message));
  }

  return {
    async invoke(functionArn, payload, caller) {
      const target = lambda.resolve(functionArn);
      const config = target && configOf(target);
      const tries = 1 + (config?.maximumRetryAttempts ?? 2);
      for (let attempt = 1; ; attempt++) {
        const result = await lambda.invoke(functionArn, payload, caller);
        if (result.ok || signal.aborted || !target) return result;
        // Whoever may not invoke it never gets into the queue.
        if (result.reason === "denied" || result.reason === "not-found") return result;
        if (attempt >= tries) {
          giveUp(target, payload, attempt, config?.destinationConfig?.onFailure?.destination);
          return result;
        }
        await sleep(retryDelayMs * 2 ** (attempt - 1), undefined, { signal }).catch(() => {});
        if (signal.aborted) return result;
      }
    },
    close: () => closing.abort(),
  };
}
