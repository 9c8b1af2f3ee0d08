/**
 * The contract's table of contents: every operation once. This module exports operations and nothing
 * else, so `import * as operations` is the whole API and `operations.createBooking` is one row that a
 * bundler can take alone. The gateway's document, its validation, the routing of the local stage, the
 * site's client and the reference page all come from here.
 */

// The owner's desk
export * from "./blocks";
// Visitors and customers
export * from "./bookings";
// The business itself
export * from "./business";
export * from "./desk";
// Reviews
export * from "./feedback";
// Monitoring
export * from "./health";
// The shop
export * from "./products";
// Accounts
export * from "./users";
// The counter
export * from "./visits";
