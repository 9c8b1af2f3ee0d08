import type { Business } from "../business";

/** What its customer sees a visit's calendar file called, in plain letters: "Wouri Braids 2026-11-23.ics". */
export function calendarFileName({ name }: Pick<Business, "name">, date: string): string {
  // Mail clients and file systems disagree about everything else.
  const plain = name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/œ/gi, "oe")
    .replace(/[^A-Za-z0-9 &'_-]+/g, " ")
    .replace(/ +/g, " ")
    .trim();
  return `${plain} ${date}.ics`.trimStart();
}
