/**
 * The unit of the ledger's old form and of a booking's `buckets`, which functions of the release before know
 * alone; it goes with them. See handlers/bookings/diary/ledger.ts.
 */
export const quarterMinutes = 15;
