import * as routes from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type ProductStore, productStore } from "../store";
import { productPage } from "./page";

/** GET /admin/products: every product, also those that the shop does not show. */
export function listAllProducts(store: ProductStore = productStore(), clock: Clock = systemClock) {
  return serve(routes.listAllProducts, ({ query }) => productPage(store, query, true, clock()));
}
