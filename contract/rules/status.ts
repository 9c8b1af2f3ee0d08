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

/** Whether a booking in this status is still to come: it holds its time, and can be moved. */
export function isOpen(status: BookingStatus): boolean {
  return status === "pending" || status === "confirmed";
}

/** Whether becoming this status gives the time back to the diary. */
export function releasesTime(to: BookingStatus): boolean {
  return to === "cancelled" || to === "rejected" || to === "expired";
}
