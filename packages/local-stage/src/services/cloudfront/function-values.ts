import { validateHeaderName, validateHeaderValue } from "node:http";
import { emptyBag, type HeaderBag } from "../../http/headers";

// biome-ignore lint/suspicious/noExplicitAny: a function may return anything
type Json = any;

/** Headers that a function neither sees nor may add. */
export const disallowed =
  /^(connection|expect|keep-alive|proxy-.*|trailer|upgrade|x-accel-.*|x-amz-cf-.*|x-amzn-.*|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip)$/;

/** Headers as an event lists them, without the hidden ones. */
export function valuesOf(headers: HeaderBag, hidden: (name: string) => boolean) {
  return grouped(
    Object.entries(headers)
      .filter(([name]) => !hidden(name))
      .flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
  );
}

/** Pairs as `{ name: { value, multiValue? } }`, the shape of every list in an event. */
export function grouped(pairs: readonly [string, string][]) {
  // Without a prototype: a visitor may name a parameter "__proto__".
  const out: Record<string, { value: string; multiValue?: { value: string }[] }> =
    Object.create(null);
  for (const [name, value] of pairs) {
    const before = out[name];
    if (!before) out[name] = { value };
    else before.multiValue = [...(before.multiValue ?? [{ value: before.value }]), { value }];
  }
  return out;
}

/** The pairs behind such a list. */
export function pairsOf(values: Json): [string, string][] {
  return Object.entries<Json>(values ?? {}).flatMap(([name, entry]) => {
    const entries: Json[] = entry?.multiValue ?? [entry];
    return entries.map((one): [string, string] => [name, String(one?.value ?? "")]);
  });
}

/** The headers that a function returned. */
export function bagOf(values: Json): HeaderBag {
  const bag = emptyBag();
  for (const [name, value] of pairsOf(values)) {
    const lower = name.toLowerCase();
    bag[lower] = [...(bag[lower] ?? []), value];
  }
  return bag;
}

/** Why CloudFront would not take the headers that a function returned. */
export function problemWith(headers: Json): string | undefined {
  for (const [name, value] of pairsOf(headers)) {
    if (disallowed.test(name.toLowerCase())) return `it added the header ${name}`;
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      return `its header ${name} cannot be sent`;
    }
  }
  return undefined;
}

/** The Set-Cookie headers for the cookies that a function returned. */
export function setCookies(cookies: Json): string[] {
  return Object.entries<Json>(cookies ?? {}).flatMap(([name, cookie]) =>
    ((cookie.multiValue ?? [cookie]) as Json[]).map(
      ({ value, attributes }) => `${name}=${value}${attributes ? `; ${attributes}` : ""}`,
    ),
  );
}
