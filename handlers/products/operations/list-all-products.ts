import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type ProductStore, productStore } from "../store";
import { productPage } from "./page";

/** GET /admin/products: every product, including those that the shop does not show. */
export function listAllProducts(
  business: Business,
  store: ProductStore = productStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.listAllProducts, ({ query }) =>
    productPage(business, store, query, true, clock()),
  );
}
