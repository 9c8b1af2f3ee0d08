import { randomUUID } from "node:crypto";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { productProblems } from "../../../contract/rules/choice";
import type { Product } from "../../../contract/schemas/products";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { bodyHashOf, idempotencyKey, idFromKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import { isExpired } from "../expiry";
import { type ProductStore, productStore } from "../store";

/** POST /products: puts a new product on its shelf. */
export function createProduct(
  business: Business,
  store: ProductStore = productStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.createProduct, async ({ body, headers }) => {
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const now = clock();
    const problems = productProblems(business, body);
    if (Object.keys(problems).length > 0) return refuse("invalid", problems);
    if (isExpired(body, now)) return refuse("invalid", { expiresAt: "expiresAt.past" });
    const product_id = named.key ? idFromKey("product", named.key) : randomUUID();
    const bodyHash = bodyHashOf(body);
    const productOf = (made: string): Product => ({
      product_id,
      ...body,
      created_at: made,
      updated_at: made,
      version: 1,
    });
    const result = await store.create(productOf(now), bodyHash);
    if (result.ok) {
      log.info({ event: "product.created", productId: product_id });
      return ok(productOf(now));
    }
    if (result.requestHash !== bodyHash) return refuse("idempotency.reused");
    return ok(productOf(result.created_at));
  });
}
