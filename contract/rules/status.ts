import type { BookingStatus } from "../schemas/bookings";

/** The status machine: what each status can become. */
const next: Readonly<Record<BookingStatus, readonly BookingStatus[]>> = {
  pending: ["confirmed", "cancelled", "rejected", "expired"],
  confirmed: ["completed", "no_show", "cancelled"],
  completed: [],
  no_show: [],
  cancelled: [],
  rejected: [],
  expired: [],
};

/** Whether a booking may go from one status to another. */
export function canBecome(from: BookingStatus, to: BookingStatus): boolean {
  return next[from].includes(to);
}

/** Whether a visit may get a status by now: it is over, well or badly, only once it began. */
export function isInTime(
  { startsAt }: { readonly startsAt: string },
  to: BookingStatus,
  now: string,
): boolean {
  return (to !== "completed" && to !== "no_show") || Date.parse(now) >= Date.parse(startsAt);
}

/** Whether a visit took place: it has begun, and nobody said otherwise. */
export function tookPlace(
  { status, startsAt }: { readonly status: BookingStatus; readonly startsAt: string },
  now: string,
): boolean {
  const isOn = status === "completed" || status === "confirmed";
  return isOn && Date.parse(startsAt) <= Date.parse(now);
}

/** Whether a booking with this status is still to come: it holds its time and can be moved. */
export function isOpen(status: BookingStatus): boolean {
  return status === "pending" || status === "confirmed";
}

/** Whether a change to this status frees the time. */
export function releasesTime(to: BookingStatus): boolean {
  return to === "cancelled" || to === "rejected" || to === "expired";
}
