import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { productProblems } from "../../../contract/rules/choice";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, serve } from "../../runtime/http";
import { bodyHashOf, idempotencyKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import { isExpired } from "../expiry";
import { type ProductStore, productStore } from "../store";

/** PUT /products/{product_id}: replaces a product, unless somebody changed it since it was read. */
export function replaceProduct(
  business: Business,
  store: ProductStore = productStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.replaceProduct, async ({ path, body, headers }) => {
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const now = clock();
    const problems = productProblems(business, body);
    if (Object.keys(problems).length > 0) return refuse("invalid", problems);
    if (isExpired(body, now)) return refuse("invalid", { expiresAt: "expiresAt.past" });
    const request = named.key && bodyHashOf([named.key, body]);
    const result = await store.replace(path.product_id ?? "", body, now, request);
    if (!result.ok) return refuse(result.reason === "stale" ? "product.stale" : "not-found");
    const { product_id: productId, version } = result.product;
    log.info({ event: "product.replaced", productId, version });
    return ok(result.product);
  });
}
