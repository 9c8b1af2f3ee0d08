import { randomUUID } from "node:crypto";
import { business } from "../../../../business";
import { addDays } from "../../../../contract/rules/calendar";
import type { BookingStatus } from "../../../../contract/schemas/bookings";
import type { Booking } from "../../../../handlers/bookings/booking";
import { staffDayOf } from "../../../../handlers/bookings/diary/ledger";
import { aBooking } from "../../bookings";
import { openDay, ownLink, visitorRequest } from "../../stage";
import type { Site } from "../site";
import { type Client, create, type Told, twice } from "./client";
import { isSure, removeNumber } from "./removals";
import type { ToldBooking, ToldBookings } from "./told-bookings";

const services = ["take-down", "cornrows", "wash-treatment"];
const times = ["09", "10", "11", "12", "13", "14", "15"].flatMap((hour) => [
  `${hour}:00`,
  `${hour}:30`,
]);
/** From here on a customer's moves of one visit may be refused. */
const freeMoves = 4;
/** So far apart that visits there do not overlap. */
const apart = ["09:00", "11:00", "13:00", "15:00"];
/** How many visits one number asks for at once. */
const burst = 7;

function newPhone(told: ToldBookings): string {
  return `+2376${70_000_000 + told.phones++}`;
}

/** Stores a confirmed visit of the past, on a day of its own. */
export async function addPastVisit(site: Site, told: ToldBookings): Promise<string> {
  const booking = aBooking({
    bookingId: randomUUID(),
    appointmentDate: addDays("2024-01-01", told.pastDays++),
    customerPhone: newPhone(told),
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
  await site.put("data-bookings", JSON.parse(JSON.stringify(booking)));
  await site.put("data-slots", {
    staffDay: staffDayOf(staff, date),
    ...Object.fromEntries(ledger),
  });
  told.all.set(bookingId, {
    bookingId,
    headers: {},
    phone: booking.customerPhone,
    status,
    date,
    time,
    changes: 1,
    moves: 0,
  });
  return bookingId;
}

/** What a client does with bookings, on so many open days; `past` visits are there to be completed. */
export function bookingOperations(
  client: Client,
  told: ToldBookings,
  site: Site,
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

  function aRequest(changes: Record<string, unknown> = {}) {
    return visitorRequest({
      name: client.unique(),
      phone: newPhone(told),
      email: random.chance(0.5) ? client.newEmail() : undefined,
      service: random.pick(services),
      date: random.pick(dates),
      time: random.pick(times),
      staff: random.pick(["petra", "solange", undefined]),
      ...changes,
    });
  }

  async function book(): Promise<void> {
    const body = aRequest();
    const reply = await create(client, { path: "/booking", body }, random.chance(twice));
    const isDone = await takeOver(reply, body, false);
    if (!isDone) expectRefusal("POST /booking", reply, "taken");
  }

  /** Remembers a booking, if one was made; asks by its key where the outcome is unknown. */
  async function takeOver(
    reply: Told & { readonly key: string },
    { date, time, phone }: ReturnType<typeof visitorRequest>,
    isShared: boolean,
  ): Promise<boolean> {
    let { json } = reply;
    if (reply.status === 0) {
      const headers = { "Idempotency-Key": reply.key };
      const found = await send({ method: "GET", path: "/booking", headers, untilTold: true });
      if (found.status !== 200) return false;
      json = found.json;
    } else if (reply.status !== 201) return false;
    const { bookingId, headers } = ownLink(json.manageUrl);
    const booking: ToldBooking = {
      bookingId,
      headers,
      phone,
      key: reply.key,
      isShared,
      status: "pending",
      date,
      time,
      changes: 1,
      moves: 0,
    };
    compareView("POST /booking", booking, json.booking);
    own.add(booking);
    told.all.set(bookingId, booking);
    return true;
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
    const after = { ...booking, ...became, changes: booking.changes + 1 };
    if (reply.status === 200) {
      Object.assign(booking, after);
      compareView(path, booking, reply.json);
      return;
    }
    if (reply.status === 0) told.unsure.set(booking.bookingId, [{ ...booking }, after]);
    // After a mistake nobody knows what comes next.
    if (!expectRefusal(path, reply, ...refusals)) own.delete(booking);
  }

  const decision = (what: string, { bookingId }: ToldBooking) =>
    `/admin/bookings/${bookingId}/${what}`;
  const decide =
    (what: string, status: BookingStatus, ...from: BookingStatus[]) =>
    async () => {
      const booking = await anOwn(...from);
      if (!booking) return;
      await change(booking, decision(what, booking), { status }, { as: "admin" });
    };
  const finish = (what: string, status: BookingStatus) => async () => {
    const booking = told.all.get(begun.pop() ?? "");
    if (!booking) return book();
    await change(booking, decision(what, booking), { status }, { as: "admin" });
  };

  function expectRefusal(what: string, { status, json }: Told, ...codes: string[]): boolean {
    const isExpected = (status === 409 || status === 429) && codes.includes(json?.code);
    if (!isExpected && status !== 0) wrong(`${what}: ${status} ${JSON.stringify(json)}`);
    return isExpected;
  }

  function compareView(
    what: string,
    { bookingId, status, date, time }: ToldBooking,
    view: Told["json"],
  ): void {
    const shown = `${view.status} ${view.appointmentDate} ${view.appointmentTime}`;
    const expected = `${status} ${date} ${time}`;
    if (shown !== expected) wrong(`${what}: ${bookingId} shows ${shown} and not ${expected}`);
  }

  /** What a move of the customer's may be refused with. */
  const moveRefusals = ({ moves, isShared }: ToldBooking) => [
    "taken",
    ...(moves >= freeMoves ? ["contact.throttled", "moves.limit"] : []),
    ...(isShared ? ["contact.limit", "contact.throttled"] : []),
  ];

  return {
    book,
    async move() {
      const booking = await anOwn("pending", "confirmed");
      if (!booking || booking.moves > freeMoves + 2) return book();
      const body = { date: random.pick(dates), time: random.pick(times) };
      if (body.date === booking.date && body.time === booking.time) return book();
      const path = `/booking/${booking.bookingId}/reschedule`;
      const became = { ...body, moves: booking.moves + 1 };
      await change(booking, path, became, { body, refusals: moveRefusals(booking) });
    },
    async cancel() {
      const booking = await anOwn("pending", "confirmed");
      if (!booking) return;
      await change(booking, `/booking/${booking.bookingId}/cancel`, { status: "cancelled" });
    },
    confirm: decide("confirm", "confirmed", "pending"),
    reject: decide("reject", "rejected", "pending"),
    cancelAtTheDesk: decide("cancel", "cancelled", "pending", "confirmed"),
    complete: finish("complete", "completed"),
    markNoShow: finish("no-show", "no_show"),
    /** Asks for more visits of one number than it may have, at once: far apart, or at the same time. */
    async bookMany() {
      const phone = newPhone(told);
      const at = random.chance(0.5)
        ? { date: random.pick(dates), time: random.pick(times), staff: undefined }
        : undefined;
      const requests = Array.from({ length: burst }, (_, index) => {
        const date = dates[index % days];
        const time = apart[Math.floor(index / days) % apart.length];
        const one = { date, time, service: "take-down", staff: undefined };
        return aRequest({ phone, email: undefined, ...one, ...at });
      });
      const replies = await Promise.all(
        requests.map((body) => create(client, { path: "/booking", body }, false)),
      );
      let booked = 0;
      for (const [index, reply] of replies.entries()) {
        const body = requests[index] as (typeof requests)[number];
        if (await takeOver(reply, body, true)) booked++;
        else expectRefusal("POST /booking", reply, "taken", "contact.limit", "contact.throttled");
      }
      const most = at ? 1 : business.booking.maxOpenVisits;
      if (booked > most) wrong(`POST /booking: ${phone} has ${booked} visits, ${most} at most`);
    },
    /** Two people change one booking at the same moment, neither knowing of the other. */
    async race() {
      const booking = await anOwn("pending", "confirmed");
      if (!booking) return;
      const { bookingId, headers } = booking;
      const target = { date: random.pick(dates), time: random.pick(times) };
      if (target.date === booking.date && target.time === booking.time) return;
      const byCustomer = random.chance(0.5)
        ? { method: "POST", path: `/booking/${bookingId}/reschedule`, body: target, headers }
        : { method: "POST", path: `/booking/${bookingId}/cancel`, body: {}, headers };
      const what = booking.status === "pending" ? random.pick(["confirm", "reject"]) : "cancel";
      const replies = await Promise.all([
        send(byCustomer as Parameters<typeof send>[0]),
        send({ method: "POST", path: decision(what, booking), body: {}, as: "admin" }),
      ]);
      const codes = ["booking.changed", "booking.unchangeable"];
      const statuses = ["confirmed", "cancelled", "rejected"].map(
        (status) => `booking.is.${status}`,
      );
      const [asked, decided] = replies as [Told, Told];
      if (asked.status !== 200)
        expectRefusal(byCustomer.path, asked, ...codes, ...moveRefusals(booking));
      if (decided.status !== 200)
        expectRefusal(decision(what, booking), decided, ...codes, ...statuses);
      await adopt(booking, byCustomer.path.endsWith("cancel") ? "cancel" : "move", what, replies);
    },
    /** The owner removes all visits of a number, as if it had flooded the diary. */
    async removeAll() {
      const booking = await anOwn("pending", "confirmed");
      if (!booking || !isSure(told, booking.phone)) return book();
      await removeNumber(client, told, booking.phone);
      for (const one of own) if (told.unsure.has(one.bookingId)) own.delete(one);
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

  /** Takes over what became of a booking that two people changed, if it fits what both were told. */
  async function adopt(
    booking: ToldBooking,
    asked: "move" | "cancel",
    decided: string,
    replies: readonly Told[],
  ): Promise<void> {
    const { bookingId, changes } = booking;
    const stored = await site.find<Booking>("data-bookings", { bookingId });
    if (!stored) return wrong(`the booking ${bookingId} is lost`);
    const entries = stored.history.slice(changes);
    const done = {
      asked: entries.filter(({ by, status, movedTo }) =>
        asked === "move" ? movedTo !== undefined : by === "customer" && status === "cancelled",
      ).length,
      decided: entries.filter(({ by, movedTo }) => by !== "customer" && !movedTo).length,
    };
    const [customer, desk] = replies as [Told, Told];
    const story = entries.map(({ by, status, movedTo = "" }) => `${by} ${status} ${movedTo}`);
    const expectDone = (what: string, times: number, { status, tries }: Told) => {
      // One that was repeated may have been carried out, and refused the second time.
      const least = status === 200 ? 1 : 0;
      const most = status === 0 || status === 200 || tries > 1 ? 1 : 0;
      // Nothing is left to do where it is cancelled already.
      const isThere = what === "cancel" && stored.status === "cancelled";
      if ((times < least && !isThere) || times > most) {
        wrong(`${what} of ${bookingId}: told ${status}, and its history is ${story.join(", ")}`);
      }
    };
    expectDone(asked, done.asked, customer);
    expectDone(decided, done.decided, desk);
    if (done.asked + done.decided !== entries.length) {
      wrong(`nobody asked for what happened to ${bookingId}: ${story.join(", ")}`);
    }
    booking.status = stored.status;
    booking.date = stored.appointmentDate;
    booking.time = stored.appointmentTime;
    booking.changes = stored.history.length;
    booking.moves += asked === "move" ? done.asked : 0;
  }
}
