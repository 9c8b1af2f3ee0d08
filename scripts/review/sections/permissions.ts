import { isUnread } from "../permissions/grants";
import { onMany } from "../permissions/many";
import type { PermissionChanges, Permissions } from "../permissions/permissions";
import { actingAs } from "../permissions/roles";
import { listed, type Markdown, md, words } from "../report/markdown";
import type { ResourceChange } from "../resources/resource-changes";
import { counted, type Section } from "../section";
import { isWide } from "./wide";

/** What somebody may do that they could not, and the other way round, in words. */
export function permissionSection(
  { gained, lost }: PermissionChanges,
  changes: readonly ResourceChange[],
): Section {
  const unread = changes.filter(({ resource }) => isUnread(resource)).map(unreadSentence);
  const loosened = gained.filter(({ effect }) => effect !== "Allow");
  return {
    title: `Permissions: ${counted(gained.length, "gained", "gained")}, ${counted(lost.length, "lost", "lost")}${unread.length > 0 ? `, ${unread.length} unread` : ""}`,
    warnings: [
      ...gained.filter(isWide).map((one) => md`**Wide permission gained**: ${sentence(one)}`),
      ...onMany(gained.filter((one) => !isWide(one))).map(({ permission, noun, count }) => {
        const { target, ...rest } = permission;
        return md`**Permission gained on many**: ${sentence({ ...rest, target: md`${words(counted(count, noun))}, such as ${target}` })}`;
      }),
      ...loosened.map((one) => md`**Limit gone**: ${sentence(one)}`),
      ...unread,
    ],
    lines: [...gained, ...lost]
      .map((one) => md`- ${sentence(one)}`)
      .concat(unread.map((one) => md`- ${one}`)),
  };
}

/** Of one target, or of several in words. */
type Said = Omit<Permissions, "target"> & { readonly target: string | Markdown };

function sentence({ who, effect, actions, target, condition, comes }: Said): Markdown {
  const by = subject(who);
  if (effect === "Boundary")
    return md`${by} is ${comes ? md`now` : md`no longer`} limited by ${target}.`;
  const isActing = actions.length === 1 && actions[0] === actingAs;
  if (isActing) return md`${by} ${comes ? md`now acts` : md`no longer acts`} as ${target}.`;
  const allows = comes ? md`may now` : md`may no longer`;
  const denies = comes ? md`must not` : md`is no longer forbidden to`;
  const when = condition ? md`, if ${condition}` : md``;
  return md`${by} ${effect === "Deny" ? denies : allows} ${listed(actions)} on ${target}${when}.`;
}

function subject(who: string): Markdown {
  return who === "*" ? md`**everybody**` : md`${who.replace(/^\w+:/, "")}`;
}

function unreadSentence({ kind, resource: { name, type } }: ResourceChange): Markdown {
  const verb = words(kind.startsWith("may") ? kind : `is ${kind}`);
  return md`**Read this by hand**: ${name} (${type}) ${verb}, and this review can't tell what it permits.`;
}
