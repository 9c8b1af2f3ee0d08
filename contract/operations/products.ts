/** The catalog. */
import { noReplySchema } from "../schemas/fields";
import * as products from "../schemas/products";
import { idempotencyHeader, type Operation } from "./operation";

export const listProducts = {
  method: "GET",
  path: "/products",
  access: "public",
  summary: "Lists the shop's products by category, newest first.",
  query: products.productListQuerySchema,
  status: 200,
  reply: products.productListSchema,
  cacheSeconds: 30,
  handler: "products/operations/list-products",
  touches: { "products/category-index": ["Query"] },
} as const satisfies Operation;

export const listAllProducts = {
  method: "GET",
  path: "/admin/products",
  access: "admin",
  summary: "Lists all products, inactive ones included.",
  query: products.productListQuerySchema,
  status: 200,
  reply: products.productListSchema,
  handler: "products/operations/list-all-products",
  touches: { "products/category-index": ["Query"] },
} as const satisfies Operation;

export const createProduct = {
  method: "POST",
  path: "/products",
  access: "admin",
  summary: "Adds a product.",
  body: products.productRequestSchema,
  headers: idempotencyHeader,
  status: 201,
  reply: products.productSchema,
  errors: ["idempotency.invalid", "idempotency.reused"],
  handler: "products/operations/create-product",
  touches: { products: ["GetItem", "PutItem"] },
} as const satisfies Operation;

export const getProduct = {
  method: "GET",
  path: "/products/{product_id}",
  access: "public",
  summary: "Returns an active product.",
  status: 200,
  reply: products.productSchema,
  cacheSeconds: 30,
  errors: ["not-found"],
  handler: "products/operations/get-product",
  touches: { products: ["GetItem"] },
} as const satisfies Operation;

export const replaceProduct = {
  method: "PUT",
  path: "/products/{product_id}",
  access: "admin",
  summary: "Replaces a product.",
  body: products.productReplacementSchema,
  headers: idempotencyHeader,
  status: 200,
  reply: products.productSchema,
  errors: ["idempotency.invalid", "not-found", "product.stale"],
  handler: "products/operations/replace-product",
  touches: { products: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const deleteProduct = {
  method: "DELETE",
  path: "/products/{product_id}",
  access: "admin",
  summary: "Deletes a product.",
  headers: idempotencyHeader,
  status: 204,
  reply: noReplySchema,
  errors: ["idempotency.invalid", "not-found"],
  handler: "products/operations/delete-product",
  touches: { products: ["DeleteItem"] },
} as const satisfies Operation;
