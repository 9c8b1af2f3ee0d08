import * as v from "valibot";
import type { Business } from "../../../contract/business";
import { productProblems } from "../../../contract/rules/choice";
import { productCategorySchema } from "../../../contract/schemas/products";
import { readCursor, writeCursor } from "../../runtime/cursor";
import { ok, refuse } from "../../runtime/http";
import type { ProductStore } from "../store";

interface PageQuery {
  readonly category?: string;
  readonly limit: number;
  readonly cursor?: string;
}

const productKeySchema = v.strictObject({
  category: productCategorySchema,
  created_at: v.pipe(v.string(), v.isoTimestamp()),
  product_id: v.pipe(v.string(), v.uuid()),
});

/** A page of the shop, with inactive products for the owner; a broken cursor is refused. */
export async function productPage(
  business: Business,
  store: Pick<ProductStore, "list">,
  { category, limit, cursor }: PageQuery,
  inactive: boolean,
  now: string,
) {
  const shelves = category ? [category] : business.productCategories.map(({ id }) => id);
  const problems = productProblems(business, { category });
  if (Object.keys(problems).length > 0) return refuse("invalid", problems);
  const after = cursor === undefined ? undefined : readCursor(cursor, productKeySchema);
  const isBroken = cursor !== undefined && !(after && shelves.includes(after.category));
  if (isBroken) return refuse("invalid", { cursor: "cursor.invalid" });
  const { products, last } = await store.list(
    { shelves, limit, inactive, ...(after && { after }) },
    now,
  );
  return ok({ products, ...(last && { cursor: writeCursor(last) }) });
}
