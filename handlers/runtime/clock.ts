/** The present moment in UTC, ISO 8601; handlers take one so that tests can stop it. */
export type Clock = () => string;

/** With whole seconds. */
export const systemClock: Clock = () => `${new Date().toISOString().slice(0, 19)}Z`;

/** The present moment with milliseconds, for what is listed in the order in which it was made. */
export const preciseClock: Clock = () => new Date().toISOString();
