import type { Business } from "../../contract/business";
import { termsOf } from "../../contract/rules/terms";
import { visitOf } from "../../contract/rules/visit";
import type { Terms } from "../../contract/schemas/terms";
import type { Draft } from "./draft";

/** The length and price that the server has told for one choice, because the page had shown others. */
export interface ToldTerms {
  readonly choice: string;
  readonly terms: Terms;
}

type Choice = Pick<Draft, "services" | "staff" | "date" | "time">;

/** What makes another length or price possible: with anyone, also the time, at which another person is free. */
export function choiceOf({ services, staff, date, time }: Choice): string {
  return [[...services].sort(), staff, ...(staff === "" ? [date, time] : [])].join(" ");
}

/** The length and price of a choice by the business as the page has it. */
export function pageTerms(business: Business, { services, staff }: Choice): Required<Terms> {
  return termsOf(business, visitOf(business, services, staff));
}
