import type { Business } from "../../../../contract/business";
import * as operations from "../../../../contract/operations";
import { type Clock, systemClock } from "../../../runtime/clock";
import { ok, refuse, serve } from "../../../runtime/http";
import { log } from "../../../runtime/log";
import { type BlockStore, blockStore } from "../block-store";

/** DELETE /admin/blocks/{blockId}: frees what a block holds; once more changes nothing. */
export function removeBlock(
  business: Business,
  store: Pick<BlockStore, "find" | "remove"> = blockStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.removeBlock, async ({ path }) => {
    const block = await store.find(path.blockId ?? "");
    if (!block) return refuse("not-found");
    await store.remove(block, clock());
    log.info({ event: "block.removed", blockId: block.blockId });
    return ok(undefined);
  });
}
