import { items } from "../command";
import type { Columns } from "./columns";
import type { CsvFile } from "./csv";
import type { AddressBook } from "./people";
import type { Plan } from "./plan";

/** What was guessed of a file: its separator, and which column says what. */
export function fileLines(file: CsvFile, { places, unused }: Columns): string[] {
  const separator = file.separator === "\t" ? "tabs" : `"${file.separator}"`;
  return [
    `${file.name}: ${items(file.lines.length, "line")}, separated by ${separator}.`,
    ...[...places].map(([field, place]) => `  ${field.padEnd(9)} ${file.header[place]}`),
    ...(unused.length > 0 ? [`  not used  ${unused.join(", ")}`] : []),
  ];
}

/** What can't be written: lines that are wrong, and lines whose time is taken. */
export function problemLines(plan: Plan, customers?: AddressBook): string[] {
  const bad = [...(customers?.bad ?? []), ...plan.bad];
  return [
    ...bad.map(({ file, line, reason }) => `${file}, line ${line} ${reason}.`),
    ...plan.clashes.map(
      ({ line, date, time, staff, by }) =>
        `Line ${line} clashes: ${date} ${time} with ${staff} is taken by ${by.join(" and ")}.`,
    ),
  ];
}

/** What would be written, or was. */
export function planLine({ visits, there, leftOut }: Plan, isWritten: boolean): string {
  const past = visits.filter(({ status }) => status !== "confirmed").length;
  return [
    `${items(visits.length, "visit")} ${isWritten ? "written" : "to write"}: ${visits.length - past} to come, ${past} past.`,
    ...(there > 0 ? [`${there} already there.`] : []),
    ...(leftOut > 0 ? [`${leftOut} cancelled, left out.`] : []),
  ].join(" ");
}
