import type { Declared } from "../snapshot";
import type { Permission } from "./permission";

const role = /^arn:[\w-]+:iam::\d*:role\/[\w+=,.@/-]+$/;

/** The action of what runs with a role's rights. */
export const actingAs = "act as";

/** The roles that something has, wherever among its inputs: with another role it has other rights. */
export function roleUses({ type, name, inputs }: Declared): Permission[] {
  if (type.startsWith("aws:iam/")) return [];
  return [...new Set(rolesIn(inputs))].map((target) => ({
    who: name,
    effect: "Allow",
    action: actingAs,
    target,
    condition: "",
  }));
}

/** The names of the roles that a program makes. */
export function roleNames(resources: readonly Declared[]): ReadonlySet<string> {
  const roles = resources.filter(({ type }) => type === "aws:iam/role:Role");
  return new Set(roles.map(({ inputs, name }) => String(inputs.name ?? name)));
}

function rolesIn(value: unknown): string[] {
  if (typeof value === "string") return role.test(value) ? [value] : [];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(rolesIn);
}
