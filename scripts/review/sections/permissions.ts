import type { PermissionChanges, Permissions } from "../permissions/permissions";
import { listed, type Markdown, md } from "../report/markdown";
import { counted, type Section } from "../section";

/** What somebody may do that they could not, and the other way round, in words. */
export function permissionSection({ gained, lost }: PermissionChanges): Section {
  return {
    title: `Permissions: ${counted(gained.length, "gained", "gained")}, ${counted(lost.length, "lost", "lost")}`,
    warnings: gained
      .filter(isWide)
      .map((one) => md`**Wide permission gained**: ${sentence(one, true)}`),
    lines: [
      ...gained.map((one) => md`- ${sentence(one, true)}`),
      ...lost.map((one) => md`- ${sentence(one, false)}`),
    ],
  };
}

/** Whether it allows everybody, any action, or everything without a condition. */
function isWide({ who, effect, actions, target, condition }: Permissions): boolean {
  if (effect !== "Allow") return false;
  const isAnyAction = actions.some((action) => /^(\*|\w+:\*|all but .*)$/.test(action));
  const isEverything = target === "*" || target.startsWith("all but");
  return isAnyAction || ((isEverything || who === "*") && condition === "");
}

function sentence(
  { who, effect, actions, target, condition }: Permissions,
  isGain: boolean,
): Markdown {
  const modal =
    effect === "Deny"
      ? isGain
        ? md`must not`
        : md`is no longer forbidden to`
      : isGain
        ? md`may now`
        : md`may no longer`;
  const when = condition ? md`, if ${condition}` : md``;
  return md`${subject(who)} ${modal} ${listed(actions)} on ${target}${when}.`;
}

function subject(who: string): Markdown {
  return who === "*" ? md`**everybody**` : md`${who.replace(/^\w+:/, "")}`;
}
