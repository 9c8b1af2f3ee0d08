import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { idempotencyKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import { type ProductStore, productStore } from "../store";

/** DELETE /products/{product_id}: takes a product out of the shop for good. */
export function deleteProduct(
  business: Business,
  store: ProductStore = productStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.deleteProduct, async ({ path, headers }) => {
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const productId = path.product_id ?? "";
    if (!(await store.remove(productId, clock()))) {
      // A request that may be sent again wants it to be gone, and it is.
      return named.key ? ok(undefined) : refuse("not-found");
    }
    log.info({ event: "product.deleted", productId });
    return ok(undefined);
  });
}
