import * as v from "valibot";
import type { Language } from "../../contract/business";
import { bookingRequestSchema } from "../../contract/schemas/bookings";
import { translate } from "../../contract/wording/messages";
import { typeset } from "../text";
import type { Draft } from "./draft";

/** A field of the form, in the order in which they stand on the page. */
export const fieldOrder = [
  "service",
  "staff",
  "date",
  "time",
  "name",
  "phone",
  "email",
  "note",
] as const;
export type Field = (typeof fieldOrder)[number];

/** What is wrong with a field, in the visitor's language. */
export type Problems = { readonly [F in Field]?: string };

/** The body of POST /booking, as the schema takes it in. */
export type RequestInput = v.InferInput<typeof bookingRequestSchema>;

/** Turns what was typed into a request, or says what is wrong, by the API's own schema. */
export function toRequest(
  draft: Draft,
  language: Language,
): { ok: true; body: RequestInput } | { ok: false; problems: Problems } {
  const input = {
    name: draft.name,
    phone: draft.phone,
    service: [...draft.services],
    date: draft.date === "" ? undefined : draft.date,
    time: draft.time === "" ? undefined : draft.time,
    locale: language,
    ...(draft.email.trim() === "" ? {} : { email: draft.email }),
    ...(draft.staff === "" ? {} : { staff: draft.staff }),
    ...(draft.note.trim() === "" ? {} : { note: draft.note }),
  };
  const result = v.safeParse(bookingRequestSchema, input);
  if (result.success) return { ok: true, body: input as RequestInput };
  const problems: Record<string, string> = {};
  for (const issue of result.issues) {
    const field = String(issue.path?.[0]?.key ?? "");
    problems[field] ??= typeset(translate(language, key(field, issue)));
  }
  return { ok: false, problems: onlyFields(problems) };
}

/** The problems that belong to a field of the form. */
export function onlyFields(problems: Readonly<Record<string, string>>): Problems {
  return Object.fromEntries(
    fieldOrder.flatMap((field) =>
      problems[field] ? [[field, typeset(problems[field] as string)]] : [],
    ),
  );
}

/** A key that is missing altogether never reaches the messages of its own schema. */
function key(field: string, issue: v.BaseIssue<unknown>): string {
  if (issue.input === undefined && (field === "date" || field === "time"))
    return `${field}.required`;
  if (field === "service" && Array.isArray(issue.input) && issue.input.length === 0)
    return "service.required";
  return issue.message;
}
