import { randomUUID } from "node:crypto";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { productProblems } from "../../../contract/rules/choice";
import type { Product } from "../../../contract/schemas/products";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { isExpired } from "../expiry";
import { type ProductStore, productStore } from "../store";

/** POST /products: puts a new product on its shelf. */
export function createProduct(
  business: Business,
  store: ProductStore = productStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.createProduct, async ({ body }) => {
    const now = clock();
    const problems = productProblems(business, body);
    if (Object.keys(problems).length > 0) return refuse("invalid", problems);
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
