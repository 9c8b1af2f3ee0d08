import { setTimeout } from "node:timers/promises";
import type { Client } from "./client";
import type { ToldBooking, ToldBookings } from "./told-bookings";

/** How often the owner goes on with a removal that has not come to its end. */
const mostCalls = 5;

const isOpen = ({ status }: ToldBooking) => status === "pending" || status === "confirmed";

/** Whether it is known how everything ended that was asked of a number's visits. */
export function isSure(told: ToldBookings, phone: string): boolean {
  return [...told.all.values()].every(
    ({ bookingId, phone: other }) => other !== phone || !told.unsure.has(bookingId),
  );
}

/** The owner cancels all visits of a number at once: looks first how many there are, then removes them. */
export async function removeNumber(
  { random, send, wrong }: Client,
  told: ToldBookings,
  phone: string,
): Promise<void> {
  const path = "/admin/bookings/removals";
  // A preview takes what was there before its second began.
  await setTimeout(1_100);
  const visits = [...told.all.values()].filter((visit) => visit.phone === phone && isOpen(visit));
  const body = { phone, messages: random.pick(["one", "none"]) };
  const preview = await send({ method: "POST", path, body, as: "admin" });
  if (preview.status === 0) return;
  if (preview.status !== 200 || preview.json.remaining !== visits.length) {
    wrong(`${path}: ${preview.status}, sees ${preview.json?.remaining} of ${visits.length}`);
    return;
  }
  const { removalId } = preview.json;
  let remaining: number | undefined;
  for (let call = 0; call < mostCalls && remaining !== 0; call++) {
    const reply = await send({ method: "POST", path, body: { ...body, removalId }, as: "admin" });
    if (reply.status === 200) remaining = reply.json.remaining;
    else if (reply.status !== 0) wrong(`${path}: ${reply.status} ${JSON.stringify(reply.json)}`);
  }
  for (const visit of visits) {
    const before = { ...visit };
    visit.status = "cancelled";
    visit.changes++;
    if (remaining !== 0) told.unsure.set(visit.bookingId, [before, { ...visit }]);
  }
  if (remaining === 0) told.removals.set(removalId, body.messages === "one" ? 1 : 0);
}
