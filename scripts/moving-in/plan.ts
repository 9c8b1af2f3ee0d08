import type { Business } from "../../contract/business";
import { addDays, addMinutes } from "../../contract/rules/calendar";
import { bucketMinutes, visitOf } from "../../contract/rules/visit";
import type { Booking } from "../../handlers/bookings/booking";
import { type Stretch, timeHeld } from "../../handlers/bookings/diary/held";
import { staffDayOf } from "../../handlers/bookings/diary/ledger";
import type { BookingStore } from "../../handlers/bookings/store";
import type { Columns } from "./columns";
import type { CsvFile } from "./csv";
import { type DiaryVisit, readDiaryLine } from "./diary-line";
import type { AddressBook, BadLine } from "./people";

const dayMinutes = 24 * 60;

/** A visit with whom it will be, how long, and what it holds behind it. */
export interface PlannedVisit extends DiaryVisit {
  readonly staff: string;
  readonly durationMinutes: number;
  bufferMinutes: number;
  readonly gaps?: Choice["gaps"];
  readonly status: Extract<Booking["status"], "confirmed" | "completed" | "no_show">;
}

/** A line whose time is taken, and by what. */
export interface Clash {
  readonly line: number;
  readonly date: string;
  readonly time: string;
  readonly staff: string;
  /** "line 5", or the visit that is booked. */
  readonly by: readonly string[];
}

/** What an import of a diary would do. */
export interface Plan {
  readonly visits: readonly PlannedVisit[];
  readonly bad: readonly BadLine[];
  readonly clashes: readonly Clash[];
  /** How many visits an earlier run has written. */
  readonly there: number;
  /** How many lines are of cancelled visits. */
  readonly leftOut: number;
}

/** Reads a diary and finds out what of it can be written; writes nothing. */
export async function planDiary(
  business: Business,
  store: Pick<BookingStore, "find" | "takenOn">,
  diary: CsvFile,
  columns: Columns,
  now: string,
  customers?: AddressBook,
): Promise<Plan> {
  const { visits: read, bad, leftOut } = readLines(business, diary, columns, customers);
  const visits: DiaryVisit[] = [];
  for (const visit of read) if (!(await store.find(visit.bookingId))) visits.push(visit);

  const ledger = await takenBy(business, store, visits);
  const clashes: Clash[] = [];
  const planned: PlannedVisit[] = [];
  for (const visit of visits) {
    const choice = visit.able.find((one) => ledger.holders(visit, one, 0).length === 0);
    if (choice) {
      ledger.take(visit, choice, 0);
      planned.push({ ...visit, ...choice, bufferMinutes: 0, status: statusOf(visit, choice, now) });
    } else {
      const [first] = visit.able;
      if (first) {
        const by = await Promise.all(ledger.holders(visit, first, 0).map(told(store)));
        const { line, date, time } = visit;
        clashes.push({ line, date, time, staff: first.staff, by });
      }
    }
  }
  // The old diary knew no buffers: they are held as far as nothing else stands there.
  for (const visit of planned) {
    const { bufferMinutes: wished } = visitOf(business, visit.service, visit.staff);
    while (
      visit.bufferMinutes + bucketMinutes <= wished &&
      ledger.holders(visit, visit, visit.bufferMinutes + bucketMinutes).length === 0
    ) {
      visit.bufferMinutes += bucketMinutes;
    }
    ledger.take(visit, visit, visit.bufferMinutes);
  }
  return { visits: planned, bad, clashes, there: read.length - visits.length, leftOut };
}

function readLines(
  business: Business,
  diary: CsvFile,
  columns: Columns,
  customers: AddressBook | undefined,
) {
  const visits = new Map<string, DiaryVisit>();
  const bad: BadLine[] = [];
  let leftOut = 0;
  for (const line of diary.lines) {
    const read = readDiaryLine(business, columns, line, customers);
    const refuse = (reason: string) => bad.push({ file: diary.name, line: line.number, reason });
    if (read.ok) {
      const same = visits.get(read.visit.bookingId);
      if (same) refuse(`says the same as line ${same.line}`);
      else visits.set(read.visit.bookingId, read.visit);
    } else if ("leftOut" in read) leftOut++;
    else refuse(read.reason);
  }
  return { visits: [...visits.values()], bad, leftOut };
}

/** How long a visit takes with somebody. */
type Choice = DiaryVisit["able"][number];

/** The ledger of all days in question, and what the lines before would take of it. */
async function takenBy(
  business: Business,
  store: Pick<BookingStore, "takenOn">,
  visits: readonly DiaryVisit[],
) {
  const partsOf = ({ date, time }: DiaryVisit, one: Choice, bufferMinutes: number) =>
    timeHeld(time, { ...one, bufferMinutes }).held.flatMap((part) => partsByDay(date, part));
  const days = visits.flatMap((visit) =>
    visit.able.flatMap((one) => {
      const { bufferMinutes } = visitOf(business, visit.service, one.staff);
      const dates = partsOf(visit, one, bufferMinutes).map(({ date }) => date);
      return dates.map((date) => ({ staff: one.staff, date }));
    }),
  );
  const asked = new Map(days.map((day) => [staffDayOf(day.staff, day.date), day]));
  const taken = new Map(await store.takenOn([...asked.values()]));
  return {
    /** What stands in the way of a visit with somebody: bookings' ids and lines. */
    holders(visit: DiaryVisit, one: Choice, bufferMinutes: number): string[] {
      const found = partsOf(visit, one, bufferMinutes).flatMap(({ date, from, to }) =>
        (taken.get(staffDayOf(one.staff, date)) ?? [])
          .filter((other) => other.from < to && other.to > from)
          .map(({ bookingId }) => bookingId),
      );
      return [...new Set(found)].filter((holder) => holder !== `line ${visit.line}`);
    },
    take(visit: DiaryVisit, one: Choice, bufferMinutes: number): void {
      for (const { date, from, to } of partsOf(visit, one, bufferMinutes)) {
        const key = staffDayOf(one.staff, date);
        taken.set(key, [...(taken.get(key) ?? []), { from, to, bookingId: `line ${visit.line}` }]);
      }
    },
  };
}

/** The parts of a stretch on its own day and on the day after. */
function partsByDay(date: string, [from, to]: Stretch) {
  const parts = [
    { date, from, to: Math.min(to, dayMinutes) },
    { date: addDays(date, 1), from: Math.max(0, from - dayMinutes), to: to - dayMinutes },
  ];
  return parts.filter((part) => part.from < part.to);
}

/** Names what holds a time, as the desk does. */
function told(store: Pick<BookingStore, "find">) {
  return async (holder: string): Promise<string> => {
    if (holder.startsWith("line ")) return holder;
    const booking = await store.find(holder);
    if (!booking) return `what the diary holds as ${holder}`;
    return `the visit of ${booking.customerName} at ${booking.appointmentTime}`;
  };
}

function statusOf(
  { startsAt, isNoShow }: DiaryVisit,
  { durationMinutes }: Choice,
  now: string,
): PlannedVisit["status"] {
  if (addMinutes(startsAt, durationMinutes) > now) return "confirmed";
  return isNoShow ? "no_show" : "completed";
}
