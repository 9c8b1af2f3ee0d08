/**
 * Prints what booking costs on the local stage: a burst of overlapping requests and a row of single
 * ones, beside plain reads of the same stage in the same run.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { business } from "../business";
import { addDays, dateIn } from "../contract/rules/calendar";
import { openingsOn } from "../contract/rules/hours";
import { startShop } from "../scripts/shop-stage";

const burst = 200;
const singles = 30;

async function main() {
  const dataFolder = mkdtempSync(join(tmpdir(), "shopfront-bench-"));
  const settings = {
    "shopfront:rateLimitPerSecond": "5000",
    "shopfront:burstLimit": "5000",
  };
  const stage = await startShop({ dataFolder, settings });
  try {
    await stage.warm();
    const post = (date: string, time: string, service: string) =>
      fetch(`${stage.siteUrl}/api/booking`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          name: "Bench",
          phone: "651844664",
          staff: "petra",
          date,
          time,
          service,
        }),
      });
    const days = openDays(singles + 1);
    const [first = "", ...others] = days;

    const starts = ["09:00", "09:30", "10:00", "11:00", "12:30", "13:00", "14:00"];
    const services = ["take-down", "cornrows", "box-braids"];
    const began = performance.now();
    const replies = await Promise.all(
      Array.from({ length: burst }, (_, index) =>
        post(first, starts[index % 7] as string, services[index % 3] as string),
      ),
    );
    const took = performance.now() - began;
    const statuses = new Map<number, number>();
    for (const { status } of replies) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    console.log(
      `${burst} overlapping bookings at once: ${took.toFixed(0)} ms, ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(", ")}`,
    );

    const booking = await medianOf(others, (date) => post(date, "10:00", "cornrows"));
    const page = await medianOf(others, () => fetch(`${stage.siteUrl}/`));
    const reading = await medianOf(others, (date) =>
      fetch(`${stage.siteUrl}/api/availability?date=${date}&days=7`),
    );
    console.log(`one booking, median of ${others.length}: ${booking.toFixed(1)} ms`);
    console.log(`availability of a week: ${reading.toFixed(1)} ms; a page: ${page.toFixed(1)} ms`);
    console.log(`ratio booking / availability: ${(booking / reading).toFixed(2)}`);
  } finally {
    await stage.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function medianOf(
  dates: readonly string[],
  request: (date: string) => Promise<Response>,
): Promise<number> {
  const taken: number[] = [];
  for (const date of dates) {
    const began = performance.now();
    await (await request(date)).text();
    taken.push(performance.now() - began);
  }
  return taken.sort((a, b) => a - b)[Math.floor(taken.length / 2)] as number;
}

function openDays(count: number): string[] {
  const days: string[] = [];
  let date = dateIn(business.timeZone, new Date());
  while (days.length < count) {
    date = addDays(date, 1);
    if (openingsOn(business, date).length > 0) days.push(date);
  }
  return days.slice(1);
}

void main();
