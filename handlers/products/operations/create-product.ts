import { randomUUID } from "node:crypto";
import * as routes from "../../../contract/operations";
import type { Product } from "../../../contract/schemas/products";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { isExpired } from "../expiry";
import { type ProductStore, productStore } from "../store";

/** POST /products: puts a new product on its shelf. */
export function createProduct(store: ProductStore = productStore(), clock: Clock = systemClock) {
  return serve(routes.createProduct, async ({ body }) => {
    const now = clock();
    if (isExpired(body, now)) return refuse("invalid", { expiresAt: "expiresAt.past" });
    const product: Product = {
      product_id: randomUUID(),
      ...body,
      created_at: now,
      updated_at: now,
      version: 1,
    };
    await store.create(product);
    log.info({ event: "product.created", productId: product.product_id });
    return ok(product);
  });
}
