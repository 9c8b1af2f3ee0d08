import { code, joined, listed, type Markdown, md, words } from "../report/markdown";
import { isVital, lossOf } from "../resources/losses";
import { isDigest } from "../resources/properties";
import { type DescribedChange, kinds, type ResourceChange } from "../resources/resource-changes";
import { counted, type Section } from "../section";
import { togetherAlike } from "./alike";
import { transition } from "./values";

/** What is created, changed, replaced and deleted, by component; what takes something away comes first. */
export function resourceSection(changes: readonly ResourceChange[]): Section {
  const counts = kinds
    .map((kind) => ({ kind, count: changes.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count.toLocaleString("en")} ${kind}`);
  const isSerious = (change: ResourceChange) =>
    change.kind === "replaced" || change.kind === "may be replaced" || isVital(change);
  const serious = sorted(changes.filter(isSerious));
  const components = [...new Set(changes.map(({ resource }) => resource.component))].sort();
  return {
    title: `Resources: ${counts.join(", ")}`,
    warnings: sorted(serious.filter((one) => isVital(one) || one.kind === "replaced")).map(warning),
    lines: [
      ...serious.flatMap(block),
      ...components.flatMap((component) => {
        const own = changes.filter(
          (one) => one.resource.component === component && !isSerious(one),
        );
        return own.length === 0 ? [] : componentLines(component, own);
      }),
    ],
  };
}

function componentLines(component: string, changes: readonly ResourceChange[]): Markdown[] {
  const what = counted(changes.length, "resource");
  return [
    md`\n**Component ${component}**: ${words(what)}\n`,
    ...togetherAlike(sorted(changes)).flatMap(blocks),
  ];
}

function sorted(changes: readonly ResourceChange[]): ResourceChange[] {
  const rank = (change: ResourceChange) => kinds.indexOf(change.kind) - (isVital(change) ? 10 : 0);
  return [...changes].sort((one, other) => rank(one) - rank(other));
}

/** "**`data-bookings`** (Table) **is replaced**. Lost: every item in it." */
function warning(change: ResourceChange): Markdown {
  const by = change.properties.filter(({ replacement }) => replacement === "replaces");
  const because = by[0] ? md`, because of ${by[0].path}` : md``;
  return md`**${change.resource.name} (${typeOf(change)}) ${verb(change)}**${because}.${loss(change)}${guard(change)}${notes(change)}`;
}

/** What is gone with it; in bold unless it is nothing. */
function loss(change: ResourceChange): Markdown {
  const lost = lossOf(change);
  if (lost === undefined) return md``;
  const nothing = /^nothing; /;
  return nothing.test(lost)
    ? md` Nothing is lost: ${words(lost.replace(nothing, ""))}.`
    : md` Lost: **${words(lost)}**.`;
}

/** A protected resource is never deleted, and so the deployment fails. */
function guard({ kind, before, resource }: ResourceChange): Markdown {
  const isGoing = kind === "replaced" || kind === "deleted";
  return isGoing && (before ?? resource).options.protect
    ? md` It is protected: the deployment refuses.`
    : md``;
}

function verb({ kind }: ResourceChange): Markdown {
  if (kind === "forgotten") return md`leaves the stack, and stays in AWS`;
  return words(kind.startsWith("may") ? kind : `is ${kind}`);
}

/** One resource, or many that change alike: "34 of type `Function` are changed alike: …". */
function blocks(group: readonly ResourceChange[]): Markdown[] {
  const [first] = group as readonly [ResourceChange, ...ResourceChange[]];
  if (group.length === 1) return block(first);
  const names = listed(group.map(({ resource }) => resource.name));
  const causes = [...new Set(first.notes.map(({ says }) => says))];
  const because = causes.map((says) => md` Each ${words(says)} another resource.`);
  return [
    md`- ${group.length} of type ${typeOf(first)} are changed alike: ${names}.${joined(because)}`,
    ...first.properties.map((one) =>
      isDigest(one.before) && isDigest(one.after)
        ? md`  - ${one.path}: other content`
        : propertyLine(one),
    ),
  ];
}

function block(change: ResourceChange): Markdown[] {
  const { kind, resource, properties } = change;
  const isBold = kind === "replaced" || isVital(change);
  const says = isBold ? md`**${verb(change)}**` : verb(change);
  const head = md`- ${resource.name} (${typeOf(change)}) ${says}.${loss(change)}${guard(change)}${notes(change)}`;
  return [head, ...properties.map(propertyLine)];
}

function notes({ notes: all }: ResourceChange): Markdown {
  // A function that changes has one note for each of its causes; more than a few say nothing new.
  const shown = all.slice(0, 4).map(({ says, about }) => {
    const named = about === undefined ? md`` : md` ${about}`;
    return md` It ${words(says)}${named}.`;
  });
  const more = all.length > 4 ? md` And ${all.length - 4} more causes.` : md``;
  return joined([...shown, more]);
}

/** "Table" of "aws:dynamodb/table:Table". */
function typeOf({ resource }: ResourceChange): Markdown {
  return code(resource.type.split(":").at(-1) ?? resource.type);
}

function propertyLine({ path, before, after, replacement }: DescribedChange): Markdown {
  const consequence = {
    replaces: md`, **which replaces it**`,
    unknown: md`, which **may replace** it`,
    keeps: md``,
  }[replacement];
  return md`  - ${path}: ${transition(before, after)}${consequence}`;
}
