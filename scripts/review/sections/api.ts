import type { OperationChange } from "../api/api-changes";
import { listed, type Markdown, md } from "../report/markdown";
import { counted, type Section } from "../section";

/** The operations of the API that change, what breaks clients first. */
export function apiSection(changes: readonly OperationChange[]): Section {
  const breaks = ({ changes: all }: OperationChange) => all.some(({ breaking }) => breaking);
  const breaking = changes.filter(breaks);
  const groups = grouped([...breaking, ...changes.filter((one) => !breaks(one))]);
  return {
    title: `API: ${counted(changes.length, "operation changes", "operations change")}, ${breaking.length} of them breaking`,
    warnings: groups
      .filter(({ isBreaking }) => isBreaking)
      .map(({ operations, worst }) => md`**Breaking for clients**: ${operations}: ${worst}`),
    lines: groups.flatMap(({ operations, says }) => [
      md`- ${operations}`,
      ...says.map((one) => md`  - ${one}`),
    ]),
  };
}

interface Group {
  readonly operations: Markdown;
  readonly isBreaking: boolean;
  /** The first that breaks clients, if one does. */
  readonly worst: Markdown;
  readonly says: readonly Markdown[];
}

/** Operations that share a schema change in the same way. */
function grouped(changes: readonly OperationChange[]): Group[] {
  const groups = new Map<string, { names: string[]; of: OperationChange }>();
  for (const change of changes) {
    const key = JSON.stringify(change.changes);
    const group = groups.get(key) ?? { names: [], of: change };
    group.names.push(change.operation);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ names, of }) => {
    const sorted = [...of.changes].sort(
      (one, other) => Number(other.breaking) - Number(one.breaking),
    );
    return {
      operations: listed(names, 6),
      isBreaking: sorted[0]?.breaking === true,
      worst: sorted[0]?.says ?? md``,
      says: sorted.map(({ says, breaking }) => (breaking ? md`**Breaking**: ${says}` : says)),
    };
  });
}
