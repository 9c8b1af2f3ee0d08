import type { Business, ProductCategory } from "../../contract/business";
import type { Product } from "../../contract/schemas/products";

type Categories = Pick<Business, "productCategories">;

/** The site counts down a stock that is smaller than this. */
const lowStock = 5;

/** The category that an address like /shop?category=hair-care names; "" is all of them. */
export function requestedCategory({ productCategories }: Categories, search: string): string {
  const wish = new URLSearchParams(search).get("category");
  return productCategories.some(({ id }) => id === wish) ? (wish as string) : "";
}

/** The address's query for a category: "?category=hair-care", or "" for all of them. */
export function categoryQuery(category: string): string {
  return category === "" ? "" : `?category=${encodeURIComponent(category)}`;
}

/** Products by category, in the business's order; empty categories are left out. */
export function byCategory(
  { productCategories }: Categories,
  products: readonly Product[],
): { readonly category: ProductCategory; readonly products: readonly Product[] }[] {
  return productCategories.flatMap((category) => {
    const own = products.filter((product) => product.category === category.id);
    return own.length > 0 ? [{ category, products: own }] : [];
  });
}

/** What the shop says about a product's stock. */
export function stockState(stock: number): "in-stock" | "last" | "sold-out" {
  if (stock === 0) return "sold-out";
  return stock < lowStock ? "last" : "in-stock";
}

/** Adds a page to what is shown; a product that moved to this page meanwhile is not shown twice. */
export function appended(shown: readonly Product[], next: readonly Product[]): readonly Product[] {
  const known = new Set(shown.map(({ product_id }) => product_id));
  return [...shown, ...next.filter(({ product_id }) => !known.has(product_id))];
}
