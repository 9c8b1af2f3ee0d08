import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";

/** Headers by lower-case name, every value in order. */
export type HeaderBag = Record<string, string[]>;

/** A bag without a prototype, since a visitor may name a header "__proto__" or "constructor". */
export function emptyBag(): HeaderBag {
  return Object.create(null) as HeaderBag;
}

/** A message's headers by lower-case name. */
export function headersOf(message: IncomingMessage): HeaderBag {
  const bag = emptyBag();
  for (const [name, value] of headerPairs(message)) {
    const lower = name.toLowerCase();
    bag[lower] = [...(bag[lower] ?? []), value];
  }
  return bag;
}

/** A message's headers as they were sent: names in their own case, repeats kept. */
export function headerPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    pairs.push([rawHeaders[i] as string, rawHeaders[i + 1] as string]);
  }
  return pairs;
}

/** The bag as Node's HTTP functions take it. */
export function outgoing(bag: HeaderBag): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(bag).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

/** Headers that belong to one connection and are never passed on (RFC 9110, 7.6.1). */
export const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
