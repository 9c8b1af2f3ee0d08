import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Reply } from "../../stage";
import type { Random } from "../faults/random";
import type { History } from "../history";
import type { Site } from "../site";

/** One call of the API. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Without "/api". */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: "admin";
  /** Whether it is sent until it is told what came of it, however impatient the client is otherwise. */
  readonly untilTold?: boolean;
}

/** What the API told in the end; the status is 0 where the outcome stayed unknown. */
export interface Told extends Pick<Reply, "status" | "json"> {
  /** How often the call was sent. */
  readonly tries: number;
}

/** How clients treat what is not answered. */
export interface Manners {
  /** How long an answer is waited for before the call is sent again while the first is still on its way. */
  readonly patienceMs: number;
  /** How long a client pauses before it sends a call again. */
  readonly pauseMs: { readonly least: number; readonly most: number };
  /** With which probability an unanswered call is given up, so that its outcome stays unknown. */
  readonly givesUp: number;
}

/** As a browser does it: it waits for the answer and never gives up. */
export const patient: Manners = {
  patienceMs: 60_000,
  pauseMs: { least: 50, most: 250 },
  givesUp: 0,
};

/** One of several at work at the same moment; who does one thing after the other. */
export interface Client {
  /** No other client of any run has it. */
  readonly name: string;
  readonly random: Random;
  /**
   * Sends the same call again and again until it is told what came of it or gives up. Resolves when
   * every copy of it is over, so that nothing comes of one later.
   */
  send(call: Call): Promise<Told>;
  /** A name that no other item has. */
  unique(): string;
  /** An address that no other item has. */
  newEmail(): string;
  /** Notes an answer that is not what it should be. */
  wrong(sentence: string): void;
}

/** How many answers get lost on their way from the site, so that a call is repeated that was carried out. */
const unheard = 0.25;
/** How often a call is sent before somebody would give up. */
const mostTries = 12;
/** Where nobody gives up, it is the site that does not answer. */
const mostPatientTries = 60;
/** By how much more than at first a client waits at most. */
const mostLonger = 16;
/** Nothing was written, and the same call may be sent again. */
const comeBack = ["busy", "conflict"];

/** A number as letters: a name with digits in it could be taken for a phone number. */
export function letters(number: number): string {
  return [...String(number)].map((digit) => "abcdefghij"[Number(digit)]).join("");
}

/** A client of the site. */
export function aClient(
  site: Site,
  admin: Record<string, string>,
  name: string,
  random: Random,
  history: History,
  { patienceMs, pauseMs, givesUp }: Manners = patient,
): Client {
  let made = 0;
  const unique = () => `${name} ${letters(made++)}`;
  const wrong = (sentence: string) => history.accuse(`${name}: ${sentence}`);

  /** Whether it was told what came of the call. */
  function isDecided(line: string, reply: Reply): boolean {
    if (reply.status === 503) {
      if (!(Number(reply.headers.get("retry-after")) > 0))
        wrong(`${line}: 503 without Retry-After`);
      if (reply.json?.code !== "unavailable") wrong(`${line}: 503 ${reply.text}`);
      return false;
    }
    if (reply.status >= 500) wrong(`${line}: ${reply.status} ${reply.text}`);
    return reply.status < 500 && !comeBack.includes(reply.json?.code);
  }

  return {
    name,
    random,
    wrong,
    unique,
    newEmail: () => `${unique().toLowerCase().replaceAll(" ", ".")}@example.com`,
    async send({ method, path, body, headers, as, untilTold = false }) {
      const line = `${method} ${path}`;
      const own: Record<string, string> =
        method === "GET" ? {} : { "Idempotency-Key": randomUUID() };
      const address = `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`;
      const all: Record<string, string> = {
        "X-Viewer-Address": address,
        ...own,
        ...headers,
        ...(as === "admin" && admin),
      };
      const key = all["Idempotency-Key"]?.slice(0, 8) ?? "";
      const copies: Promise<Reply | undefined>[] = [];
      let told: Told | undefined;
      const most = untilTold ? mostPatientTries : mostTries;
      for (let tries = 1; !told && tries <= most; tries++) {
        const copy = site.api(method, path, { body, headers: all });
        history.follow({ client: name, line, key, body }, copy);
        const answered = copy.catch(() => undefined);
        copies.push(answered);
        // Who waits longer each time lets a site that is behind with its work catch up.
        const longer = Math.min(2 ** (tries - 1), mostLonger);
        const reply = await inTime(answered, patienceMs * longer);
        const isHeard = !random.chance(unheard);
        if (reply && isDecided(line, reply) && isHeard) {
          told = { status: reply.status, json: reply.json, tries };
        } else if (!untilTold && random.chance(givesUp)) break;
        else {
          const pause = pauseMs.least + random.below(pauseMs.most - pauseMs.least);
          await setTimeout(pause * longer);
        }
      }
      await Promise.all(copies);
      if (copies.length > 1 || !told) await site.settled?.();
      if (told) return told;
      history.unknown++;
      if (givesUp === 0 || untilTold)
        wrong(`${line}: still not told what came of it after ${most} tries`);
      return { status: 0, json: undefined, tries: copies.length };
    },
  };
}

async function inTime<Value>(
  promise: Promise<Value>,
  milliseconds: number,
): Promise<Value | undefined> {
  const ends = new AbortController();
  const late = setTimeout(milliseconds, undefined, { signal: ends.signal }).catch(() => undefined);
  const value = await Promise.race([promise, late]);
  ends.abort();
  return value;
}

/**
 * Creates something under a key of its own, or sends the request twice at the same moment, as an impatient
 * person or two tabs do: then both must be told the same.
 */
export async function create(
  client: Client,
  call: Omit<Call, "method" | "headers">,
  isTwice: boolean,
): Promise<Told & { readonly key: string }> {
  const key = randomUUID();
  const headers = { "Idempotency-Key": key };
  const keyed: Call = { ...call, method: "POST", headers };
  if (!isTwice) return { ...(await client.send(keyed)), key };
  const [one, other] = await Promise.all([client.send(keyed), client.send(keyed)]);
  const isTold = one.status !== 0 && other.status !== 0;
  if (isTold && !isDeepStrictEqual(one.json, other.json)) {
    const answers = [one, other].map(({ status, json }) => `${status} ${JSON.stringify(json)}`);
    client.wrong(`POST ${call.path} twice at once: ${answers.join(" and ")}`);
  }
  return { ...(one.status === 201 ? one : other), key };
}

/** How often a request is sent twice. */
export const twice = 0.2;
