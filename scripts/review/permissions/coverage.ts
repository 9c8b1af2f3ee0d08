import type { Permission } from "./permission";

/** Those that none of the others allows as well, by its patterns of actions and targets. */
export function notCovered(
  permissions: readonly Permission[],
  others: readonly Permission[],
): Permission[] {
  return permissions.filter((one) => !others.some((other) => covers(other, one)));
}

/** Under the same condition: that one is gone is worth a line. */
function covers(wide: Permission, narrow: Permission): boolean {
  return (
    wide.effect === "Allow" &&
    narrow.effect === "Allow" &&
    wide.who === narrow.who &&
    wide.condition === narrow.condition &&
    // Actions have no case.
    includes(wide.action.toLowerCase(), narrow.action.toLowerCase()) &&
    includes(wide.target, narrow.target)
  );
}

/** Whether everything that the second pattern stands for is in the first. */
function includes(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", "[^*]")}$`, "s").test(text);
}
