import { type Clock, systemClock } from "../clock";
import { serve } from "../http";
import * as routes from "../routes";
import { productPage } from "./page";
import { type ProductStore, productStore } from "./store";

/** GET /admin/products: every product, also those that the shop does not show. */
export function listAllProducts(store: ProductStore = productStore(), clock: Clock = systemClock) {
  return serve(routes.listAllProducts, ({ query }) => productPage(store, query, true, clock()));
}
