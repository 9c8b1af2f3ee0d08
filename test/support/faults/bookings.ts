import { randomUUID } from "node:crypto";
import { addDays } from "../../../contract/rules/calendar";
import type { BookingStatus } from "../../../contract/schemas/bookings";
import { staffDayOf } from "../../../handlers/bookings/diary/ledger";
import { aBooking } from "../bookings";
import { openDay, ownLink, type TestStage, visitorRequest } from "../stage";
import { type Client, create, type Told, twice } from "./client";

/** A booking as its customer was told that it is. */
interface ToldBooking {
  readonly bookingId: string;
  /** What its customer proves with that it is theirs. */
  readonly headers: Record<string, string>;
  /** The key of the request that made it. */
  readonly key?: string;
  status: BookingStatus;
  date: string;
  time: string;
  /** How many changes were told, the booking itself included. */
  changes: number;
}

/** All bookings that somebody was told of. */
export type ToldBookings = Map<string, ToldBooking>;

const services = ["take-down", "cornrows", "wash-treatment"];
const times = ["09", "10", "11", "12", "13", "14", "15"].flatMap((hour) => [
  `${hour}:00`,
  `${hour}:30`,
]);
/** How often a customer may move a visit. */
const mostMoves = 4;
let phones = 0;
let pastDays = 0;
let quietTimes = 0;
const newPhone = () => `+2376${70_000_000 + phones++}`;

/** Stores a confirmed visit of the past, on a day of its own. */
export async function addPastVisit(site: TestStage, told: ToldBookings): Promise<string> {
  const booking = aBooking({
    bookingId: randomUUID(),
    appointmentDate: addDays("2024-01-01", pastDays++),
    customerPhone: newPhone(),
    customerEmail: undefined,
  });
  const {
    bookingId,
    staff,
    buckets,
    status,
    appointmentDate: date,
    appointmentTime: time,
  } = booking;
  const ledger = buckets.map((bucket) => [`b${bucket}`, bookingId]);
  await site.put("data-bookings", booking);
  await site.put("data-slots", {
    staffDay: staffDayOf(staff, date),
    ...Object.fromEntries(ledger),
  });
  told.set(bookingId, { bookingId, headers: {}, status, date, time, changes: 1 });
  return bookingId;
}

/** A time that nobody else is after, on one of the days behind those that are; undefined when all are gone. */
function quietTime(days: number): { date: string; time: string } | undefined {
  const perDay = ["09:00", "11:00", "13:00", "15:00"];
  const next = quietTimes++;
  const day = days + Math.floor(next / perDay.length);
  return day < 45
    ? { date: openDay(day), time: perDay[next % perDay.length] as string }
    : undefined;
}

