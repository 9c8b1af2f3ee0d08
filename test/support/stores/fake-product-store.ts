import type { Product } from "../../../contract/schemas/products";
import { isExpired } from "../../../handlers/products/expiry";
import type { ProductStore } from "../../../handlers/products/store";

/** Products in memory with the rules of the real store, for handler tests. */
export class FakeProductStore implements ProductStore {
  readonly products = new Map<string, Product>();
  private readonly replacements = new Map<string, string | undefined>();
  private readonly hashes = new Map<string, string | undefined>();

  list: ProductStore["list"] = async ({ shelves, limit, after, inactive }, now) => {
    const all = [...this.products.values()]
      .filter((product) => (inactive || product.active) && !isExpired(product, now))
      .filter(({ category }) => shelves.includes(category))
      .sort(
        (one, other) =>
          shelves.indexOf(one.category) - shelves.indexOf(other.category) ||
          other.created_at.localeCompare(one.created_at),
      );
    const start = after
      ? all.findIndex(({ product_id }) => product_id === after.product_id) + 1
      : 0;
    const products = all.slice(start, start + limit);
    const last = products.at(-1);
    if (!last || all.length <= start + limit) return { products };
    const { category, created_at, product_id } = last;
    return { products, last: { category, created_at, product_id } };
  };

  private current(productId: string, now: string): Product | undefined {
    const product = this.products.get(productId);
    return product && !isExpired(product, now) ? product : undefined;
  }

  find: ProductStore["find"] = async (productId, now) => this.current(productId, now);

  create: ProductStore["create"] = async (product, requestHash) => {
    const there = this.products.get(product.product_id);
    if (there) {
      const earlier = this.hashes.get(product.product_id);
      return {
        ok: false,
        created_at: there.created_at,
        ...(earlier !== undefined && { requestHash: earlier }),
      };
    }
    this.products.set(product.product_id, product);
    this.hashes.set(product.product_id, requestHash);
    return { ok: true };
  };

  replace: ProductStore["replace"] = async (productId, { version, ...fields }, now, request) => {
    const before = this.current(productId, now);
    if (!before) return { ok: false, reason: "missing" };
    const { product_id, created_at } = before;
    const product = { product_id, created_at, ...fields, updated_at: now, version: version + 1 };
    if (before.version !== version) {
      return request !== undefined && this.replacements.get(productId) === request
        ? { ok: true, product: before }
        : { ok: false, reason: "stale" };
    }
    this.replacements.set(productId, request);
    this.products.set(productId, product);
    return { ok: true, product };
  };

  remove: ProductStore["remove"] = async (productId, now) =>
    this.current(productId, now) !== undefined && this.products.delete(productId);
}
