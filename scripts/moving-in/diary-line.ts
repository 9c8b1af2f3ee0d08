import * as v from "valibot";
import type { Business, Language } from "../../contract/business";
import { minutesOfDay, timeIn } from "../../contract/rules/calendar";
import { choiceProblems, meantServices } from "../../contract/rules/choice";
import { readMoney } from "../../contract/rules/money";
import { bucketMinutes, type Gap, staffFor, visitOf } from "../../contract/rules/visit";
import { utcMoment } from "../../contract/rules/wall-time";
import { bookingRequestSchema } from "../../contract/schemas/bookings";
import { idFromText } from "../../handlers/runtime/idempotency";
import { type Columns, cellOf, folded } from "./columns";
import type { CsvLine } from "./csv";
import { type AddressBook, type Person, readPerson } from "./people";
import { readDate, readMinutes, readTime, timeBehind } from "./typed-times";

/** A visit in another program's diary. */
export interface DiaryVisit {
  readonly line: number;
  /** The same for the same line, so that a second run knows what the first has written. */
  readonly bookingId: string;
  readonly person: Person & { readonly phone: string };
  readonly service: readonly string[];
  /** Who may do it, first choice first, and how long it takes with each. */
  readonly able: readonly {
    readonly staff: string;
    readonly durationMinutes: number;
    readonly gaps?: readonly Gap[];
  }[];
  readonly date: string;
  readonly time: string;
  /** UTC. */
  readonly startsAt: string;
  /** What the diary says that it costs. */
  readonly priceMinor?: number;
  readonly isNoShow: boolean;
  readonly locale: Language;
  readonly note?: string;
}

export type ReadLine =
  | { readonly ok: true; readonly visit: DiaryVisit }
  | { readonly ok: false; readonly reason: string }
  /** A cancelled visit is no visit. */
  | { readonly ok: false; readonly leftOut: true };

const cancelled = /^(cancel|annul|supprim|delet|reject|refus|deplac)/;
const missed = /^(noshow|absent|missed|manque|nonvenu|lapin)/;

/** Reads one line of a diary. */
export function readDiaryLine(
  business: Business,
  columns: Columns,
  line: CsvLine,
  customers?: AddressBook,
): ReadLine {
  const cell = (field: Parameters<typeof cellOf>[2]) => cellOf(columns, line, field);
  const bad = (reason: string) => ({ ok: false, reason }) as const;
  const status = folded(cell("status"));
  if (cancelled.test(status)) return { ok: false, leftOut: true };

  const read = readPerson(business, columns, line);
  if (!read.ok) return read;
  const person = customers?.complete(read.person) ?? read.person;
  const { phone } = person;
  if (!phone) return bad(`has no phone number of ${person.name}`);

  // Some programs write both into one column.
  const typedDate = cell("date") || cell("time");
  const date = readDate(typedDate);
  if (!date) return bad(`has no date like 2026-12-01 or 01/12/2026: "${typedDate}"`);
  const typedTime = cell("time") || timeBehind(typedDate);
  const time = readTime(typedTime) ?? readTime(timeBehind(typedTime));
  if (!time) return bad(`has no time like 09:30 or 9h30: "${typedTime}"`);
  if (minutesOfDay(time) % bucketMinutes !== 0) {
    return bad(`starts at ${time}, but visits start at multiples of ${bucketMinutes} minutes`);
  }
  const startsAt = utcMoment(date, time, business.timeZone);
  if (timeIn(business.timeZone, startsAt) !== time) {
    return bad(`starts at ${time} on ${date}, which the clocks skip`);
  }

  const service = readServices(business, cell("service"));
  if (!service) return bad(`names no service of the business: "${cell("service")}"`);
  const staff = readStaff(business, cell("staff"));
  if (cell("staff") !== "" && !staff) return bad(`names nobody of the staff: "${cell("staff")}"`);
  // Who has left or does something else by now may still have it in the old diary.
  const doing = staff ? [staff] : staffFor(business, service).map(({ id }) => id);
  if (doing.length === 0) return bad("names services that nobody does together");

  const given = readLength(cell("minutes"), cell("end"), time);
  if (given === "unreadable") {
    return bad(`has no length like 90, and no end: "${cell("minutes") || cell("end")}"`);
  }
  const typedPrice = cell("price").replace(/[^\d.,\s]/g, "");
  const priceMinor = cell("price") === "" ? undefined : readMoney(typedPrice, business.currency);
  if (priceMinor !== undefined && !Number.isSafeInteger(priceMinor)) {
    return bad(`has no price in ${business.currency}: "${cell("price")}"`);
  }
  const note = v.safeParse(bookingRequestSchema.entries.note, cell("note") || undefined);
  if (!note.success) return bad("has a note of more than 500 characters");
  return {
    ok: true,
    visit: {
      line: line.number,
      bookingId: idFromText(JSON.stringify([date, time, phone, service, staff ?? ""])),
      person: { ...person, phone },
      service,
      able: doing.map((id) => {
        const { durationMinutes, gaps } = visitOf(business, service, id);
        // Where the stretches in between of another length are, nobody knows.
        return given === undefined
          ? { staff: id, durationMinutes, ...(gaps && { gaps }) }
          : { staff: id, durationMinutes: given };
      }),
      date,
      time,
      startsAt,
      ...(priceMinor !== undefined && { priceMinor }),
      isNoShow: missed.test(status),
      locale: readLanguage(business, cell("language")),
      ...(note.output && { note: note.output }),
    },
  };
}

/** By id, by name in any language, or by the category for its standard service; several with "+" between them. */
function readServices(business: Business, typed: string): string[] | undefined {
  const idOfName = (name: string) =>
    business.services.find(({ id, name: own }) =>
      [id, own.en, own.fr].some((each) => folded(each) === folded(name)),
    )?.id ?? name.trim();
  const categoryOf = (name: string) =>
    business.categories.find(({ id, name: own }) =>
      [id, own.en, own.fr].some((each) => folded(each) === folded(name)),
    )?.id ?? name;
  // A name may itself have a comma in it.
  return [[typed], typed.split(/[+,;&]/)]
    .map((named) => meantServices(business, named.map(idOfName).map(categoryOf)))
    .find((service) => choiceProblems(business, { service }).service === undefined);
}

function readStaff({ staff }: Business, typed: string): string | undefined {
  return staff.find(({ id, name }) => [id, name].some((one) => folded(one) === folded(typed)))?.id;
}

function readLength(minutes: string, end: string, time: string): number | undefined | "unreadable" {
  if (minutes !== "") return positive(readMinutes(minutes));
  if (end === "") return undefined;
  const ends = readTime(end) ?? readTime(timeBehind(end));
  return ends === undefined ? "unreadable" : positive(minutesOfDay(ends) - minutesOfDay(time));
}

function positive(minutes: number | undefined): number | "unreadable" {
  return minutes !== undefined && minutes > 0 ? minutes : "unreadable";
}

function readLanguage({ languages }: Business, typed: string): Language {
  const asked = folded(typed).slice(0, 2);
  return languages.find((one) => one === asked) ?? languages[0];
}
