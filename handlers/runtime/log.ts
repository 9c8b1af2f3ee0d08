/**
 * One structured line per event. Lambda's JSON log format adds time, level and request id, so an
 * entry says only what happened. Never pass personal data: no names, addresses, phone numbers, tokens.
 */
export interface LogEntry {
  /** What happened, like "booking.created". */
  readonly event: string;
  readonly [detail: string]: string | number | boolean | undefined;
}

/** Writes entries to the function's log, each with its level. */
export const log = {
  info: (entry: LogEntry): void => console.info(entry),
  warn: (entry: LogEntry): void => console.warn(entry),
  /** `error` is reduced to its name, message and stack, without the addresses and numbers in them. */
  error: (entry: LogEntry, error: unknown): void =>
    console.error({ ...entry, ...describeError(error) }),
};

function describeError(error: unknown) {
  if (!(error instanceof Error)) return { error: withoutContacts(String(error)) };
  const { name, message, stack = "" } = error;
  return { error: name, message: withoutContacts(message), stack: withoutContacts(stack) };
}

/** The sentences of AWS and of a parser quote what they were given. */
function withoutContacts(text: string): string {
  return text
    .replace(/[^\s@/"'<>(),:;[\]]{1,64}@[^\s@/"'<>(),:;[\]]+/g, "<address>")
    .replace(/\+\d(?:[ -]?\d){6,14}/g, "<number>");
}
