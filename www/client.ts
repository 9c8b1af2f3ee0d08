import type { GenericSchema, InferInput, InferOutput } from "valibot";
import type { GatewayCode } from "../contract/errors/codes";
import type { Operation } from "../contract/operations/operation";
import type { Terms } from "../contract/schemas/terms";

/** The part of an operation that types its call. */
export type Row = Pick<Operation, "method" | "path" | "access" | "reply"> & Partial<Operation>;

type ParameterNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterNames<Rest>
  : never;

type Params<O extends Row> = [ParameterNames<O["path"]>] extends [never]
  ? unknown
  : { readonly params: Readonly<Record<ParameterNames<O["path"]>, string>> };

type Query<O extends Row> = O extends { query: infer S extends GenericSchema }
  ? { readonly query: InferInput<S> }
  : unknown;

type Body<O extends Row> = O extends { body: infer S extends GenericSchema }
  ? { readonly body: InferInput<S> }
  : unknown;

type NamedHeaders<O extends Row> = O extends { headers: infer H }
  ? { readonly [Name in keyof H]?: string }
  : unknown;

type Headers<O extends Row> = O["access"] extends "manage"
  ? { readonly headers: { readonly "X-Manage-Token": string } & NamedHeaders<O> }
  : { readonly headers?: NamedHeaders<O> };

/** What a call of one operation takes: exactly the parts that it declares. */
export type CallOptions<O extends Row> = Params<O> &
  Query<O> &
  Body<O> &
  Headers<O> & { readonly signal?: AbortSignal };

/** Why a call failed; status 0 means that nothing answered at all. */
export interface Failure {
  readonly ok: false;
  readonly status: number;
  /** What the site decides by, "" where there was none. A newer API may send one that is not listed. */
  readonly code: GatewayCode | "";
  /** The API's sentence, "" where there was none. */
  readonly error: string;
  /** What is wrong with which field. */
  readonly fields: Readonly<Record<string, string>>;
  /** The length and price of a visit as they are now, where they are not as expected. */
  readonly terms?: Terms;
  /** How long the server wants to be left alone, where it said so. */
  readonly retryAfterSeconds?: number;
}

/** What an operation answered. */
export type CallResult<Reply> = { readonly ok: true; readonly reply: Reply } | Failure;

/** Where CloudFront serves the API on the site's own domain. */
export const apiBase = "/api";

const timeoutMs = 20_000;

interface LooseOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Calls one operation of the contract. Every expected failure is a value; only a mistake in the
 * calling code throws.
 */
export async function call<const O extends Row>(
  operation: O,
  options: CallOptions<O>,
): Promise<CallResult<InferOutput<O["reply"]>>> {
  const { params = {}, query = {}, body, headers = {}, signal } = options as LooseOptions;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  const stop = () => abort.abort();
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  try {
    const response = await fetch(address(operation.path, params, query), {
      method: operation.method,
      headers: {
        Accept: operation.contentType ?? "application/json",
        ...languageHeader(),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      signal: abort.signal,
    });
    const text = await response.text();
    if (!response.ok) {
      const failure = { ok: false, status: response.status, ...readError(text) } as const;
      const retryAfterSeconds = Number(response.headers.get("Retry-After"));
      return retryAfterSeconds > 0 ? { ...failure, retryAfterSeconds } : failure;
    }
    const reply = operation.contentType === "text/calendar" ? text : readJson(text);
    if (reply === undefined && response.status !== 204) return noAnswer;
    return { ok: true, reply: reply as InferOutput<O["reply"]> };
  } catch {
    return noAnswer;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** The result of a call that nothing answered. */
export const noAnswer: Failure = { ok: false, status: 0, code: "", error: "", fields: {} };

function address(
  path: string,
  params: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string | undefined>>,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (!value) throw new Error(`The path ${path} needs the parameter ${name}.`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return `${apiBase}${filled}${text ? `?${text}` : ""}`;
}

/** The API writes its sentences in the language of the page, not of the browser. */
function languageHeader(): Record<string, string> {
  const language = typeof document === "undefined" ? "" : document.documentElement.lang;
  return language ? { "Accept-Language": language } : {};
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readError(text: string): Pick<Failure, "code" | "error" | "fields" | "terms"> {
  const found = readJson(text) as { [part in keyof Failure]?: unknown } | null | undefined;
  const fields =
    found && typeof found.fields === "object" && found.fields !== null ? found.fields : {};
  return {
    code: typeof found?.code === "string" ? (found.code as GatewayCode) : "",
    error: typeof found?.error === "string" ? found.error : "",
    fields: Object.fromEntries(
      Object.entries(fields).filter(([, sentence]) => typeof sentence === "string"),
    ) as Record<string, string>,
    ...(isTerms(found?.terms) && { terms: found.terms }),
  };
}

function isTerms(found: unknown): found is Terms {
  const { durationMinutes, priceMinor, currency } = (found ?? {}) as Partial<Terms>;
  return (
    Number.isInteger(durationMinutes) &&
    Number.isInteger(priceMinor) &&
    typeof currency === "string"
  );
}
