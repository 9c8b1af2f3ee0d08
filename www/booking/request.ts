import type { requestProblems } from "../../contract/rules/booking-request";
import { choiceProblems } from "../../contract/rules/choice";
import { tellingOptions } from "../../contract/rules/options";
import { type BookingRequestInput, bookingRequestSchema } from "../../contract/schemas/bookings";
import { checkForm, ownProblems } from "../check-form";
import type { SiteContext } from "../site";
import { dictionaries } from "../text";
import { combinationProblem } from "./combination";
import type { Draft } from "./draft";

/** A field of the form, in the order in which they stand on the page. */
export const fieldOrder = [
  "service",
  "options",
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

/** What the business has against a request. */
export type RequestRules = typeof requestProblems;

/** Until the phone number plans are loaded, a number is checked by the API alone. */
let rules: RequestRules = choiceProblems;

/** Has requests checked by all rules, once those are here. */
export function setRequestRules(loaded: RequestRules): void {
  rules = loaded;
}

/** Turns what was typed into a request, or says what is wrong. */
export function toRequest(
  site: SiteContext,
  draft: Draft,
): { ok: true; body: BookingRequestInput } | { ok: false; problems: Problems } {
  // Without standard choices, a release that knows no options takes the request as well.
  const options = tellingOptions(site.business, draft.services, draft.options);
  const input = {
    name: draft.name,
    phone: draft.phone,
    service: [...draft.services],
    ...(Object.keys(options).length > 0 && { options }),
    date: draft.date === "" ? undefined : draft.date,
    time: draft.time === "" ? undefined : draft.time,
    locale: site.language,
    ...(draft.email.trim() === "" ? {} : { email: draft.email }),
    ...(draft.staff === "" ? {} : { staff: draft.staff }),
    ...(draft.note.trim() === "" ? {} : { note: draft.note }),
    ...(draft.forAnother ? { forAnother: true } : {}),
  };
  const checked = checkForm(site, bookingRequestSchema, input, (request) =>
    rules(site.business, request),
  );
  const combination = combinationProblem(site.business, draft.services, options);
  const problems: Problems = {
    ...(combination && { service: dictionaries[site.language].combination[combination.kind] }),
    ...(checked.ok ? {} : ownProblems(fieldOrder, checked.problems)),
  };
  return Object.keys(problems).length === 0
    ? { ok: true, body: input as BookingRequestInput }
    : { ok: false, problems };
}
