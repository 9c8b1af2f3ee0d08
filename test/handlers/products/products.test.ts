import { expect } from "chai";
import { createProduct } from "../../../handlers/products/operations/create-product";
import { deleteProduct } from "../../../handlers/products/operations/delete-product";
import { getProduct } from "../../../handlers/products/operations/get-product";
import { listAllProducts } from "../../../handlers/products/operations/list-all-products";
import { listProducts } from "../../../handlers/products/operations/list-products";
import { replaceProduct } from "../../../handlers/products/operations/replace-product";
import { adminClaims, apiEvent, bodyOf, type EventParts } from "../../support/events";
import { business } from "../../support/fixture-business";
import { aProduct, now, productRequest } from "../../support/products";
import { FakeProductStore } from "../../support/stores/fake-product-store";

const owner = (parts: EventParts = {}) => apiEvent({ ...parts, claims: adminClaims });
const { product_id } = aProduct();
const path = { product_id };

describe("the products", () => {
  let store: FakeProductStore;
  const clock = () => now;

  beforeEach(() => {
    store = new FakeProductStore();
  });

  it("are created at version 1 and then in the shop", async () => {
    const reply = await createProduct(business, store, clock)(owner({ body: productRequest }));
    expect(reply.statusCode).to.equal(201);
    const product = bodyOf(reply);
    expect(product).to.deep.equal({
      ...productRequest,
      product_id: product.product_id,
      created_at: now,
      updated_at: now,
      version: 1,
    });
    const listed = await listProducts(business, store, clock)(apiEvent());
    expect(bodyOf(listed)).to.deep.equal({ products: [product] });
    const read = await getProduct(business, store, clock)(apiEvent({ path: product }));
    expect(bodyOf(read)).to.deep.equal(product);
    for (const { headers } of [listed, read]) {
      expect(headers?.["Cache-Control"]).to.equal("public, max-age=0, s-maxage=30");
    }
  });

  const wrong: [what: string, change: object, field: string][] = [
    ["without a French name", { name: { en: "Shea butter" } }, "name"],
    ["with a third language", { name: { en: "a", fr: "b", de: "c" } }, "name"],
    ["with an empty name", { name: { en: " ", fr: "b" } }, "name"],
    ["on an unknown shelf", { category: "cars" }, "category"],
    ["with half a franc", { price: 0.5 }, "price"],
    ["with a negative stock", { stock: -1 }, "stock"],
    ["with a price in words", { price: "2500" }, "price"],
    ["without saying whether it is active", { active: undefined }, "active"],
    ["with an end in the past", { expiresAt: Date.parse(now) / 1000 }, "expiresAt"],
    ["with a field that nobody knows", { colour: "red" }, "colour"],
    ["with an id of the client's choice", { product_id }, "product_id"],
  ];
  for (const [what, change, field] of wrong) {
    it(`are refused ${what}`, async () => {
      const body = { ...productRequest, ...change };
      const reply = await createProduct(business, store, clock)(owner({ body }));
      expect(reply.statusCode).to.equal(400);
      expect(Object.keys(bodyOf(reply).fields)).to.deep.equal([field]);
      expect(store.products.size).to.equal(0);
    });
  }

  it("show inactive and expired ones to nobody, and inactive ones to the owner", async () => {
    await store.create(aProduct({ active: false }));
    await store.create(aProduct({ product_id: "over", expiresAt: Date.parse(now) / 1000 }));
    expect(bodyOf(await listProducts(business, store, clock)(apiEvent())).products).to.deep.equal(
      [],
    );
    expect((await getProduct(business, store, clock)(apiEvent({ path }))).statusCode).to.equal(404);
    const over = await getProduct(
      business,
      store,
      clock,
    )(apiEvent({ path: { product_id: "over" } }));
    expect(over.statusCode).to.equal(404);
    expect(over.headers?.["Cache-Control"]).to.equal("no-store");
    const all = await listAllProducts(business, store, clock)(owner());
    expect(bodyOf(all).products.map((one: { product_id: string }) => one.product_id)).to.deep.equal(
      [product_id],
    );
    expect(all.headers?.["Cache-Control"]).to.equal("no-store");
  });

  it("come shelf by shelf in pages, and of one shelf where one is asked for", async () => {
    for (const [index, category] of ["accessories", "hair-care", "extensions"].entries()) {
      await store.create(
        aProduct({ category, product_id: `0b2f7f5a-3a53-4f0e-9a53-6f6f0a3b7c1${index}` }),
      );
    }
    const list = async (query: Record<string, string>) =>
      bodyOf(await listProducts(business, store, clock)(apiEvent({ query })));
    const first = await list({ limit: "2" });
    const second = await list({ limit: "2", cursor: first.cursor });
    const shelves = [...first.products, ...second.products].map(({ category }) => category);
    expect(shelves).to.deep.equal(["extensions", "hair-care", "accessories"]);
    expect(second).not.to.have.property("cursor");
    const shelf = await list({ category: "hair-care" });
    expect(shelf.products).to.have.length(1);
    expect(shelf.products[0].category).to.equal("hair-care");
  });

  it("refuse a cursor that is broken, of another list or of another shelf", async () => {
    const key = { category: "extensions", created_at: now, product_id };
    const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const cursors: [cursor: string, category?: string][] = [
      ["nonsense"],
      ["not+base64url"],
      [text({ ...key, category: "cars" })],
      [text({ ...key, created_at: "" })],
      [text({ ...key, product_id: "" })],
      [text({ userId: product_id })],
      [text(key), "hair-care"],
    ];
    for (const [cursor, category] of cursors) {
      const query = { cursor, ...(category && { category }) };
      const reply = await listProducts(business, store, clock)(apiEvent({ query }));
      expect(reply.statusCode, cursor).to.equal(400);
      expect(bodyOf(reply).fields).to.have.all.keys("cursor");
    }
    const good = await listProducts(
      business,
      store,
      clock,
    )(apiEvent({ query: { cursor: text(key) } }));
    expect(good.statusCode).to.equal(200);
  });

  it("refuse a limit beyond 100 and an unknown shelf", async () => {
    for (const query of [{ limit: "101" }, { limit: "0" }, { category: "cars" }]) {
      const reply = await listProducts(business, store, clock)(apiEvent({ query: query as never }));
      expect(reply.statusCode).to.equal(400);
      expect(bodyOf(reply).fields).to.have.all.keys(...Object.keys(query));
    }
  });

  it("are replaced at the version they were read at, and a stale one is a conflict", async () => {
    await store.create(aProduct());
    const body = { ...productRequest, stock: 3, version: 1 };
    const replace = replaceProduct(business, store, clock);
    const reply = await replace(owner({ path, body }));
    expect(reply.statusCode).to.equal(200);
    expect(bodyOf(reply)).to.include({ stock: 3, version: 2, updated_at: now });
    const stale = await replace(owner({ path, body: { ...body, stock: 99 } }));
    expect(stale.statusCode).to.equal(409);
    expect(bodyOf(stale).error).to.equal(
      "Somebody else has changed this product. Reload it and make your change again.",
    );
    expect(store.products.get(product_id)?.stock).to.equal(3);
    const { version, ...without } = body;
    expect(version).to.equal(1);
    expect((await replace(owner({ path, body: without }))).statusCode).to.equal(400);
    const past = await replace(owner({ path, body: { ...body, version: 2, expiresAt: 1 } }));
    expect(bodyOf(past).fields).to.have.all.keys("expiresAt");
  });

  it("answer 404 to replacing and deleting what is not there", async () => {
    const body = { ...productRequest, version: 1 };
    expect(
      (await replaceProduct(business, store, clock)(owner({ path, body }))).statusCode,
    ).to.equal(404);
    expect((await deleteProduct(business, store, clock)(owner({ path }))).statusCode).to.equal(404);
    expect(store.products.size).to.equal(0);
  });

  it("are deleted with an empty answer", async () => {
    await store.create(aProduct());
    const reply = await deleteProduct(business, store, clock)(owner({ path }));
    expect(reply).to.deep.include({ statusCode: 204, body: "" });
    expect(store.products.size).to.equal(0);
  });

  it("are written, and seen whole, by the owner alone", async () => {
    await store.create(aProduct());
    const body = { ...productRequest, version: 1 };
    const operations = [
      listAllProducts(business, store, clock),
      createProduct(business, store, clock),
      replaceProduct(business, store, clock),
      deleteProduct(business, store, clock),
    ];
    for (const operation of operations) {
      expect((await operation(apiEvent({ path, body }))).statusCode).to.equal(401);
      const claims = { sub: "somebody" };
      expect((await operation(apiEvent({ path, body, claims }))).statusCode).to.equal(403);
    }
    expect([...store.products.values()]).to.deep.equal([aProduct()]);
  });
});
