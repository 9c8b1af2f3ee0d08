import * as v from "valibot";
import type { FieldProblems } from "../contract/schemas/fields";
import { translate } from "../contract/wording/translate";
import type { SiteContext } from "./site";
import { typeset } from "./text";

/** What is wrong with each field, in the reader's language; a nested one is named "name.en". */
export type Problems = Readonly<Record<string, string>>;

/**
 * Checks what was typed as the API will: by its schema, and by the rules of the business those fields
 * that the schema accepts.
 */
export function checkForm<S extends v.GenericSchema<Record<string, unknown>>>(
  { business, language }: SiteContext,
  schema: S,
  input: unknown,
  rules: (request: Partial<v.InferOutput<S>>) => FieldProblems = () => ({}),
):
  | { readonly ok: true; readonly request: v.InferOutput<S> }
  | { readonly ok: false; readonly problems: Problems } {
  const result = v.safeParse(schema, input);
  const refused = schemaProblems(result.issues ?? []);
  const keys = { ...rules(accepted(result.output as object, refused)), ...refused };
  if (result.success && Object.keys(keys).length === 0) return { ok: true, request: result.output };
  const sentences = Object.entries(keys).map(([field, key]) => [
    field,
    typeset(translate(business, language, key)),
  ]);
  return { ok: false, problems: Object.fromEntries(sentences) };
}

/** The fields that the schema has nothing against. */
function accepted<Request>(output: object, refused: FieldProblems): Partial<Request> {
  const names = Object.keys(refused).map((name) => name.split(".")[0]);
  const entries = Object.entries(output).filter(([name]) => !names.includes(name));
  return Object.fromEntries(entries) as Partial<Request>;
}

/** The problems that belong to a field of the form, whether the form or the API found them. */
export function ownProblems<Field extends string>(
  fields: readonly Field[],
  problems: Problems,
): { readonly [F in Field]?: string } {
  const own: { [F in Field]?: string } = {};
  for (const field of fields) {
    const problem = problems[field];
    if (problem) own[field] = typeset(problem);
  }
  return own;
}

/** The first problem of each field. */
function schemaProblems(issues: readonly v.BaseIssue<unknown>[]): FieldProblems {
  const keys: Record<string, string> = {};
  for (const { path, message } of issues) {
    keys[path?.map(({ key }) => String(key)).join(".") ?? ""] ??= message;
  }
  return keys;
}
