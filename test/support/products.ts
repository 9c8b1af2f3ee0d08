import type { Product } from "../../contract/schemas/products";

export { now } from "./bookings";

/** What the owner enters, with every field right. */
export const productRequest = {
  name: { en: "Shea butter", fr: "Beurre de karité" },
  category: "hair-care",
  price: 2500,
  stock: 12,
  active: true,
} as const;

/** A product as the table holds it. */
export function aProduct(changes: Partial<Product> = {}): Product {
  return {
    ...productRequest,
    product_id: "0b2f7f5a-3a53-4f0e-9a53-6f6f0a3b7c10",
    created_at: "2026-11-20T08:00:00Z",
    updated_at: "2026-11-20T08:00:00Z",
    version: 1,
    ...changes,
  };
}
