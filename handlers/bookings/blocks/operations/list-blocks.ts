import type { Business } from "../../../../contract/business";
import * as operations from "../../../../contract/operations";
import { dateIn } from "../../../../contract/rules/calendar";
import { type Clock, systemClock } from "../../../runtime/clock";
import { ok, serve } from "../../../runtime/http";
import { askedDays } from "../../operations/asked-days";
import { blockView } from "../block";
import { type BlockStore, blockStore } from "../block-store";

/** GET /admin/blocks: the blocks that touch some days. */
export function listBlocks(
  business: Business,
  store: Pick<BlockStore, "onDays"> = blockStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.listBlocks, async ({ query }) => {
    const now = clock();
    const asked = askedDays(business.timeZone, query, 0, 30, now);
    if (!asked.ok) return asked;
    const today = dateIn(business.timeZone, now);
    const blocks = await store.onDays(asked.days);
    return ok({ blocks: blocks.map((block) => blockView(block, today)) });
  });
}
