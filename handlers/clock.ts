/** The present moment in UTC, ISO 8601 with whole seconds; handlers take one so that tests can stop it. */
export type Clock = () => string;

export const systemClock: Clock = () => `${new Date().toISOString().slice(0, 19)}Z`;
