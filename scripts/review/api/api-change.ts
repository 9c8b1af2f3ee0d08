import type { Markdown } from "../report/markdown";
import type { Properties } from "../snapshot";

/** Who sends what a schema describes: a client, or the API. */
export type Direction = "request" | "reply";

/** A difference that a client may notice; a breaking one ends clients that were right until now. */
export interface ApiChange {
  readonly says: Markdown;
  readonly breaking: boolean;
}

/** One change, if there is one. */
export function differs(doesDiffer: boolean, says: Markdown, breaking: boolean): ApiChange[] {
  return doesDiffer ? [{ says, breaking }] : [];
}

/** What a reference in a document leads to. */
export function resolved(value: Properties, document: Properties): Properties {
  if (typeof value.$ref !== "string") return value;
  const steps = value.$ref.replace(/^#\//, "").split("/");
  const found = steps.reduce((at, step) => at?.[step], document);
  return found ?? {};
}
