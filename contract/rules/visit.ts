import type { Business, Service, StaffMember } from "../business";
import { addedBy, type ChosenOptions } from "./options";

/** The length of a ledger bucket; the durations and buffers of a business are multiples of it. */
export const bucketMinutes = 5;

/** A stretch of a visit, in minutes since its start. */
export interface Gap {
  readonly startMinutes: number;
  readonly endMinutes: number;
}

/** The length and price of one visit. */
export interface Visit {
  readonly durationMinutes: number;
  /** Held after the visit, never shown; the longest of its services' buffers. */
  readonly bufferMinutes: number;
  /** Held before the visit, in the same way. */
  readonly bufferBeforeMinutes?: number;
  /** Stretches of the visit in which the person is free, in order. */
  readonly gaps?: readonly Gap[];
  /** In whole minor units of the currency. */
  readonly price: number;
  /** Whether the price of one of its services is the lowest one. */
  readonly isFromPrice?: true;
}

/**
 * Adds up the length, buffers, gaps and price of services that are done one after another in one visit, with the
 * person's own terms where a person is named, and what the chosen options add to them. Throws where the business
 * does not offer one of the services.
 */
export function visitOf(
  business: Business,
  serviceIds: readonly string[],
  staffId?: string,
  options?: ChosenOptions,
): Visit {
  const visit = { durationMinutes: 0, bufferMinutes: 0, price: 0 };
  let bufferBeforeMinutes = 0;
  let isFromPrice = false;
  const gaps: Gap[] = [];
  const own = business.staff.find(({ id }) => id === staffId)?.terms;
  for (const id of serviceIds) {
    const service = business.services.find((candidate) => candidate.id === id);
    if (!service) throw new Error(`The business has no service ${id}.`);
    bufferBeforeMinutes = Math.max(bufferBeforeMinutes, service.bufferBeforeMinutes ?? 0);
    isFromPrice ||= service.isFromPrice ?? false;
    if (service.gap) {
      const startMinutes = visit.durationMinutes + service.gap.afterMinutes;
      gaps.push({ startMinutes, endMinutes: startMinutes + service.gap.minutes });
    }
    const added = addedBy(service, options);
    visit.durationMinutes +=
      (own?.[id]?.durationMinutes ?? service.durationMinutes) + added.minutes;
    visit.bufferMinutes = Math.max(visit.bufferMinutes, service.bufferMinutes);
    visit.price += (own?.[id]?.price ?? service.price) + added.price;
  }
  return {
    ...visit,
    ...(bufferBeforeMinutes > 0 && { bufferBeforeMinutes }),
    ...(gaps.length > 0 && { gaps }),
    ...(isFromPrice && { isFromPrice }),
  };
}

/** The services that the business offers among these, in the order of its list. */
export function offeredServices(
  { services }: Pick<Business, "services">,
  serviceIds: readonly unknown[],
): Service[] {
  return services.filter(({ id }) => serviceIds.includes(id));
}

/** The services that customers can book themselves. */
export function bookableServices({ services }: Pick<Business, "services">): Service[] {
  return services.filter(({ bookable = "everyone" }) => bookable === "everyone");
}

/** The shortest visit of the business: what a day is searched for when no service is named. */
export function shortestVisit(business: Business): Visit {
  return business.services
    .map((service) => visitOf(business, [service.id]))
    .reduce((best, visit) => (visit.durationMinutes < best.durationMinutes ? visit : best));
}

/** Whether the business still offers all of these services. */
export function isOffered(business: Business, serviceIds: readonly string[]): boolean {
  return serviceIds.every((id) => business.services.some((service) => service.id === id));
}

/** Who does all of these services, in the order of the business; everybody if none are named. */
export function staffFor(business: Business, serviceIds: readonly string[]): StaffMember[] {
  return business.staff.filter(({ services }) =>
    serviceIds.every((id) => services === "all" || services.includes(id)),
  );
}
