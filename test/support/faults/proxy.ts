import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { listen } from "local-stage/parts";
import { conflictAnswer, throttledAnswer } from "./answers";
import { seededRandom } from "./random";

/** What can happen to a call on its way to DynamoDB and back. */
export const faults = [
  /** The connection is lost before the call arrives. */
  "lost",
  /** The call is carried out, and the connection is lost before the answer arrives. */
  "unanswered",
  "delayed",
  "throttled",
  "conflict",
] as const;
export type Fault = (typeof faults)[number];

/** A proxy that does to calls to DynamoDB what a bad day on AWS does. */
export interface FaultProxy {
  readonly url: string;
  /** Gives each call each of the faults with this probability, at most 0.2; 0 ends it. */
  injectEach(probability: number): void;
  /** How often it was called, and which faults it injected, by action. */
  readonly counts: ReadonlyMap<string, Readonly<Record<"calls" | Fault, number>>>;
  close(): Promise<void>;
}

/**
 * Starts the proxy in front of DynamoDB: an engine, or the stage's gate, where it passes the calls to
 * other services, and to streams, untouched. The same seed draws the same faults in the same order, but
 * which call meets which of them depends on the order in which calls arrive.
 *
 * It need not remember the tokens of transactions: dynoxide 1.2.1 does, as AWS does. A TransactWriteItems
 * that is repeated with its ClientRequestToken succeeds and writes nothing, also where both come at the
 * same moment; with other content it is an IdempotentParameterMismatchException; and the token of a
 * cancelled transaction is free.
 */
export async function startFaultProxy(target: string, seed: number): Promise<FaultProxy> {
  const random = seededRandom(seed);
  // Given up before the target would close it, so that no fault but ours gets in.
  const agent = new Agent({ keepAlive: true, timeout: 2_000 });
  const counts = new Map<string, Record<"calls" | Fault, number>>();
  let probability = 0;

  function count(action: string, what: "calls" | Fault): void {
    const none = { calls: 0, lost: 0, unanswered: 0, delayed: 0, throttled: 0, conflict: 0 };
    const counted = counts.get(action) ?? none;
    counts.set(action, counted);
    counted[what]++;
  }

  async function answer(call: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await buffer(call);
    const action = /^DynamoDB_\d+\.(\w+)$/.exec(String(call.headers["x-amz-target"]))?.[1];
    if (!action) return pass(call, body, reply);
    count(action, "calls");
    // Past the end of the list, and so nothing, for all that is left.
    const fault = faults[Math.floor(random.next() / probability)];
    const refusal =
      fault === "throttled"
        ? throttledAnswer(action, JSON.parse(body.toString()), random)
        : fault === "conflict"
          ? conflictAnswer(action, JSON.parse(body.toString()), random)
          : undefined;
    if (fault && (fault !== "conflict" || refusal)) count(action, fault);
    if (fault === "lost") reply.destroy();
    else if (refusal) reply.writeHead(400, refusal.headers).end(refusal.body);
    else {
      if (fault === "delayed") await setTimeout(50 + random.below(251));
      await pass(call, body, reply, fault === "unanswered");
    }
  }

  /** Sends the call on, and the answer back unless it is to get lost. */
  async function pass(
    call: IncomingMessage,
    body: Buffer,
    reply: ServerResponse,
    isLost = false,
  ): Promise<void> {
    const { method, headers, url = "/" } = call;
    const passed = await new Promise<IncomingMessage>((done, failed) => {
      request(new URL(url, target), { method, headers, agent }, done)
        .once("error", failed)
        .end(body);
    });
    const answered = await buffer(passed);
    if (isLost) reply.destroy();
    else reply.writeHead(passed.statusCode ?? 502, passed.headers).end(answered);
  }

  const server = await listen((call, reply) => {
    answer(call, reply).catch(() => reply.destroy());
  });
  return {
    url: server.url,
    counts,
    injectEach(each) {
      probability = each;
    },
    async close() {
      await server.close();
      agent.destroy();
    },
  };
}
