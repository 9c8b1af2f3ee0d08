import * as routes from "../../../contract/operations";
import { type Clock, systemClock } from "../../runtime/clock";
import { serve } from "../../runtime/http";
import { type ProductStore, productStore } from "../store";
import { productPage } from "./page";

/** GET /products: what the shop shows, by shelf. */
export function listProducts(store: ProductStore = productStore(), clock: Clock = systemClock) {
  return serve(routes.listProducts, ({ query }) => productPage(store, query, false, clock()));
}
