import type { Booking } from "../../handlers/bookings/booking";
import { owedAttributes } from "../../handlers/bookings/messages/owed";
import { soon } from "./soon";
import type { TestStage } from "./stage";

/** The bookings that owe their customers a message. */
export async function owingBookings(site: TestStage): Promise<Booking[]> {
  return (await site.bookings()).filter((booking) =>
    owedAttributes.some((name) => name in booking),
  );
}

/** A message that is sent at all has left, or was given up, long before. */
const sendingMs = 3_000;

/** Whether somebody has just begun to send one of a booking's messages; their claim must not seem to have ended. */
function isBeingSent({ mail }: Booking): boolean {
  return Object.values(mail).some(
    ({ status, at }) => status === "sending" && Date.now() - Date.parse(at) < sendingMs,
  );
}

/**
 * Lets time pass for what is owed: moves its moments back, so that nobody has to wait. What is being sent by
 * the stream at that moment is waited for.
 */
export async function passTime(site: TestStage, seconds: number): Promise<void> {
  await soon(async () => !(await owingBookings(site)).some(isBeingSent), "nothing is sent", 10);
  const earlier = (moment: string) =>
    new Date(Date.parse(moment) - seconds * 1_000).toISOString().replace(/\.\d+/, "");
  for (const booking of await owingBookings(site)) {
    const { owedFrom, owedSince } = booking;
    const mail = Object.fromEntries(
      Object.entries(booking.mail).map(([name, { until, ...result }]) => [
        name,
        { ...result, ...(until && { until: earlier(until) }) },
      ]),
    );
    const moved = {
      ...booking,
      ...(owedFrom && { owedFrom: earlier(owedFrom) }),
      ...(owedSince && { owedSince: earlier(owedSince) }),
      mail,
    };
    // Whoever has written meanwhile is dealing with it.
    await site.put("data-bookings", moved, booking.mail).catch((error: Error) => {
      if (error.name !== "ConditionalCheckFailedException") throw error;
    });
  }
}

/** Runs the sweep as each minute's clock does, a minute apart by what is owed. */
export async function sweepEachMinute(site: TestStage, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await passTime(site, 60);
    const [result] = await site.stage.runNow("api-send-owed-clock");
    if (!result?.ok) throw new Error(result?.message ?? "Nothing runs by this clock.");
  }
}
