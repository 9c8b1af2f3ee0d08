import type { Business, Language, Text } from "../business";
import { minutesBetween } from "./calendar";
import { staffName } from "./names";
import { type ChosenOptions, nameWithOptions } from "./options";
import { quarterMinutes } from "./quarters";
import { type Gap, isOffered, visitOf } from "./visit";

/** One service of a visit as it was sold. */
export interface SoldService {
  readonly id: string;
  /** With what was chosen of its options. */
  readonly name: Text;
}

/**
 * What a customer was sold: a booking keeps it, so that a later edit of the business changes neither its
 * words nor its length nor its price.
 */
export interface Sold {
  readonly services: readonly SoldService[];
  readonly staffName: string;
  readonly durationMinutes: number;
  /** Held after the visit, never shown. */
  readonly bufferMinutes: number;
  readonly bufferBeforeMinutes?: number;
  /** As in `Visit`. */
  readonly gaps?: readonly Gap[];
  /** In whole minor units of the currency; absent where nobody knows any more. */
  readonly priceMinor?: number;
  /** Whether it is the lowest price, and the exact one is said on the day. */
  readonly isFromPrice?: boolean;
  /** ISO 4217. */
  readonly currency: string;
}

/** What a visit with these services and this person is sold as today; throws where one is unknown. */
export function sell(
  business: Business,
  serviceIds: readonly string[],
  staffId: string,
  options?: ChosenOptions,
): Sold {
  const staff = business.staff.find(({ id }) => id === staffId);
  if (!staff) throw new Error(`The business has no person ${staffId}.`);
  const { price, ...length } = visitOf(business, serviceIds, staffId, options);
  return {
    services: serviceIds.map((id) => soldService(business, id, options)),
    staffName: staff.name,
    ...length,
    priceMinor: price,
    currency: business.currency,
  };
}

/** The names of what was sold, like "Cornrows + Wash and treatment". */
export function soldNames({ services }: Pick<Sold, "services">, language: Language): string {
  return services.map(({ name }) => name[language]).join(" + ");
}

function soldService({ services }: Business, id: string, options?: ChosenOptions): SoldService {
  const service = services.find((one) => one.id === id);
  if (!service) throw new Error(`The business has no service ${id}.`);
  return { id, name: nameWithOptions(service, options) };
}

/**
 * What a booking of before this was stored must have been sold as: its own length, and today's words and
 * price; the price is unknown where the business no longer offers a service.
 */
export function soldEarlier(
  business: Business,
  booking: {
    readonly service: readonly string[];
    readonly staff: string;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly buckets: readonly number[];
  },
): Sold {
  const { service, staff, startsAt, endsAt, buckets } = booking;
  const durationMinutes = minutesBetween(startsAt, endsAt);
  // The release before held no more of a buffer than its day had.
  const isCutAtMidnight =
    buckets.at(-1) === 1440 / quarterMinutes - 1 && isOffered(business, service);
  const names = (id: string): SoldService =>
    business.services.some((one) => one.id === id)
      ? soldService(business, id)
      : { id, name: { en: id, fr: id } };
  return {
    services: service.map(names),
    staffName: staffName(business, staff),
    durationMinutes,
    bufferMinutes: isCutAtMidnight
      ? visitOf(business, service, staff).bufferMinutes
      : Math.max(0, buckets.length * quarterMinutes - durationMinutes),
    ...(isOffered(business, service) && { priceMinor: visitOf(business, service, staff).price }),
    currency: business.currency,
  };
}
