import type { AvailabilityReply } from "../../../contract/schemas/bookings";

/** A day with its free times, as the API lists them. */
export type Day = AvailabilityReply["days"][number];
/** One free time. */
export type Slot = Day["slots"][number];
