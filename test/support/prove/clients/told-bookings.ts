import type { BookingStatus } from "../../../../contract/schemas/bookings";

/** A booking as its customer was told that it is. */
export interface ToldBooking {
  readonly bookingId: string;
  /** What its customer proves with that it is theirs. */
  readonly headers: Record<string, string>;
  readonly phone: string;
  /** The key of the request that made it. */
  readonly key?: string;
  /** Whether other visits have the same number. */
  readonly isShared?: boolean;
  status: BookingStatus;
  date: string;
  time: string;
  /** How many changes were told, the booking itself included. */
  changes: number;
  /** How often its customer has moved it. */
  moves: number;
}

/** All bookings that somebody was told of. */
export interface ToldBookings {
  readonly all: Map<string, ToldBooking>;
  /** What a booking may be where the outcome of its last change is unknown. */
  readonly unsure: Map<string, readonly ToldBooking[]>;
  /** How many messages each removal of many owes, by its id. */
  readonly removals: Map<string, number>;
  /** How many numbers and days of the past were given away. */
  phones: number;
  pastDays: number;
}

/** Nobody was told of any yet. */
export function noBookings(): ToldBookings {
  return { all: new Map(), unsure: new Map(), removals: new Map(), phones: 0, pastDays: 0 };
}
