import { business } from "../../business";
import type { ProductCategory } from "../../contract/business";
import type { Product } from "../../contract/schemas/products";

/** Fewer pieces than this are worth a word. */
const lowStock = 5;

/** The shelf that an address like /shop?category=hair-care names; "" is every shelf. */
export function requestedShelf(search: string): string {
  const wish = new URLSearchParams(search).get("category");
  return business.productCategories.some(({ id }) => id === wish) ? (wish as string) : "";
}

/** The address's query for a shelf: "?category=hair-care", or "" for every shelf. */
export function shelfQuery(shelf: string): string {
  return shelf === "" ? "" : `?category=${encodeURIComponent(shelf)}`;
}

/** Products under the shelves they stand on, in the shop's order; empty shelves are left out. */
export function byShelf(
  products: readonly Product[],
): { readonly shelf: ProductCategory; readonly products: readonly Product[] }[] {
  return business.productCategories.flatMap((shelf) => {
    const own = products.filter(({ category }) => category === shelf.id);
    return own.length > 0 ? [{ shelf, products: own }] : [];
  });
}

/** How a product's stock is worth telling. */
export function stockState(stock: number): "in-stock" | "last" | "sold-out" {
  if (stock === 0) return "sold-out";
  return stock < lowStock ? "last" : "in-stock";
}

/** A page added to what is shown; a product that moved meanwhile is not shown twice. */
export function appended(shown: readonly Product[], next: readonly Product[]): readonly Product[] {
  const known = new Set(shown.map(({ product_id }) => product_id));
  return [...shown, ...next.filter(({ product_id }) => !known.has(product_id))];
}
