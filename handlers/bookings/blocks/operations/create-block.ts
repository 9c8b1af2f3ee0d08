import { createHash, randomUUID } from "node:crypto";
import type { Business } from "../../../../contract/business";
import * as operations from "../../../../contract/operations";
import { addDays, dateIn } from "../../../../contract/rules/calendar";
import { bucketMinutes } from "../../../../contract/rules/visit";
import { momentOf, wallTime } from "../../../../contract/rules/wall-time";
import type { BlockRequest } from "../../../../contract/schemas/blocks";
import { type Clock, systemClock } from "../../../runtime/clock";
import { ok, refuse, serve } from "../../../runtime/http";
import { bodyHashOf, idempotencyKey } from "../../../runtime/idempotency";
import { log } from "../../../runtime/log";
import { type BookingStore, bookingStore } from "../../store";
import { type Block, blockView, datesOf, minutesIn, mostPersonDays } from "../block";
import { type BlockStore, blockStore } from "../block-store";
import { obstacles } from "./block-reply";

/**
 * POST /admin/blocks: blocks time. A day with a visit in the way stays as it is until that is moved, cancelled or
 * kept; the same request again, or POST …/continue, goes on with what is left.
 */
export function createBlock(
  business: Business,
  store: BlockStore = blockStore(),
  bookings: Pick<BookingStore, "find"> = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.createBlock, async ({ body, headers, admin }) => {
    const now = clock();
    const today = dateIn(business.timeZone, now);
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const { key } = named;
    const bodyHash = bodyHashOf(body);
    const blockId = key === undefined ? randomUUID() : idOf(key);
    const earlier = key !== undefined && !body.dryRun ? await store.find(blockId) : undefined;
    if (earlier && earlier.bodyHash !== bodyHash) return refuse("idempotency.reused");
    if (earlier?.removedAt) return ok({ block: blockView(earlier, today), inTheWay: [] });

    const planned = earlier ?? {
      ...plannedBlock(business, body, now),
      blockId,
      bodyHash,
      createdBy: admin,
    };
    if (!earlier) {
      const problem = problemOf(business, body, planned);
      if (problem) return refuse("invalid", problem);
    }
    if (body.dryRun) {
      const { blockId: _, createdAt: __, createdBy: ___, ...view } = blockView(planned, today);
      const inTheWay = await obstacles(bookings, await store.inTheWay(planned, today));
      return ok({ block: view, inTheWay });
    }
    // The same request at the same moment may be faster; both hold the days of one block.
    if (!earlier) await store.create(planned);
    const blocked = await store.hold(planned, today);
    const { block, inTheWay } = blocked ?? { block: { ...planned, removedAt: now }, inTheWay: [] };
    log.info({ event: "block.held", blockId, days: Object.keys(block.held).length });
    return ok({ block: blockView(block, today), inTheWay: await obstacles(bookings, inTheWay) });
  });
}

/** What a request means; time that is over is left out. */
function plannedBlock(
  { timeZone, staff }: Business,
  body: BlockRequest,
  now: string,
): Omit<Block, "blockId" | "bodyHash" | "createdBy"> {
  const today = dateIn(timeZone, now);
  const { fromMinutes, toMinutes } = minutesIn(body);
  const isBegun =
    body.from < today || (body.from === today && fromMinutes < minutesNow(timeZone, now));
  return {
    staff: body.people ?? staff.map(({ id }) => id),
    from: isBegun ? today : body.from,
    fromMinutes: isBegun ? minutesNow(timeZone, now) : fromMinutes,
    to: body.to,
    toMinutes,
    reason: body.reason,
    ...(body.note && { note: body.note }),
    keep: body.keep ?? [],
    createdAt: now,
    held: {},
  };
}

function problemOf(
  { staff }: Business,
  body: BlockRequest,
  block: Pick<Block, "staff" | "from" | "fromMinutes" | "to" | "toMinutes">,
): Record<string, string> | undefined {
  const asked = minutesIn(body);
  const isKnown = (id: string) => staff.some((one) => one.id === id);
  if (!block.staff.every(isKnown)) return { people: "staff.unknown" };
  if (asked.fromMinutes % bucketMinutes !== 0) return { fromTime: "time.bucket" };
  if (asked.toMinutes % bucketMinutes !== 0) return { toTime: "time.bucket" };
  if (body.to < body.from) return { to: "to.order" };
  if (body.from === body.to && asked.toMinutes <= asked.fromMinutes) return { toTime: "to.order" };
  const isOver =
    body.to < block.from || (body.to === block.from && block.toMinutes <= block.fromMinutes);
  if (isOver) return { to: "date.past" };
  if (body.to > addDays(block.from, mostPersonDays)) return { to: "block.long" };
  return datesOf(block).length * block.staff.length > mostPersonDays
    ? { to: "block.long" }
    : undefined;
}

/** The bucket of the day that is running. */
function minutesNow(timeZone: string, now: string): number {
  const midnight = wallTime(dateIn(timeZone, now));
  let minutes = 0;
  while (
    minutes < 1435 &&
    momentOf(midnight + (minutes + 5) * 60_000, timeZone) <= Date.parse(now)
  ) {
    minutes += bucketMinutes;
  }
  return minutes;
}

/** The same id for the same key, so that a repeated request finds its block. */
function idOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 32);
}
