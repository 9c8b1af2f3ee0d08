import type { Declared } from "../snapshot";
import type { Permission } from "./permissions";

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

function rolesIn(value: unknown): string[] {
  if (typeof value === "string") return role.test(value) ? [value] : [];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(rolesIn);
}
