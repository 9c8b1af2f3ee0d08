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
/** Beside these a call may hang: it is carried out or not, and is never answered. */
export type Fault = (typeof faults)[number] | "hanging";
type Counts = Record<"calls" | Fault, number>;

/** What can be out. */
export type OutageOf = "dynamodb" | "streams" | "ses" | "cognito";

/** How a service is out, for as long as it is. */
export const outages = [
  /** It says itself that it can't. */
  "refused",
  /** It takes the call and never answers; nothing is carried out. */
  "hanging",
  /** The connection is lost before the call arrives. */
  "dropped",
  /** All calls are carried out, and no answer arrives. */
  "unanswered",
] as const;
export type Outage = (typeof outages)[number];

/** A call as it goes to the engine, and what follows it there. */
export interface Tampered {
  readonly input: object;
  /** Called once the engine has carried it out; the caller is answered meanwhile. */
  readonly after?: (send: (action: string, input: object) => Promise<void>) => Promise<void>;
}

/** Changes calls on their way, as a handler with a mistake in it would write them. */
export type Tamper = (action: string, input: never) => Tampered | undefined;

/** A proxy that does to calls to DynamoDB what a bad day on AWS does. */
export interface FaultProxy {
  readonly url: string;
  /** Gives each call each of these faults with this probability, together at most 1; 0 ends it. */
  injectEach(probability: number, which?: readonly Fault[]): void;
  /** Puts one service out, or back; `undefined` ends it, and cuts off who still waits for an answer. */
  putOut(service: OutageOf, how: Outage | undefined): void;
  /** Resolves once every call has ended that the engine is at by now. */
  settled(): Promise<void>;
  /** How often it was called, and which faults it injected, by action. */
  readonly counts: ReadonlyMap<string, Readonly<Counts>>;
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  readonly tamper?: Tamper;
  /** Names that it is called by, besides those of this machine. */
  readonly hosts?: readonly string[];
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
export async function startFaultProxy(
  target: string | (() => string),
  seed: number,
  options: FaultProxyOptions = {},
): Promise<FaultProxy> {
  const { tamper, hosts = [] } = options;
  const random = seededRandom(seed);
  // Given up before the target would close it, so that no fault but ours gets in.
  const agent = new Agent({ keepAlive: true, timeout: 2_000 });
  const counts = new Map<string, Counts>();
  const underWay = new Set<Promise<unknown>>();
  let probability = 0;
  let injected: readonly Fault[] = faults;

  function count(action: string, what: "calls" | Fault): void {
    const counted = counts.get(action) ?? {
      calls: 0,
      lost: 0,
      unanswered: 0,
      delayed: 0,
      throttled: 0,
      conflict: 0,
      hanging: 0,
    };
    counts.set(action, counted);
    counted[what]++;
  }

  const out = new Map<OutageOf, Outage>();
  const waiting = new Map<ServerResponse, OutageOf>();

  async function answer(call: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await buffer(call);
    const service = serviceOf(call);
    const outage = service && out.get(service);
    if (service && outage === "hanging") return void waiting.set(reply, service);
    if (outage === "dropped") return void reply.destroy();
    if (outage === "refused") {
      const type = service === "ses" ? "text/xml" : "application/x-amz-json-1.0";
      return void reply.writeHead(503, { "content-type": type }).end(unavailable(service));
    }
    if (outage === "unanswered") {
      await send(call, body);
      return void reply.destroy();
    }
    const action = /^DynamoDB_\d+\.(\w+)$/.exec(String(call.headers["x-amz-target"]))?.[1];
    if (!action) return pass(call, body, reply);
    // Who called has given up, and does not expect that anything comes of it later.
    if (reply.destroyed) return;
    count(action, "calls");
    // Past the end of the list, and so nothing, for all that is left.
    const fault = injected[Math.floor(random.next() / probability)];
    const refusal =
      fault === "throttled"
        ? throttledAnswer(action, JSON.parse(body.toString()), random)
        : fault === "conflict"
          ? conflictAnswer(action, JSON.parse(body.toString()), random)
          : undefined;
    if (fault && (fault !== "conflict" || refusal)) count(action, fault);
    if (fault === "lost") reply.destroy();
    else if (refusal) reply.writeHead(400, refusal.headers).end(refusal.body);
    else if (fault === "hanging") {
      if (random.chance(0.5)) await carryOut(call, action, body);
    } else {
      if (fault === "delayed") await setTimeout(50 + random.below(251));
      if (reply.destroyed) return;
      const answered = await carryOut(call, action, body);
      if (fault === "unanswered") reply.destroy();
      else reply.writeHead(answered.status, answered.headers).end(answered.body);
    }
  }

  /** Sends a call on that no fault concerns. */
  async function pass(call: IncomingMessage, body: Buffer, reply: ServerResponse): Promise<void> {
    const answered = await send(call, body);
    reply.writeHead(answered.status, answered.headers).end(answered.body);
  }

  function carryOut(call: IncomingMessage, action: string, body: Buffer) {
    return follow(carried(call, action, body));
  }

  function follow<Value>(done: Promise<Value>): Promise<Value> {
    underWay.add(done);
    const forget = () => underWay.delete(done);
    done.then(forget, forget);
    return done;
  }

  async function carried(call: IncomingMessage, action: string, body: Buffer) {
    const tampered = tamper?.(action, JSON.parse(body.toString()) as never);
    if (!tampered) return send(call, body);
    const sent = (as: string, input: object) => {
      const text = Buffer.from(JSON.stringify(input));
      const target = `DynamoDB_20120810.${as}`;
      return send(call, text, { "x-amz-target": target, "content-length": String(text.length) });
    };
    const answered = await sent(action, tampered.input);
    if (answered.status === 200) {
      const after = tampered.after?.(async (as, input) => {
        await sent(as, input);
      });
      if (after) follow(after);
    }
    return answered;
  }

  async function send(
    { method, headers, url = "/" }: IncomingMessage,
    body: Buffer,
    changed: Record<string, string> = {},
  ) {
    const passed = await new Promise<IncomingMessage>((done, failed) => {
      const to = new URL(url, typeof target === "string" ? target : target());
      request(to, { method, headers: { ...headers, ...changed }, agent }, done)
        .once("error", failed)
        .end(body);
    });
    return {
      status: passed.statusCode ?? 502,
      headers: passed.headers,
      body: await buffer(passed),
    };
  }

  const server = await listen(
    (call, reply) => {
      answer(call, reply).catch(() => reply.destroy());
    },
    { hosts },
  );
  return {
    url: server.url,
    counts,
    injectEach(each, which = faults) {
      probability = each;
      injected = which;
    },
    putOut(service, how) {
      if (how) out.set(service, how);
      else out.delete(service);
      for (const [reply, one] of waiting) {
        if (one !== service || how === "hanging") continue;
        reply.destroy();
        waiting.delete(reply);
      }
    },
    async settled() {
      await Promise.allSettled(underWay);
    },
    async close() {
      for (const reply of waiting.keys()) reply.destroy();
      await server.close();
      agent.destroy();
    },
  };
}

/** Which service a call is for; undefined for those that are never out. */
function serviceOf({ headers }: IncomingMessage): OutageOf | undefined {
  const target = String(headers["x-amz-target"] ?? "");
  if (target.startsWith("DynamoDBStreams_")) return "streams";
  if (target.startsWith("DynamoDB_")) return "dynamodb";
  if (target.startsWith("AWSCognito")) return "cognito";
  return headers.authorization?.includes("/ses/aws4_request") ? "ses" : undefined;
}

function unavailable(service: OutageOf | undefined): string {
  return service === "ses"
    ? "<ErrorResponse><Error><Type>Receiver</Type><Code>ServiceUnavailable</Code><Message>Out.</Message></Error></ErrorResponse>"
    : JSON.stringify({ __type: "ServiceUnavailable", message: "Out." });
}
