import type { Booking } from "../../handlers/bookings/booking";
import { owedAttributes } from "../../handlers/bookings/messages/owed";
import type { TestStage } from "./stage";

/** The bookings that owe their customers a message. */
export async function owingBookings(site: TestStage): Promise<Booking[]> {
  return (await site.bookings()).filter((booking) =>
    owedAttributes.some((name) => name in booking),
  );
}

/**
 * Lets time pass for what is owed: moves its moments back, so that nobody has to wait. Nothing else may be
 * at work on it.
 */
export async function passTime(site: TestStage, seconds: number): Promise<void> {
  const earlier = (moment: string) =>
    new Date(Date.parse(moment) - seconds * 1_000).toISOString().replace(/\.\d+/, "");
  for (const booking of await owingBookings(site)) {
    const { owedFrom, owedSince } = booking;
    await site.put("data-bookings", {
      ...booking,
      ...(owedFrom && { owedFrom: earlier(owedFrom) }),
      ...(owedSince && { owedSince: earlier(owedSince) }),
      mail: Object.fromEntries(
        Object.entries(booking.mail).map(([name, { until, ...result }]) => [
          name,
          { ...result, ...(until && { until: earlier(until) }) },
        ]),
      ),
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
