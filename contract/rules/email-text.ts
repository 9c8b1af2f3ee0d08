import { toUnicode } from "punycode/";

// Apart from email-address.ts, because no function needs it.

/** An e-mail address as people read it: an international domain in its own script again. */
export function emailText(email: string): string {
  try {
    return toUnicode(email);
  } catch {
    return email;
  }
}
