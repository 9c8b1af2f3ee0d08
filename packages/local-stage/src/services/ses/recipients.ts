/** Those of SES's mailbox simulator, which the sandbox knows too. */
const simulator = "@simulator.amazonses.com";

/** The most recipients of one mail, To, Cc and Bcc together. */
const mostRecipients = 50;

/** The largest message of the older API. https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const mostBytes = 10 * 1024 * 1024;

/**
 * What SES says of a mail that it can't take whoever it is from, as an InvalidParameterValue; undefined
 * where nothing is wrong.
 */
export function mailProblem(recipients: readonly string[], raw: Buffer): string | undefined {
  if (raw.length > mostBytes) return `Message length is more than ${mostBytes} bytes long`;
  if (recipients.length > mostRecipients) return `Recipient count exceeds ${mostRecipients}.`;
  for (const address of recipients) {
    const problem = addressProblem(address);
    if (problem) return problem;
  }
  return undefined;
}

/** What SES says of an address that no mail can go to; undefined where nothing is wrong. */
export function addressProblem(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  if (at === -1) return "Missing final '@domain'";
  const local = address.slice(0, at);
  // Between quotes it may hold nearly everything.
  const isQuoted = /^"(?:[ !#-[\]-~]|\\[ -~])*"$/.test(local);
  const domain = domainProblem(address.slice(at + 1));
  if (isQuoted) return domain;
  return partProblem("Local address", local, /^[\w!#$%&'*+/=?^`{|}~.-]+$/, 64) ?? domain;
}

function domainProblem(domain: string): string | undefined {
  const problem = partProblem("Domain", domain, /^[a-z0-9.-]+$/i, 255);
  if (problem) return problem;
  const labels = domain.split(".");
  if (labels.length < 2) return "Missing final '@domain'";
  return labels.some((label) => label.length > 63 || /^-|-$/.test(label))
    ? "Domain contains illegal character"
    : undefined;
}

function partProblem(
  part: "Local address" | "Domain",
  text: string,
  legal: RegExp,
  longest: number,
): string | undefined {
  if (text === "") return part === "Domain" ? "Missing final '@domain'" : "User name is missing";
  if (/[\s\p{Cc}]|\P{ASCII}/u.test(text)) return `${part} contains control or whitespace`;
  if (text.startsWith(".")) return `${part} starts with dot`;
  if (text.endsWith(".")) return `${part} ends with dot`;
  if (text.includes("..")) return `${part} contains dot-dot`;
  if (text.length > longest) return `${part} is too long`;
  return legal.test(text) ? undefined : `${part} contains illegal character`;
}

/** Whether an account in SES's sandbox may write to an address: a verified one, or the simulator's. */
export function isKnownToSandbox(
  address: string,
  isVerified: (address: string) => boolean,
): boolean {
  return address.endsWith(simulator) || isVerified(address);
}
