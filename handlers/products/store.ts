import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { languages } from "../../contract/business";
import { unixSeconds } from "../../contract/rules/calendar";
import type { Product, ProductReplacement } from "../../contract/schemas/products";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import { isId } from "../runtime/item-id";
import { readTogether, transactOne } from "../runtime/transaction";
import { isExpired, unexpired } from "./expiry";
import { replacementOf } from "./replacement";

/** The last product of a page, as the key of the next one. */
export type ProductKey = Pick<Product, "category" | "created_at" | "product_id">;

export interface ProductsWanted {
  /** In the order they are to be shown. */
  readonly shelves: readonly string[];
  readonly limit: number;
  /** The last product of the page before. */
  readonly after?: ProductKey;
  /** Whether products that the shop does not show are included. */
  readonly inactive: boolean;
}

export interface ProductPage {
  readonly products: Product[];
  /** Absent on the last page. */
  readonly last?: ProductKey;
}

export type CreateResult =
  | { readonly ok: true }
  /** There is a product with this id, made then, by a request with that body. */
  | { readonly ok: false; readonly created_at: string; readonly requestHash?: string };

export type ReplaceResult =
  | { readonly ok: true; readonly product: Product }
  /** `stale`: somebody else changed the product since that version was read. */
  | { readonly ok: false; readonly reason: "missing" | "stale" };

/** The products. One that has expired is gone, even while the table still has it. */
export interface ProductStore {
  /** Shelf by shelf, newest first on each. */
  list(wanted: ProductsWanted, now: string): Promise<ProductPage>;
  find(productId: string, now: string): Promise<Product | undefined>;
  /** @param requestHash what tells the request apart from another one with the same Idempotency-Key */
  create(product: Product, requestHash?: string): Promise<CreateResult>;
  /** Replaces a product that is still at the version it was read at. */
  replace(
    productId: string,
    by: ProductReplacement,
    now: string,
    /** What tells the request apart from every other one, if it may be sent again. */
    request?: string,
  ): Promise<ReplaceResult>;
  /** False where there was none. */
  remove(productId: string, now: string): Promise<boolean>;
}

/** The store on DynamoDB; the table's name comes from the environment when it is first used. */
export function productStore(client = documents()): ProductStore {
  const table = () => tableName("products");

  /** The products of the shelves in order, read page by page as needed. */
  async function* walk({ shelves, limit, after, inactive }: ProductsWanted, now: string) {
    const start = after ? shelves.indexOf(after.category) : 0;
    for (const category of shelves.slice(start)) {
      let lastKey: Record<string, unknown> | undefined =
        category === after?.category ? { ...after } : undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table(),
            IndexName: "category-index",
            KeyConditionExpression: "category = :category",
            FilterExpression: inactive ? unexpired : `active = :active AND ${unexpired}`,
            ExpressionAttributeValues: {
              ":category": category,
              ":now": unixSeconds(now),
              ...(!inactive && { ":active": true }),
            },
            ScanIndexForward: false,
            Limit: limit + 1,
            ExclusiveStartKey: lastKey,
          }),
        );
        yield* (page.Items ?? []).map(productOf);
        lastKey = page.LastEvaluatedKey;
      } while (lastKey);
    }
  }

  return {
    async list(wanted, now) {
      const products: Product[] = [];
      for await (const product of walk(wanted, now)) {
        const last = products[wanted.limit - 1];
        // One more than the page holds shows that there is another page.
        if (last) return { products, last: keyOf(last) };
        products.push(product);
      }
      return { products };
    },

    async find(productId, now) {
      if (!isId(productId)) return undefined;
      const { Item } = await client.send(
        new GetCommand({
          TableName: table(),
          Key: { product_id: productId },
          ConsistentRead: true,
        }),
      );
      const product = Item && productOf(Item);
      return product && !isExpired(product, now) ? product : undefined;
    },

    async create(product, requestHash) {
      const { product_id } = product;
      const isNew = await transactOne(client, {
        Put: {
          TableName: table(),
          Item: { ...product, ...(requestHash && { requestHash }) },
          ConditionExpression: "attribute_not_exists(product_id)",
        },
      });
      if (isNew) return { ok: true };
      const [there] = await readTogether(client, table(), [{ product_id }]);
      return {
        ok: false,
        created_at: String(there?.created_at ?? product.created_at),
        ...(there?.requestHash !== undefined && { requestHash: String(there.requestHash) }),
      };
    },

    async replace(productId, by, now, request) {
      if (!isId(productId)) return { ok: false, reason: "missing" };
      const before = await this.find(productId, now);
      if (!before) return { ok: false, reason: "missing" };
      const { after, update } = replacementOf(table(), before, by, now, request);
      if (await transactOne(client, { Update: update }))
        return { ok: true, product: productOf(after) };
      const [there] = await readTogether(client, table(), [{ product_id: productId }]);
      if (!there || isExpired(productOf(there), now)) return { ok: false, reason: "missing" };
      // The same request, sent again because its answer was lost, has done it already.
      return request !== undefined && there.replacedBy === request
        ? { ok: true, product: productOf(there) }
        : { ok: false, reason: "stale" };
    },

    async remove(productId, now) {
      if (!isId(productId)) return false;
      return transactOne(client, {
        Delete: {
          TableName: table(),
          Key: { product_id: productId },
          ConditionExpression: `attribute_exists(product_id) AND ${unexpired}`,
          ExpressionAttributeValues: { ":now": unixSeconds(now) },
        },
      });
    },
  };
}

/** The product in an item: without what only the table needs, and always in the same order. */
function productOf(item: object): Product {
  const { product_id, name, category, price, stock, active, expiresAt, ...rest } = item as Product;
  return {
    product_id,
    name: Object.fromEntries(
      languages.filter((each) => each in name).map((each) => [each, name[each]]),
    ) as unknown as Product["name"],
    category,
    price,
    stock,
    active,
    ...(expiresAt !== undefined && { expiresAt }),
    created_at: rest.created_at,
    updated_at: rest.updated_at,
    version: rest.version,
  };
}

function keyOf({ category, created_at, product_id }: Product): ProductKey {
  return { category, created_at, product_id };
}
