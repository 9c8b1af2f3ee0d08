import { business } from "../../business";
import type { Service, StaffMember } from "../../contract/business";

/** The chosen services in the order of the price list; an unknown id is left out. */
export function chosenServices(ids: readonly string[]): Service[] {
  return business.services.filter((service) => ids.includes(service.id));
}

/** How long a visit with these services takes; without the time to clean up after it. */
export function totalMinutes(services: readonly Service[]): number {
  return services.reduce((sum, service) => sum + service.durationMinutes, 0);
}

/** What a visit with these services costs in whole XAF. */
export function totalXaf(services: readonly Service[]): number {
  return services.reduce((sum, service) => sum + service.priceXaf, 0);
}

/** Who does every one of these services. */
export function staffFor(ids: readonly string[]): StaffMember[] {
  return business.staff.filter(
    (member) => member.services === "all" || ids.every((id) => member.services.includes(id)),
  );
}

/** The name of a member of staff; "" for somebody who has left. */
export function staffName(id: string | undefined): string {
  return business.staff.find((member) => member.id === id)?.name ?? "";
}
