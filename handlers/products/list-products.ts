import { type Clock, systemClock } from "../clock";
import { serve } from "../http";
import * as routes from "../routes";
import { productPage } from "./page";
import { type ProductStore, productStore } from "./store";

/** GET /products: what the shop shows, by shelf. */
export function listProducts(store: ProductStore = productStore(), clock: Clock = systemClock) {
  return serve(routes.listProducts, ({ query }) => productPage(store, query, false, clock()));
}