/** What a client does with bookings, on so many open days; `past` visits are there to be completed. */
export function bookingOperations(
  client: Client,
  told: ToldBookings,
  days: number,
  past: readonly string[],
) {
  const { random, send, wrong } = client;
  const own = new Set<ToldBooking>();
  const begun = [...past];
  const dates = Array.from({ length: days }, (_, day) => openDay(day));

  /** One of the client's bookings with one of these statuses; a new one where there is none. */
  async function anOwn(...statuses: BookingStatus[]): Promise<ToldBooking | undefined> {
    const fitting = () => [...own].filter(({ status }) => statuses.includes(status));
    if (fitting().length === 0) await book();
    return fitting().length > 0 ? random.pick(fitting()) : undefined;
  }

  async function book(): Promise<void> {
    const quiet = random.chance(twice) ? quietTime(days) : undefined;
    const body = visitorRequest({
      name: client.unique(),
      phone: newPhone(),
      email: random.chance(0.5) ? client.newEmail() : undefined,
      service: random.pick(services),
      date: random.pick(dates),
      time: random.pick(times),
      staff: random.pick(["petra", "solange", undefined]),
      ...quiet,
    });
    const reply = await create(client, { path: "/booking", body }, quiet !== undefined);
    if (reply.status === 201) {
      const { bookingId, headers } = ownLink(reply.json.manageUrl);
      const { date, time } = body;
      const booking: ToldBooking = {
        bookingId,
        headers,
        key: reply.key,
        status: "pending",
        date,
        time,
        changes: 1,
      };
      compareView("POST /booking", booking, reply.json.booking);
      own.add(booking);
      told.set(bookingId, booking);
    } else expectRefusal("booking", reply, ...(quiet ? [] : ["taken"]));
  }

  /** A change of an own booking; `became` is what a 200 says. */
  async function change(
    booking: ToldBooking,
    path: string,
    became: Partial<ToldBooking>,
    { body = {}, refusals = [] as string[], as = undefined as "admin" | undefined } = {},
  ): Promise<void> {
    const reply = await send({
      method: "POST",
      path,
      body,
      ...(as ? { as } : { headers: booking.headers }),
    });
    if (reply.status !== 200) {
      // After a mistake nobody knows what comes next.
      if (!expectRefusal(path, reply, ...refusals)) own.delete(booking);
      return;
    }
    Object.assign(booking, became, { changes: booking.changes + 1 });
    compareView(path, booking, reply.json);
  }

  const decide =
    (what: string, status: BookingStatus, ...from: BookingStatus[]) =>
    async () => {
      const booking = await anOwn(...from);
      if (!booking) return;
      await change(
        booking,
        `/admin/bookings/${booking.bookingId}/${what}`,
        { status },
        { as: "admin" },
      );
    };

  function expectRefusal(what: string, { status, json }: Told, ...codes: string[]): boolean {
    const isExpected = status === 409 && codes.includes(json?.code);
    if (!isExpected && status !== 0) wrong(`${what}: ${status} ${JSON.stringify(json)}`);
    return isExpected;
  }

  function compareView(
    what: string,
    { status, date, time }: ToldBooking,
    view: Told["json"],
  ): void {
    const shown = `${view.status} ${view.appointmentDate} ${view.appointmentTime}`;
    const expected = `${status} ${date} ${time}`;
    if (shown !== expected) wrong(`${what}: shows ${shown} and not ${expected}`);
  }

  return {
    book,
    async move() {
      const booking = await anOwn("pending", "confirmed");
      if (!booking || booking.changes > mostMoves) return book();
      const body = { date: random.pick(dates), time: random.pick(times) };
      if (body.date === booking.date && body.time === booking.time) return book();
      const path = `/booking/${booking.bookingId}/reschedule`;
      await change(booking, path, body, { body, refusals: ["taken"] });
    },
    async cancel() {
      const booking = await anOwn("pending", "confirmed");
      if (!booking) return;
      await change(booking, `/booking/${booking.bookingId}/cancel`, { status: "cancelled" });
    },
    confirm: decide("confirm", "confirmed", "pending"),
    reject: decide("reject", "rejected", "pending"),
    cancelAtTheDesk: decide("cancel", "cancelled", "pending", "confirmed"),
    async complete() {
      const booking = told.get(begun.pop() ?? "");
      if (!booking) return book();
      const path = `/admin/bookings/${booking.bookingId}/complete`;
      await change(booking, path, { status: "completed" }, { as: "admin" });
    },
    async read() {
      const booking = await anOwn("pending", "confirmed", "cancelled", "rejected");
      if (!booking) return;
      const path = `/booking/${booking.bookingId}`;
      const reply = await send({ method: "GET", path, headers: booking.headers });
      if (reply.status === 200) compareView(path, booking, reply.json);
      else expectRefusal(path, reply);
    },
    async findByKey() {
      const booking = await anOwn("pending", "confirmed", "cancelled", "rejected");
      if (!booking?.key) return;
      const headers = { "Idempotency-Key": booking.key };
      const reply = await send({ method: "GET", path: "/booking", headers });
      if (reply.status === 200) compareView("GET /booking", booking, reply.json.booking);
      else expectRefusal("GET /booking", reply);
    },
  };
}
