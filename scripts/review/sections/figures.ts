import { dollars } from "../../../cost/table";
import { type Markdown, md, words } from "../report/markdown";
import { counted, type Section } from "../section";
import type { Found, Sizes, VolumeBill } from "../snapshot";

/** Findings of the rules that are new, and those that are gone. */
export function findingSection(base: readonly Found[], head: readonly Found[]): Section {
  const keyOf = ({ rule, resource, says, excuse }: Found) =>
    JSON.stringify([rule, resource, says, excuse === undefined]);
  const without = (list: readonly Found[], other: readonly Found[]) => {
    const keys = new Set(other.map(keyOf));
    return list.filter((one) => !keys.has(keyOf(one)));
  };
  const [come, gone] = [without(head, base), without(base, head)];
  const broken = come.filter(({ excuse }) => excuse === undefined);
  const excused = come.filter(({ excuse }) => excuse !== undefined);
  return {
    title: `Policy: ${brokenRules(broken)}, ${excused.length} newly excused, ${gone.length} gone`,
    warnings: broken.map(
      ({ rule, resource, says }) => md`**Policy broken**: ${resource} violates ${rule}: ${says}`,
    ),
    lines: [
      ...broken.map(
        ({ rule, resource, says }) => md`- **New**: ${resource} violates ${rule}: ${says}`,
      ),
      ...excused.map((one) => md`- New, excused: ${objection(one)}: ${one.excuse ?? ""}`),
      ...gone.map((one) => {
        const state = one.excuse === undefined ? md`` : md`, which was excused`;
        return md`- Gone: ${objection(one)}${state}`;
      }),
    ],
  };
}

/** "1 rule newly broken", "2 rules newly broken, in 4 places". */
function brokenRules(broken: readonly Found[]): string {
  const rules = new Set(broken.map(({ rule }) => rule)).size;
  const places = broken.length > rules ? `, in ${broken.length} places` : "";
  return `${counted(rules, "rule newly broken", "rules newly broken")}${places}`;
}

/** "`api-rest` (`GET /count`) by `api-authorized`". */
function objection({ rule, resource, part }: Omit<Found, "excuse">): Markdown {
  const which = part === undefined ? md`` : md` (${part})`;
  return md`${resource}${which} by ${rule}`;
}

/** What a month costs before and after at each volume, and which prices it is that change. */
export function billSection(base: readonly VolumeBill[], head: readonly VolumeBill[]): Section {
  const pairs = head.flatMap((after) => {
    const before = base.find(({ visitors }) => visitors === after.visitors);
    return before ? [{ before, after }] : [];
  });
  const differing = pairs.filter(({ before, after }) => !isSame(before.usd, after.usd));
  if (differing.length === 0) return { title: "Bill: unchanged", warnings: [], lines: [] };
  const rows = pairs.map(({ before, after }) => billRow(after.visitors, before.usd, after.usd));
  const lines = pairs.flatMap(({ before, after }) =>
    [...new Set([...Object.keys(before.lines), ...Object.keys(after.lines)])]
      .sort()
      .map((name) => ({ name, was: before.lines[name] ?? 0, is: after.lines[name] ?? 0 }))
      .filter(({ was, is }) => !isSame(was, is))
      .map(
        ({ name, was, is }) =>
          md`| ${after.visitors}: ${name} | ${words(dollars(was))} | ${words(dollars(is))} | ${signed(is - was)} |`,
      ),
  );
  const [least, most] = [pairs[0], pairs.at(-1)].map((pair) =>
    pair ? signed(pair.after.usd - pair.before.usd).text : "",
  );
  return {
    title: `Bill: ${least} to ${most} a month`,
    warnings: [],
    head: words("| Visitors a month | before | after | |\n| --- | ---: | ---: | ---: |"),
    lines: [...rows, ...lines],
  };
}

/** What a month costs, of a program that there is nothing to compare with. */
export function billAlone(bills: readonly VolumeBill[]): Section {
  return {
    title: `Bill: ${bills.map(({ usd }) => dollars(usd)).join(", ")} a month`,
    warnings: [],
    head: words("| Visitors a month | |\n| --- | ---: |"),
    lines: bills.map(({ visitors, usd }) => md`| ${visitors} | ${words(dollars(usd))} |`),
  };
}

function billRow(visitors: number, was: number, is: number): Markdown {
  return md`| **${visitors}** | **${words(dollars(was))}** | **${words(dollars(is))}** | **${signed(is - was)}** |`;
}

function signed(usd: number): Markdown {
  if (isSame(usd, 0)) return words("±$0");
  return words(`${usd < 0 ? "−" : "+"}${dollars(Math.abs(usd))}`);
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.00005;
}

/** Below so many bytes a file that is there before and after has the same size: zips vary by a few. */
const noiseBytes = 50;

/** The zips and the site's files whose size changes, what changes most first. */
export function sizeSection(base: Sizes, head: Sizes): Section {
  const functions = differences(base.functions, head.functions);
  const files = differences(base.files, head.files);
  const total = (rows: readonly SizeRow[]) => rows.reduce((sum, { by }) => sum + by, 0);
  const changes = [
    ...(functions.length > 0 ? [`zips ${bytes(total(functions))}`] : []),
    ...(files.length > 0 ? [`site ${bytes(total(files))} compressed`] : []),
  ];
  return {
    title: `Sizes: ${changes.join(", ") || "unchanged"}`,
    warnings: [],
    head: words("| File | bytes before | after | |\n| --- | ---: | ---: | ---: |"),
    lines: [...sizeLines(functions, md`zip of `, "zip"), ...sizeLines(files, md``, "file")],
  };
}

interface SizeRow {
  readonly name: string;
  readonly was: number | undefined;
  readonly is: number | undefined;
  readonly by: number;
}

/** The sizes that differ, what differs most first, and by name where it is the same. */
function differences(
  base: Readonly<Record<string, number>>,
  head: Readonly<Record<string, number>>,
): SizeRow[] {
  return [...new Set([...Object.keys(base), ...Object.keys(head)])]
    .sort()
    .map((name) => ({ name, was: base[name], is: head[name] }))
    .filter(({ was, is }) => was !== is)
    .map((row) => ({ ...row, by: (row.is ?? 0) - (row.was ?? 0) }))
    .sort((one, other) => Math.abs(other.by) - Math.abs(one.by));
}

function sizeLines(rows: readonly SizeRow[], kind: Markdown, noun: string): Markdown[] {
  const isNoise = ({ was, is, by }: SizeRow) =>
    was !== undefined && is !== undefined && Math.abs(by) < noiseBytes;
  const size = (one: number | undefined) => (one === undefined ? words("none") : md`${one}`);
  const alike = rows.filter(isNoise);
  const few = words(
    `| ${counted(alike.length, noun)}, each by less than ${noiseBytes} bytes | | | ${bytes(alike.reduce((sum, { by }) => sum + by, 0))} |`,
  );
  return [
    ...rows
      .filter((row) => !isNoise(row))
      .map(
        ({ name, was, is, by }) =>
          md`| ${kind}${name} | ${size(was)} | ${size(is)} | ${words(bytes(by))} |`,
      ),
    ...(alike.length > 0 ? [few] : []),
  ];
}

function bytes(count: number): string {
  return `${count < 0 ? "−" : "+"}${Math.abs(count).toLocaleString("en")} bytes`;
}
