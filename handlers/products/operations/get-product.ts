import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { type ProductStore, productStore } from "../store";

/** GET /products/{product_id}: one product, as long as the shop shows it. */
export function getProduct(
  business: Business,
  store: ProductStore = productStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.getProduct, async ({ path }) => {
    const product = await store.find(path.product_id ?? "", clock());
    return product?.active ? ok(product) : refuse("not-found");
  });
}
