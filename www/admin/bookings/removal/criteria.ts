import type { Business } from "../../../../contract/business";
import { utcMoment } from "../../../../contract/rules/wall-time";
import type { RemovalRequest } from "../../../../contract/schemas/removals";

/** The fields of the form, as typed; moments are on the business's clock, "2026-11-23T09:00". */
export const removalFields = ["phone", "email", "from", "to", "madeFrom", "madeTo"] as const;
export type RemovalField = (typeof removalFields)[number];
export type RemovalForm = Readonly<Record<RemovalField, string>> & {
  readonly messages: RemovalRequest["messages"];
};

/** A form that nobody has filled in. */
export const emptyForm: RemovalForm = {
  phone: "",
  email: "",
  from: "",
  to: "",
  madeFrom: "",
  madeTo: "",
  messages: "one",
};

/** The UTC moment of a time on the business's clock; what is half typed stays as it is. */
function utcOf(typed: string, timeZone: string): string {
  const [, date = "", time = ""] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(typed) ?? [];
  return time === "" ? typed : utcMoment(date, time, timeZone);
}

/** What the form asks for; fields that are left empty are no criterion. */
export function criteriaOf({ timeZone }: Pick<Business, "timeZone">, form: RemovalForm) {
  const filled = removalFields
    .map((field) => [field, form[field].trim()] as const)
    .filter(([, text]) => text !== "")
    .map(([field, text]) => {
      if (!field.startsWith("made")) return [field, text];
      const moment = utcOf(text, timeZone);
      // The minute that is shown is meant as a whole.
      return [field, field === "madeTo" ? moment.replace(/:00Z$/, ":59Z") : moment];
    });
  return { ...Object.fromEntries(filled), messages: form.messages } as Omit<
    RemovalRequest,
    "removalId"
  >;
}

/** Whether the span in which they were booked ends before it begins, on one and the same day. */
export function isHourBeforeHour({ madeFrom, madeTo }: RemovalForm): boolean {
  return madeFrom.slice(0, 10) === madeTo.slice(0, 10) && madeTo < madeFrom;
}
