import * as v from "valibot";
import type { Language, Text } from "../business";
import { cursorSchema, idSchema, limitSchema, nameSchema } from "./fields";

/** The shapes of a product on the wire. */

/** A shape here; rules/choice.ts knows which categories the business has. */
export const productCategorySchema = idSchema("category.unknown");

/** A product's name in one language. */
export const productNameSchema = v.pipe(nameSchema, v.minLength(1, "name.required"));

/** A name in every language of the business; rules/choice.ts knows which those are. */
export const bilingualNameSchema = v.pipe(
  v.strictObject({
    en: v.optional(productNameSchema),
    fr: v.optional(productNameSchema),
  } satisfies Record<Language, unknown>),
  v.transform((name) => name as Text),
);

const wholeNumber = (most: number, message: string) =>
  v.pipe(v.number(message), v.integer(message), v.minValue(0, message), v.maxValue(most, message));

const fields = {
  name: bilingualNameSchema,
  category: productCategorySchema,
  /** In whole minor units of the business's currency. */
  price: wholeNumber(100_000_000, "price.invalid"),
  stock: wholeNumber(1_000_000, "stock.invalid"),
  active: v.boolean("active.invalid"),
  /** When the product leaves the shop by itself, in seconds since 1970. */
  expiresAt: v.optional(wholeNumber(99_999_999_999, "expiresAt.invalid")),
};

/** What POST /products takes. */
export const productRequestSchema = v.strictObject(fields);
export type ProductRequest = v.InferOutput<typeof productRequestSchema>;

/** What PUT /products/{product_id} takes: the whole product and the version it was read at. */
export const productReplacementSchema = v.strictObject({
  ...fields,
  /** The next one has to be a whole number, too. */
  version: wholeNumber(Number.MAX_SAFE_INTEGER - 1, "version.invalid"),
});
export type ProductReplacement = v.InferOutput<typeof productReplacementSchema>;

export const productSchema = v.strictObject({
  product_id: v.string(),
  ...fields,
  created_at: v.string(),
  updated_at: v.string(),
  version: v.number(),
});
export type Product = v.InferOutput<typeof productSchema>;

/** GET /products?category=hair-care&limit=20&cursor=… */
export const productListQuerySchema = v.strictObject({
  category: v.optional(productCategorySchema),
  limit: limitSchema(100, 20),
  cursor: cursorSchema,
});

/** Active products by shelf, newest first within one; `cursor` is absent on the last page. */
export const productListSchema = v.strictObject({
  products: v.array(productSchema),
  cursor: v.optional(v.string()),
});
