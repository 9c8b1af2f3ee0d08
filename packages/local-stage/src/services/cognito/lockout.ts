/** Failures are forgotten once nobody has tried for this long; no lock lasts longer. */
const longestMs = 15 * 60 * 1000;

/** As many names as somebody may try; the oldest go first. */
const mostNames = 10_000;

/** Slows down who tries passwords, whether or not anybody has the name that they try. */
export interface Lockout {
  /** Whether a sign-in under the name has to wait. */
  isLocked(name: string): boolean;
  failed(name: string): void;
  succeeded(name: string): void;
}

/**
 * After five wrong passwords a name is locked for a second, and twice as long after each further one.
 * What is tried meanwhile counts for nothing.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow-public-server-side.html#user-pool-sign-in-lockout-behavior
 */
export function openLockout(now: () => number = Date.now): Lockout {
  const known = new Map<string, { readonly failures: number; readonly at: number }>();
  const keyOf = (name: string) => name.trim().toLowerCase();
  const recent = (name: string) => {
    const found = known.get(keyOf(name));
    return found && now() - found.at < longestMs ? found : undefined;
  };
  return {
    isLocked(name) {
      const found = recent(name);
      if (!found || found.failures < 5) return false;
      return now() - found.at < Math.min(1000 * 2 ** (found.failures - 5), longestMs);
    },
    failed(name) {
      const failures = (recent(name)?.failures ?? 0) + 1;
      known.delete(keyOf(name));
      known.set(keyOf(name), { failures, at: now() });
      if (known.size > mostNames) known.delete(known.keys().next().value as string);
    },
    succeeded(name) {
      known.delete(keyOf(name));
    },
  };
}
