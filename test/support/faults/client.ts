import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Reply, TestStage } from "../stage";
import type { Random } from "./random";

/** One call of the API. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Without "/api". */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: "admin";
}

/** What the API told in the end. */
export interface Told extends Pick<Reply, "status" | "json"> {
  /** How often the call was sent. */
  readonly tries: number;
}

/** One of several at work at the same moment; who does one thing after the other. */
export interface Client {
  /** No other client of any run has it. */
  readonly name: string;
  readonly random: Random;
  /** Sends the same call again and again, as a browser does, until it is told what came of it. */
  send(call: Call): Promise<Told>;
  /** A name that no other item has. */
  unique(): string;
  /** An address that no other item has. */
  newEmail(): string;
  /** Notes an answer that is not what it should be. */
  wrong(sentence: string): void;
}

/** What the clients were answered. */
export interface Answers {
  /** How often each, for example "POST /booking/{id}/cancel 200". */
  readonly counts: Map<string, number>;
  /** One sentence for each that must not be. */
  readonly wrong: string[];
}

/** How many answers get lost on their way from the site, so that a call is repeated that was carried out. */
const unheard = 0.25;
/** How often a call is sent before somebody would give up. */
const mostTries = 12;
/** Nothing was written, and the same call may be sent again. */
const comeBack = ["busy", "conflict"];

/** A number as letters: a name with digits in it could be taken for a phone number. */
export function letters(number: number): string {
  return [...String(number)].map((digit) => "abcdefghij"[Number(digit)]).join("");
}

/** A client of the site. */
export function aClient(
  site: TestStage,
  admin: Record<string, string>,
  name: string,
  random: Random,
  answers: Answers,
): Client {
  let made = 0;
  const unique = () => `${name} ${letters(made++)}`;
  const wrong = (sentence: string) => {
    answers.wrong.push(`${name}: ${sentence}`);
  };

  /** Whether it was told what came of the call. */
  function isDecided(line: string, reply: Reply): boolean {
    const kind = `${line.replace(/\?.*/, "").replace(/[\da-f-]{36}/, "{id}")} ${reply.status}`;
    answers.counts.set(kind, (answers.counts.get(kind) ?? 0) + 1);
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
    async send({ method, path, body, headers, as }) {
      const line = `${method} ${path}`;
      const key: Record<string, string> =
        method === "GET" ? {} : { "Idempotency-Key": randomUUID() };
      const all = { ...key, ...headers, ...(as === "admin" && admin) };
      for (let tries = 1; tries <= mostTries; tries++) {
        const reply = await site.api(method, path, { body, headers: all }).catch(() => undefined);
        const isHeard = !random.chance(unheard);
        if (reply && isDecided(line, reply) && isHeard) {
          return { status: reply.status, json: reply.json, tries };
        }
        await setTimeout(50 + random.below(200));
      }
      wrong(`${line}: still not told what came of it after ${mostTries} tries`);
      return { status: 0, json: undefined, tries: mostTries };
    },
  };
}

/**
 * Creates something under a key of its own, or sends the request twice at the same moment, as an impatient
 * person or two tabs do: then both must be told the same. For the latter nobody else may be after the
 * same thing, since it could be free for the one and not for the other.
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
  if (!isDeepStrictEqual(one.json, other.json)) {
    const answers = [one, other].map(({ status, json }) => `${status} ${JSON.stringify(json)}`);
    client.wrong(`POST ${call.path} twice at once: ${answers.join(" and ")}`);
  }
  return { ...(one.status === 201 ? one : other), key };
}

/** How often a request is sent twice. */
export const twice = 0.2;
