import { randomUUID } from "node:crypto";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { addDays, timeOfDay } from "../../contract/rules/calendar";
import { releasesTime } from "../../contract/rules/status";
import type { Block } from "../../handlers/bookings/blocks/block";
import { blockStore } from "../../handlers/bookings/blocks/block-store";
import { appointmentFor, type Booking } from "../../handlers/bookings/booking";
import { timeHeld } from "../../handlers/bookings/diary/held";
import { bookingStore } from "../../handlers/bookings/store";
import { aBooking, monday, now } from "./bookings";
import { business } from "./fixture-business";
import { storeBefore } from "./ledger-before/store";

/** Which functions do something: those of the release before, or these. */
export type Release = "before" | "now";

export interface MixedRun {
  readonly operations: number;
  readonly seed: number;
  /** Minutes on which visits start and of which their lengths are multiples. */
  readonly grainOf: (release: Release) => number;
}

/** How often each release did what, and how often something was in the way. */
export type Tally = Record<string, number>;

export const people = ["petra", "solange"];
export const days = [monday, addDays(monday, 1)];
/** The day after the last one, into which late visits reach. */
export const touchedDays = [...days, addDays(monday, 2)];
const atOnce = 12;

/**
 * Books, moves and cancels at random with functions of both releases, and blocks time and frees it with these, many
 * at once, on so few days that they are always in each other's way.
 */
export async function runMixed(
  client: DynamoDBDocumentClient,
  { operations, seed, grainOf }: MixedRun,
): Promise<Tally> {
  const random = randomFrom(seed);
  const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)] as One;
  /** As they were when they were last heard of: a worker may be behind another. */
  const open = new Map<string, Booking>();
  const blocked = new Map<string, Block>();
  const tally: Tally = {};
  const blocks = blockStore(client);
  const stores = { before: storeBefore(client), now: bookingStore(client) };
  let phones = 0;

  const anyTime = (release: Release) => {
    const grain = grainOf(release);
    const some = (most: number) => (1 + Math.floor((random() * most) / grain)) * grain;
    // One in twenty is longer than the minutes of an expression.
    const durationMinutes = random() < 0.05 ? 600 + some(240) : some(180);
    const start = Math.floor((random() * 1440) / grain) * grain;
    const bufferMinutes = pick([0, grain]);
    const [staff, date, time] = [pick(people), pick(days), timeOfDay(start)];
    return {
      ...appointmentFor(business, staff, date, time, durationMinutes),
      ...timeHeld(time, { durationMinutes, bufferMinutes }),
    };
  };
  const book = async (release: Release) => {
    const made: Booking = {
      ...aBooking({ bookingId: randomUUID(), customerPhone: `+2376${50_000_000 + phones++}` }),
      ...anyTime(release),
      customerEmail: undefined,
    };
    const { held: _, ...known } = made;
    const result =
      release === "now"
        ? await stores.now.create(made, {}, now)
        : await stores.before.create(known, now);
    if (result.ok) open.set(made.bookingId, made);
    return result;
  };
  const change = async (release: Release, what: "cancel" | "move") => {
    const booking = pick([...open.values()]);
    const { bookingId } = booking;
    const { held, ...known } = anyTime(release);
    const to = release === "now" ? { ...known, held } : known;
    const result =
      what === "cancel"
        ? await stores[release].changeStatus(booking, "cancelled", "customer", now)
        : await stores[release].move(booking, to, "customer", now);
    if (!result.ok && result.reason !== "changed") return result;
    const after = result.ok ? result.booking : await stores.now.find(bookingId);
    if (after && !releasesTime(after.status)) open.set(bookingId, after);
    else open.delete(bookingId);
    return result;
  };
  /** Around the blocks that are there: of two the second takes over what the first leaves. */
  const block = async () => {
    const [grain, date] = [grainOf("now"), pick(days)];
    const fromMinutes = Math.floor((random() * 1440) / grain) * grain;
    const made: Block = {
      blockId: randomUUID(),
      staff: [pick(people)],
      from: date,
      fromMinutes,
      to: date,
      toMinutes: Math.min(1440, fromMinutes + grain * pick([1, 4, 16])),
      reason: "off",
      keep: [...blocked.keys()],
      createdAt: now,
      createdBy: "desk",
      bodyHash: "",
      held: {},
    };
    await blocks.create(made);
    blocked.set(made.blockId, made);
    const result = await blocks.hold(made, monday);
    return result?.inTheWay.length === 0
      ? { ok: true as const }
      : { ok: false as const, reason: "taken" };
  };
  const unblock = async () => {
    const one = pick([...blocked.values()]);
    blocked.delete(one.blockId);
    await blocks.remove(one, now);
    return { ok: true as const };
  };

  const does = {
    book,
    block,
    unblock,
    cancel: (release: Release) => change(release, "cancel"),
    move: (release: Release) => change(release, "move"),
  };
  const chooses = (release: Release): keyof typeof does => {
    if (release === "now" && random() < 0.06) {
      return blocked.size === 0 || random() < 0.5 ? "block" : "unblock";
    }
    const chance = random();
    if (open.size === 0 || chance < 0.4) return "book";
    return chance < 0.65 ? "cancel" : "move";
  };

  let begun = 0;
  const work = async () => {
    while (begun++ < operations) {
      const release: Release = random() < 0.5 ? "before" : "now";
      const what = chooses(release);
      const result = await does[what](release);
      const outcome = result.ok ? "done" : "reason" in result && result.reason;
      const line = `${what} ${release} ${outcome}`;
      tally[line] = (tally[line] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return tally;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
