import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type ProductStore, productStore } from "../store";
import { productPage } from "./page";

/** GET /products: what the shop shows, by shelf. */
export function listProducts(
  business: Business,
  store: ProductStore = productStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.listProducts, ({ query }) =>
    productPage(business, store, query, false, clock()),
  );
}
