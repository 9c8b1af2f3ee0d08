import type { Business, StaffMember } from "../../contract/business";
import { longestMinutes } from "../../contract/rules/hours";
import type { ChosenOptions } from "../../contract/rules/options";
import { staffFor, visitOf } from "../../contract/rules/visit";

/** Why these services cannot be one visit, and what to leave out. */
export interface CombinationProblem {
  /** Nobody does all of them, or they are longer than anybody works at a stretch. */
  readonly kind: "nobody" | "long";
  /** The services without which the others can be one visit; empty where leaving out one is not enough. */
  readonly spare: readonly string[];
}

/** What keeps a choice of services from ever being one visit; undefined where it can be one. */
export function combinationProblem(
  business: Business,
  services: readonly string[],
  options?: ChosenOptions,
): CombinationProblem | undefined {
  if (services.length === 0 || isPossible(business, services, options)) return undefined;
  const spare = services.filter((id) => {
    const others = services.filter((other) => other !== id);
    return others.length > 0 && isPossible(business, others, options);
  });
  return { kind: staffFor(business, services).length === 0 ? "nobody" : "long", spare };
}

/** What keeps a person from doing these services in one visit. */
export type PersonProblem =
  | { readonly kind: "not-done"; readonly services: readonly string[] }
  | { readonly kind: "long" };

/** Why a person cannot be chosen with these services; undefined where they can. */
export function personProblem(
  business: Business,
  person: StaffMember,
  services: readonly string[],
  options?: ChosenOptions,
): PersonProblem | undefined {
  const done = person.services;
  const missing = done === "all" ? [] : services.filter((id) => !done.includes(id));
  if (missing.length > 0) return { kind: "not-done", services: missing };
  return services.length > 0 && !fitsSomeDay(business, person, services, options)
    ? { kind: "long" }
    : undefined;
}

function isPossible(
  business: Business,
  services: readonly string[],
  options: ChosenOptions | undefined,
): boolean {
  return staffFor(business, services).some((person) =>
    fitsSomeDay(business, person, services, options),
  );
}

/** A buffer may outlast the hours; the visit itself may not. */
function fitsSomeDay(
  business: Business,
  person: StaffMember,
  services: readonly string[],
  options: ChosenOptions | undefined,
): boolean {
  const { durationMinutes } = visitOf(business, services, person.id, options);
  return longestMinutes(business, person) >= durationMinutes;
}
