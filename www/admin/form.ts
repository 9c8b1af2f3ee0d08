import * as v from "valibot";
import type { Language } from "../../contract/business";
import { translate } from "../../contract/wording/messages";
import { typeset } from "../text";

/** What is wrong with each field, in the owner's language. */
export type Problems = Readonly<Record<string, string>>;

/** Checks a form by the API's own schema; a nested field is named "name.en". */
export function check<S extends v.GenericSchema>(
  schema: S,
  input: unknown,
  language: Language,
): Record<string, string> | undefined {
  const result = v.safeParse(schema, input);
  if (result.success) return undefined;
  const problems: Record<string, string> = {};
  for (const issue of result.issues) {
    const field = issue.path?.map(({ key }) => String(key)).join(".") ?? "";
    problems[field] ??= typeset(translate(language, issue.message));
  }
  return problems;
}

/** A whole number as it was typed; what is none stays what it is, for the schema to refuse. */
export function toNumber(typed: string): number | undefined {
  const text = typed.replace(/[\s\u00a0.,]/g, "");
  return text === "" ? undefined : Number(text);
}
