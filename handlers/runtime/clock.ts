/** The present moment in UTC, ISO 8601; handlers take it as an argument, so that tests can stop it. */
export type Clock = () => string;

/** The present moment in whole seconds. */
export const systemClock: Clock = () => `${new Date().toISOString().slice(0, 19)}Z`;

/** The present moment with milliseconds, for lists in the order of creation. */
export const preciseClock: Clock = () => new Date().toISOString();
