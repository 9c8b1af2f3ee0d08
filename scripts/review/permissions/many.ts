import type { Permissions } from "./permissions";

/** On so many targets of one kind, a permission is worth a line above the folds. */
const many = 5;

/** The same permission on many targets of one kind: "function" of Lambda. */
export interface OnMany {
  readonly permission: Permissions;
  /** The word for one target. */
  readonly noun: string;
  readonly count: number;
}

/** What is given on many targets one by one, which adds up to a wide permission. */
export function onMany(permissions: readonly Permissions[]): OnMany[] {
  const groups = new Map<string, Permissions[]>();
  for (const one of permissions.filter(({ effect }) => effect === "Allow")) {
    const { who, actions, condition, target } = one;
    const key = JSON.stringify([who, actions, condition, kindOf(target)]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()]
    .filter(({ length }) => length >= many)
    .map((group) => {
      const permission = group[0] as Permissions;
      const noun = nouns.find((one) => one === kindOf(permission.target).type) ?? "target";
      return { permission, noun, count: group.length };
    });
}

const nouns = ["function", "table", "role", "topic", "alarm"];

/** The service and type of an ARN, and what follows its name: "function" and ":live". */
function kindOf(target: string): { service?: string; type?: string; rest?: string } {
  const [, service, type, rest] =
    /^arn:[^:]*:([^:]*):[^:]*:[^:]*:([\w-]+)[:/][^:/]+(.*)$/.exec(target) ?? [];
  return { service, type, rest };
}
