import type { Declared } from "../snapshot";
import { notCovered } from "./coverage";
import { permissionsOf } from "./grants";
import type { Permission } from "./permission";
import { actingAs, roleNames, roleUses } from "./roles";

/** Several actions that go together in one sentence. */
export interface Permissions extends Omit<Permission, "action"> {
  readonly actions: readonly string[];
  /** Whether it comes with the change, or goes. */
  readonly comes: boolean;
}

/** What a change lets somebody do that they could not, and the other way round. */
export interface PermissionChanges {
  /** Allowed now, or no longer denied. */
  readonly gained: readonly Permissions[];
  /** No longer allowed, or denied now. */
  readonly lost: readonly Permissions[];
}

/** Compares what policies, trust, attachments and Lambda's permissions allow, wherever they are written. */
export function permissionChanges(
  base: readonly Declared[],
  head: readonly Declared[],
): PermissionChanges {
  const [before, after] = [base, head].map((resources) =>
    keyed(resources.flatMap((one) => [...permissionsOf(one), ...roleUses(one)])),
  ) as [Map<string, Permission>, Map<string, Permission>];
  const without = (one: Map<string, Permission>, other: Map<string, Permission>) =>
    [...one].flatMap(([key, permission]) => (other.has(key) ? [] : permission));
  const gone = notCovered(without(before, after), [...after.values()]);
  const all = [
    ...grouped(withoutOwn(without(after, before), base, head), true),
    ...grouped(withoutOwn(gone, head, base), false),
  ];
  const isGain = ({ effect, comes }: Permissions) => (effect === "Allow") === comes;
  return { gained: all.filter(isGain), lost: all.filter((one) => !isGain(one)) };
}

/** What acts as a role that comes, or goes, with it says nothing new: all that the role may do is listed. */
function withoutOwn(
  permissions: readonly Permission[],
  there: readonly Declared[],
  here: readonly Declared[],
): Permission[] {
  const [known, own] = [roleNames(there), roleNames(here)];
  return permissions.filter(({ action, target }) => {
    const name = target.split("/").at(-1) as string;
    return action !== actingAs || known.has(name) || !own.has(name);
  });
}

function keyed(permissions: readonly Permission[]): Map<string, Permission> {
  return new Map(permissions.map((one) => [JSON.stringify(Object.values(one)), one]));
}

function grouped(permissions: readonly Permission[], comes: boolean): Permissions[] {
  const groups = new Map<string, Permission[]>();
  for (const one of permissions) {
    const key = JSON.stringify([one.who, one.effect, one.target, one.condition]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const { action, ...rest } = group[0] as Permission;
    return { ...rest, comes, actions: group.map((one) => one.action).sort() };
  });
}
