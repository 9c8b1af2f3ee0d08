import type { InferInput } from "valibot";
import { requestProblems } from "../../contract/rules/booking-request";
import { bookingRequestSchema } from "../../contract/schemas/bookings";
import { checkForm, ownProblems } from "../check-form";
import type { SiteContext } from "../site";
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
export type RequestInput = InferInput<typeof bookingRequestSchema>;

/** Turns what was typed into a request, or says what is wrong. */
export function toRequest(
  site: SiteContext,
  draft: Draft,
): { ok: true; body: RequestInput } | { ok: false; problems: Problems } {
  const input = {
    name: draft.name,
    phone: draft.phone,
    service: [...draft.services],
    date: draft.date === "" ? undefined : draft.date,
    time: draft.time === "" ? undefined : draft.time,
    locale: site.language,
    ...(draft.email.trim() === "" ? {} : { email: draft.email }),
    ...(draft.staff === "" ? {} : { staff: draft.staff }),
    ...(draft.note.trim() === "" ? {} : { note: draft.note }),
  };
  const checked = checkForm(site, bookingRequestSchema, input, (request) =>
    requestProblems(site.business, request),
  );
  return checked.ok
    ? { ok: true, body: input as RequestInput }
    : { ok: false, problems: ownProblems(fieldOrder, checked.problems) };
}
