import type { Product } from "../../../../contract/schemas/products";
import type { Site } from "../site";
import { type Client, create, twice } from "./client";

/** The products that somebody was told of, as they were told last. */
export interface ToldProducts {
  readonly products: Map<string, Product>;
  /** Names that a product may have or not: the outcome of what would give them is unknown. */
  readonly unsure: Set<string>;
  /** One that all clients replace; made by the first who wants to. */
  shared?: Promise<Product | undefined>;
}

/** What a client does with products. */
export function productOperations(client: Client, told: ToldProducts, site: Site) {
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
    const { status, json } = await create(
      client,
      { path: "/products", body, as: "admin" },
      random.chance(twice),
    );
    if (status !== 201) {
      if (status === 0) told.unsure.add(body.name.en);
      else wrong(`POST /products: ${status} ${JSON.stringify(json)}`);
      return undefined;
    }
    told.products.set(json.product_id, json);
    return json;
  }

  async function addOwn(): Promise<void> {
    const product = await add();
    if (product) own.push(product);
  }

  async function takeOwn(): Promise<Product | undefined> {
    if (own.length === 0) await addOwn();
    return own.pop();
  }

  return {
    add: addOwn,
    async replace() {
      const before = await takeOwn();
      if (!before) return;
      const { product_id, version } = before;
      const path = `/products/${product_id}`;
      const body = { ...content(), version };
      const { status, json } = await send({ method: "PUT", path, body, as: "admin" });
      if (status === 200) {
        told.products.set(product_id, json);
        own.unshift(json);
      } else if (status === 0) told.unsure.add(body.name.en).add(before.name.en);
      else wrong(`PUT ${path}: ${status} ${JSON.stringify(json)}`);
    },
    /** Against all others: of those who read the same version one may replace it. */
    async replaceShared() {
      told.shared ??= add();
      const id = (await told.shared)?.product_id ?? "";
      const before = told.products.get(id);
      if (!before) return;
      const path = `/products/${id}`;
      const body = { ...content(), version: before.version };
      const { status, json } = await send({ method: "PUT", path, body, as: "admin" });
      if (status === 200) {
        if (json.version !== before.version + 1) wrong(`PUT ${path}: made ${json.version}`);
        const last = told.products.get(id)?.version ?? 0;
        if (json.version <= last) wrong(`PUT ${path}: ${json.version} was made twice`);
        told.products.set(id, json);
      } else if (json?.code === "product.stale") {
        const stored = await site.find<Product>("data-products", { product_id: id });
        if (stored?.name.en === body.name.en) {
          wrong(`PUT ${path}: says 409 ${json.code} and is stored`);
        }
        // Somebody else may have been first without being told.
        if (stored && told.unsure.has(stored.name.en)) told.products.set(id, stored);
      } else if (status === 0) told.unsure.add(body.name.en).add(before.name.en);
      else wrong(`PUT ${path}: ${status} ${JSON.stringify(json)}`);
    },
    async remove() {
      const product = await takeOwn();
      if (!product) return;
      const path = `/products/${product.product_id}`;
      const { status, json } = await send({ method: "DELETE", path, as: "admin" });
      if (status === 204) told.products.delete(product.product_id);
      else if (status === 0) told.unsure.add(product.name.en);
      else wrong(`DELETE ${path}: ${status} ${JSON.stringify(json)}`);
    },
    async list() {
      const { status } = await send({ method: "GET", path: "/admin/products", as: "admin" });
      if (status !== 200 && status !== 0) wrong(`GET /admin/products: ${status}`);
    },
  };
}

/** Every difference between what was told of products and the table. */
export async function compareProducts(
  site: Site,
  { products, unsure }: ToldProducts,
): Promise<string[]> {
  const stored = await site.scan<Product>("data-products");
  const differences = stored
    // Beside the products there may be notes of the requests that made them.
    .filter(({ name }) => name && !unsure.has(name.en))
    .flatMap((product) => {
      const known = products.get(product.product_id);
      if (!known) return [`nobody was told of the product ${product.name.en}`];
      const [is, was] = [summary(product), summary(known)];
      return is === was ? [] : [`a product is ${is}, and was told ${was}`];
    });
  const ids = new Set(stored.map(({ product_id }) => product_id));
  for (const [id, { name }] of products) {
    if (!ids.has(id) && !unsure.has(name.en)) {
      differences.push(`the product ${name.en} is lost`);
    }
  }
  return differences;
}

function summary({ name, category, price, stock, active, version }: Product): string {
  return `${name.en}, ${category}, ${price}, ${stock}, ${active}, version ${version}`;
}
