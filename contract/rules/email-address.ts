/** What SMTP takes before the "@" without quotes: https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2 */
const dotString = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const label = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const lastLabel = /^(?:[a-z]{2,}|xn--[a-z0-9-]+)$/;
/** The letters of any script; the rest of what a URL may hold is no part of a domain. */
const domainText = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]+$/u;

/** What mail servers take: https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 */
const longest = { local: 64, label: 63, address: 254 };

/**
 * An e-mail address as it is stored and sent to: in lower case, an international domain as the A-labels
 * that every mail server knows. Otherwise the key of what is wrong.
 */
export function readEmail(
  typed: string,
):
  | { readonly ok: true; readonly email: string }
  | { readonly ok: false; readonly problem: "email.invalid" | "email.local" } {
  const invalid = { ok: false, problem: "email.invalid" } as const;
  const at = typed.lastIndexOf("@");
  const local = typed.slice(0, Math.max(0, at)).toLowerCase();
  const domain = domainOf(typed.slice(at + 1));
  if (!domain) return invalid;
  // Only few servers take those (RFC 6531), and SES sends to none of them.
  if (/\P{ASCII}/u.test(local) && !/[\s@]/.test(local)) {
    return { ok: false, problem: "email.local" };
  }
  const email = `${local}@${domain}`;
  if (!dotString.test(local) || local.length > longest.local) return invalid;
  return email.length > longest.address ? invalid : { ok: true, email };
}

function domainOf(typed: string): string | undefined {
  if (!domainText.test(typed)) return undefined;
  let domain: string;
  try {
    // The one converter that browsers and Node.js share.
    domain = new URL(`http://${typed}`).hostname;
  } catch {
    return undefined;
  }
  const labels = domain.split(".");
  const areFine = labels.every((each) => label.test(each) && each.length <= longest.label);
  return areFine && labels.length > 1 && lastLabel.test(labels.at(-1) ?? "") ? domain : undefined;
}
