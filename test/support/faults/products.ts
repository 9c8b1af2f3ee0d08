import type { Product } from "../../../contract/schemas/products";
import type { TestStage } from "../stage";
import { type Client, create } from "./client";

/** The products that somebody was told of, as they were told last. */
export interface ToldProducts {
  readonly products: Map<string, Product>;
  /** One that all clients replace. */
  shared?: Product;
}

/** What a client does with products. */
export function productOperations(client: Client, told: ToldProducts) {
  const { random, send, wrong } = client;
  const own: Product[] = [];

  const content = () => {
    const name = client.unique();
    return {
      name: { en: name, fr: name },
      category: random.pick(["extensions", "hair-care", "accessories"]),
      price: random.below(50_000),
      stock: random.below(100),
      active: random.chance(0.8),
    };
  };

  async function add(): Promise<Product | undefined> {
    const body = content();
    const { status, json } = await create(client, { path: "/products", body, as: "admin" });
    if (status !== 201) {
      if (status !== 0) wrong(`POST /products: ${status} ${JSON.stringify(json)}`);
      return undefined;
    }
    told.products.set(json.product_id, json);
    return json;
  }

  function replace({ product_id, version }: Product) {
    const body = { ...content(), version };
    return send({ method: "PUT", path: `/products/${product_id}`, body, as: "admin" });
  }

  async function addOwn(): Promise<void> {
    const product = await add();
    if (product) own.push(product);
  }

  return {
    add: addOwn,
    async replace() {
      const before = own.pop();
      if (!before) return addOwn();
      const { status, json } = await replace(before);
      if (status === 200) {
        told.products.set(before.product_id, json);
        own.unshift(json);
      } else if (status !== 0) wrong(`PUT /products: ${status} ${JSON.stringify(json)}`);
    },
    /** Against all others: of those who read the same version one may replace it. */
    async replaceShared() {
      told.shared ??= await add();
      if (!told.shared) return;
      const before = told.shared;
      const { status, json } = await replace(before);
      if (status === 200) {
        if (json.version !== before.version + 1) wrong(`made version ${json.version}`);
        if (json.version <= told.shared.version) wrong(`version ${json.version} was made twice`);
        told.shared = json;
        told.products.set(json.product_id, json);
      } else if (status !== 0 && json?.code !== "product.stale") {
        wrong(`PUT /products: ${status} ${JSON.stringify(json)}`);
      }
    },
    async remove() {
      const product = own.pop();
      if (!product) return addOwn();
      const path = `/products/${product.product_id}`;
      const { status, json } = await send({ method: "DELETE", path, as: "admin" });
      if (status === 204) told.products.delete(product.product_id);
      else if (status !== 0) wrong(`DELETE ${path}: ${status} ${JSON.stringify(json)}`);
    },
    async list() {
      const { status } = await send({ method: "GET", path: "/admin/products", as: "admin" });
      if (status !== 200 && status !== 0) wrong(`GET /admin/products: ${status}`);
    },
  };
}

/** Every difference between what was told of products and the table. */
export async function compareProducts(
  site: TestStage,
  { products }: ToldProducts,
): Promise<string[]> {
  const stored = await site.scan<Product>("data-products");
  const differences = stored
    // Beside the products there may be notes of the requests that made them.
    .filter(({ name }) => name)
    .flatMap((product) => {
      const known = products.get(product.product_id);
      if (!known) return [`nobody was told of the product ${product.name.en}`];
      const [is, was] = [summary(product), summary(known)];
      return is === was ? [] : [`a product is ${is}, and was told ${was}`];
    });
  const ids = new Set(stored.map(({ product_id }) => product_id));
  for (const [id, { name }] of products) {
    if (!ids.has(id)) differences.push(`the product ${name.en} is lost`);
  }
  return differences;
}

function summary({ name, category, price, stock, active, version }: Product): string {
  return `${name.en}, ${category}, ${price}, ${stock}, ${active}, version ${version}`;
}
