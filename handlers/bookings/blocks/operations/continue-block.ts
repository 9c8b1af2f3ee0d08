import type { Business } from "../../../../contract/business";
import * as operations from "../../../../contract/operations";
import { dateIn } from "../../../../contract/rules/calendar";
import { type Clock, systemClock } from "../../../runtime/clock";
import { ok, refuse, serve } from "../../../runtime/http";
import { log } from "../../../runtime/log";
import { type BookingStore, bookingStore } from "../../store";
import { blockView } from "../block";
import { type BlockStore, blockStore } from "../block-store";
import { obstacles } from "./block-reply";

/** POST /admin/blocks/{blockId}/continue: holds the days that are left, around what is to be kept. */
export function continueBlock(
  business: Business,
  store: BlockStore = blockStore(),
  bookings: Pick<BookingStore, "find"> = bookingStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.continueBlock, async ({ path, body }) => {
    const today = dateIn(business.timeZone, clock());
    const found = await store.find(path.blockId ?? "");
    if (!found || found.removedAt) return refuse("not-found");
    const { keep = [] } = body;
    if (keep.length > 0 && !(await store.keep(found, keep))) return refuse("not-found");
    const blocked = await store.hold({ ...found, keep: [...found.keep, ...keep] }, today);
    if (!blocked) return refuse("not-found");
    const { block, inTheWay } = blocked;
    log.info({ event: "block.held", blockId: block.blockId, days: Object.keys(block.held).length });
    return ok({ block: blockView(block, today), inTheWay: await obstacles(bookings, inTheWay) });
  });
}
