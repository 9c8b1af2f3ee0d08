import * as v from "valibot";
import { isRealDate } from "../rules/calendar";
import { idSchema } from "./fields";

/** The single fields of a booking on the wire. */

/** A date that exists in the calendar, "YYYY-MM-DD"; the days after it have four digits for their year, too. */
export const dateSchema = v.pipe(
  v.string("date.required"),
  v.isoDate("date.invalid"),
  v.check((date) => isRealDate(date) && date < "9999", "date.invalid"),
);

/** Business time, "HH:MM". */
export const timeSchema = v.pipe(
  v.string("time.required"),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "time.invalid"),
);

/** The ids of services and people have a shape here; rules/choice.ts knows which the business has. */
export const serviceIdSchema = idSchema("service.unknown");
export const staffIdSchema = idSchema("staff.unknown");

/** More services than any business does in one visit. */
export const mostServices = 20;

/** Several services done in one visit. */
export const serviceListSchema = v.pipe(
  v.array(serviceIdSchema, "service.unknown"),
  v.minLength(1, "service.required"),
  v.maxLength(mostServices, "service.many"),
  v.check((list) => new Set(list).size === list.length, "service.twice"),
);

/** One service or several done in one visit; comes out as a list. */
export const servicesSchema = v.pipe(
  v.union([serviceIdSchema, serviceListSchema], ({ input, issues }) => {
    if (input === undefined || input === "") return "service.required";
    // The list's own problem says more than "neither a service nor a list".
    return (Array.isArray(input) && issues?.at(-1)?.message) || "service.unknown";
  }),
  v.transform((value) => (typeof value === "string" ? [value] : value)),
);

/** As many options as the services of one visit have between them. */
const mostOptions = 16;

const optionIdSchema = idSchema("options.invalid");

/** What is chosen of the options of services: ids of choices by those of the options. */
export const optionsSchema = v.pipe(
  v.record(v.string("options.invalid"), v.string("options.invalid"), "options.invalid"),
  v.check((options) => {
    const pairs = Object.entries(options);
    return pairs.length <= mostOptions && pairs.flat().every((id) => v.is(optionIdSchema, id));
  }, "options.invalid"),
);

/** The same in an address, where each option is named once: "length:waist,size:small". */
export const optionsTextSchema = v.pipe(
  v.string("options.invalid"),
  v.regex(
    /^[a-z0-9-]{1,60}:[a-z0-9-]{1,60}(,[a-z0-9-]{1,60}:[a-z0-9-]{1,60}){0,15}$/,
    "options.invalid",
  ),
  v.check((text) => {
    const ids = pairsOf(text).map(([id]) => id);
    return new Set(ids).size === ids.length;
  }, "options.invalid"),
  v.transform((text): Record<string, string> => Object.fromEntries(pairsOf(text))),
);

function pairsOf(text: string): string[][] {
  return text.split(",").map((pair) => pair.split(":"));
}

/** How options are written in an address. */
export function optionsText(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([id, choice]) => `${id}:${choice}`)
    .join(",");
}
