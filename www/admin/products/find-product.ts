import { listAllProducts } from "../../../contract/operations";
import type { Product } from "../../../contract/schemas/products";
import type { AdminCall } from "../session/access";

/**
 * The product as it is now, hidden or not: the public operation leaves out hidden ones, and the edge
 * may answer from its cache.
 */
export async function findProduct(call: AdminCall, id: string): Promise<Product | undefined> {
  let cursor: string | undefined;
  do {
    const query = { limit: "100", ...(cursor && { cursor }) };
    const page = await call(listAllProducts, { query });
    if (!page.ok) return undefined;
    const found = page.reply.products.find(({ product_id }) => product_id === id);
    if (found) return found;
    cursor = page.reply.cursor;
  } while (cursor);
  return undefined;
}
