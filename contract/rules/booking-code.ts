/** Without 0, 1, I, L, O and U, which are misheard, misread or make words. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The short code of a booking that people say on the phone, like "K7M-4QX". It is a reference, never a
 * key: it opens nothing, and hardly any two bookings share one. Made from the id, so that every booking
 * ever made has one.
 */
export function bookingCode(bookingId: string): string {
  let hash = fnv1a(bookingId);
  let code = "";
  for (let digit = 0; digit < 6; digit++) {
    code += alphabet[hash % alphabet.length];
    hash = Math.floor(hash / alphabet.length);
  }
  return `${code.slice(0, 3)}-${code.slice(3)}`;
}

/** A number of 32 bits to which every character of a text counts; it hides nothing from who wants to know. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
