/**
 * The contract's table of contents: every operation once. This module exports operations and nothing
 * else, so `import * as operations` is the whole API and `operations.createBooking` is one row that a
 * bundler can take alone. The gateway's document, its validation, the routing of the local stage, the
 * site's client and the reference page all come from here.
 */

export * from "./bookings";

export * from "./desk";
export * from "./feedback";
export * from "./health";
export * from "./products";

export * from "./users";
export * from "./visits";
