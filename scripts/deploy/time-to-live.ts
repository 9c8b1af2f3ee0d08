import { isEphemeral } from "../../policy/test-stages";

const hourMs = 3_600_000;
const mostMs = 30 * 24 * hourMs;

/** Refuses a lasting stack's name for one that a sweep will destroy. */
export function checkEphemeralName(stack: string): void {
  if (isEphemeral(stack)) return;
  throw new Error(
    `--ttl is for stacks that are destroyed when their time is up, and their names begin with pr- or try-; ${stack} is not one.`,
  );
}

/** "12h" or "3d" in milliseconds, up to 30 days. */
export function timeToLive(text: string): number {
  const [, count, unit] = /^(\d{1,3})([hd])$/.exec(text) ?? [];
  const ms = Number(count) * (unit === "d" ? 24 : 1) * hourMs;
  if (ms > 0 && ms <= mostMs) return ms;
  throw new Error(`--ttl is "${text}"; it must be hours or days such as 12h or 3d, 30d at most.`);
}

/** The tag of a stack that says when its time is up. */
export const expiryTag = "shopfront:expires";

/** Whether a stack's time is up; one without a time has no end. */
export function isPast(expires: string | undefined, now: Date): boolean {
  return expires !== undefined && Date.parse(expires) <= now.getTime();
}

/** Of the stacks' expiries, by name, those that are past, the oldest first. */
export function expired(
  expiries: Readonly<Record<string, string | undefined>>,
  now: Date,
): { readonly stack: string; readonly expires: string }[] {
  return Object.entries(expiries)
    .filter(([stack]) => isEphemeral(stack))
    .flatMap(([stack, expires]) => (expires ? [{ stack, expires }] : []))
    .filter(({ expires }) => isPast(expires, now))
    .sort((one, other) => Date.parse(one.expires) - Date.parse(other.expires));
}
