/** The catalog. */
import { noReplySchema } from "../schemas/fields";
import * as products from "../schemas/products";
import type { Operation } from "./operation";

export const listProducts = {
  method: "GET",
  path: "/products",
  access: "public",
  summary: "The products that the shop shows, by shelf, newest first.",
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
  summary:
    "Every product, also the inactive ones: the public list is cached for everybody and can't show them.",
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
  summary: "Puts a new product on its shelf.",
  body: products.productRequestSchema,
  status: 201,
  reply: products.productSchema,
  handler: "products/operations/create-product",
  touches: { products: ["PutItem"] },
} as const satisfies Operation;

export const getProduct = {
  method: "GET",
  path: "/products/{product_id}",
  access: "public",
  summary: "One product, as long as the shop shows it.",
  status: 200,
  reply: products.productSchema,
  cacheSeconds: 30,
  handler: "products/operations/get-product",
  touches: { products: ["GetItem"] },
} as const satisfies Operation;

export const replaceProduct = {
  method: "PUT",
  path: "/products/{product_id}",
  access: "admin",
  summary: "Replaces a product, or answers 409 when somebody changed it since it was read.",
  body: products.productReplacementSchema,
  status: 200,
  reply: products.productSchema,
  handler: "products/operations/replace-product",
  touches: { products: ["GetItem", "UpdateItem"] },
} as const satisfies Operation;

export const deleteProduct = {
  method: "DELETE",
  path: "/products/{product_id}",
  access: "admin",
  summary: "Takes a product out of the shop for good.",
  status: 204,
  reply: noReplySchema,
  handler: "products/operations/delete-product",
  touches: { products: ["DeleteItem"] },
} as const satisfies Operation;
