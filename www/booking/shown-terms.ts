import type { Business } from "../../contract/business";
import { tellingOptions } from "../../contract/rules/options";
import { termsOf } from "../../contract/rules/terms";
import { visitOf } from "../../contract/rules/visit";
import { optionsText } from "../../contract/schemas/booking-fields";
import type { Terms } from "../../contract/schemas/terms";
import type { Draft } from "./draft";

/** The length and price that the server has told for one choice, because the page had shown others. */
export interface ToldTerms {
  readonly choice: string;
  readonly terms: Terms;
}

type Choice = Pick<Draft, "services" | "options" | "staff" | "date" | "time">;

/** What makes another length or price possible: with anyone, also the time, at which another person is free. */
export function choiceOf(business: Business, choice: Choice): string {
  const { services, staff, date, time } = choice;
  const options = optionsText(tellingOptions(business, services, choice.options));
  return [[...services].sort(), options, staff, ...(staff === "" ? [date, time] : [])].join(" ");
}

/** The length and price of a choice by the business as the page has it. */
export function pageTerms(
  business: Business,
  { services, options, staff }: Choice,
): Required<Terms> {
  return termsOf(business, visitOf(business, services, staff, options));
}
