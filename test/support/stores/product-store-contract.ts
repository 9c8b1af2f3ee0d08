import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { unixSeconds } from "../../../contract/rules/calendar";
import type { Product } from "../../../contract/schemas/products";
import type { ProductKey, ProductStore, ProductsWanted } from "../../../handlers/products/store";
import { aProduct, now } from "../products";

const shelves = ["extensions", "hair-care", "accessories"];
const later = "2026-11-22T08:00:00Z";

/**
 * What every product store does, the real one and its fake alike.
 * @param make an empty store, for each test
 */
export function describeProductStore(make: () => Promise<ProductStore>): void {
  let store: ProductStore;
  beforeEach(async () => {
    store = await make();
  });

  const created = async (changes: Partial<Product> = {}) => {
    const product = aProduct({ product_id: randomUUID(), ...changes });
    await store.create(product);
    return product;
  };
  const pages = async (wanted: Omit<ProductsWanted, "after">) => {
    const all: Product[][] = [];
    let after: ProductKey | undefined;
    do {
      const { products, last } = await store.list({ ...wanted, ...(after && { after }) }, now);
      all.push(products);
      after = last;
    } while (after);
    return all;
  };

  it("pages through every shelf in order, newest first, each product exactly once", async () => {
    for (let index = 0; index < 23; index++) {
      await created({
        category: shelves[index % 3] as string,
        // Some share a second.
        created_at: `2026-11-01T00:00:${String(index >> 1).padStart(2, "0")}Z`,
        active: index % 4 !== 0,
      });
    }
    const found = await pages({ shelves, limit: 4, inactive: false });
    expect(found.map((page) => page.length)).to.deep.equal([4, 4, 4, 4, 1]);
    const flat = found.flat();
    expect(new Set(flat.map(({ product_id }) => product_id)).size).to.equal(17);
    expect(flat.every(({ active }) => active)).to.equal(true);
    const order = flat.map(({ category, created_at }) => [shelves.indexOf(category), created_at]);
    const sorted = [...order].sort(([a, at], [b, bt]) =>
      a === b ? String(bt).localeCompare(String(at)) : Number(a) - Number(b),
    );
    expect(order).to.deep.equal(sorted);
    expect((await pages({ shelves, limit: 7, inactive: true })).flat()).to.have.length(23);
    const one = await pages({ shelves: ["hair-care"], limit: 2, inactive: true });
    expect(new Set(one.flat().map(({ category }) => category))).to.deep.equal(
      new Set(["hair-care"]),
    );
    expect(one.flat()).to.have.length(8);
  });

  it("has no page after one that just fits", async () => {
    for (const category of shelves) await created({ category });
    expect(await pages({ shelves, limit: 3, inactive: false })).to.have.length(1);
  });

  it("never writes over a product", async () => {
    const product = await created();
    const { created_at } = product;
    const again = await store.create({ ...product, stock: 0 }, "other");
    expect(again).to.deep.equal({ ok: false, created_at });
    expect(await store.find(product.product_id, now)).to.deep.equal(product);
  });

  it("says by which request a product was created", async () => {
    const { product_id, ...rest } = await created();
    const other = { ...rest, product_id: "other" };
    expect(await store.create(other, "hash")).to.deep.equal({ ok: true });
    expect(await store.create(other, "hash")).to.deep.equal({
      ok: false,
      created_at: rest.created_at,
      requestHash: "hash",
    });
    expect(await store.find("other", now)).to.deep.equal(other);
    expect(await store.find(product_id, now)).to.deep.equal({ ...rest, product_id });
  });

  it("takes a replacement that is sent again for the one that it was", async () => {
    const { product_id, created_at: _, updated_at: __, ...fields } = await created();
    const change = { ...fields, stock: 1, version: 1 };
    const first = await store.replace(product_id, change, now, "request");
    expect(first).to.have.property("ok", true);
    expect(await store.replace(product_id, change, now, "request")).to.deep.equal(first);
    const stale = { ok: false, reason: "stale" };
    expect(await store.replace(product_id, change, now, "other")).to.deep.equal(stale);
    expect(await store.replace(product_id, change, now)).to.deep.equal(stale);
    await store.replace(product_id, { ...change, version: 2 }, now);
    expect(await store.replace(product_id, change, now, "request")).to.deep.equal(stale);
  });

  it("lets exactly one of twenty replacements of the same version win", async () => {
    const { product_id } = await created();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.replace(product_id, replacement({ stock: 100 + index, version: 1 }), now),
      ),
    );
    const won = results.filter((result) => result.ok);
    expect(won).to.have.length(1);
    for (const result of results) if (!result.ok) expect(result.reason).to.equal("stale");
    expect(await store.find(product_id, now)).to.deep.equal(won[0]?.ok && won[0].product);
    expect((await store.find(product_id, now))?.version).to.equal(2);
  });

  it("replaces the whole product, its shelf and its end too, and keeps when it was made", async () => {
    const product = await created({ expiresAt: 4_000_000_000 });
    const result = await store.replace(
      product.product_id,
      replacement({ category: "accessories", active: false }),
      later,
    );
    const { expiresAt, ...rest } = product;
    expect(expiresAt).to.equal(4_000_000_000);
    const wanted = {
      ...rest,
      category: "accessories",
      active: false,
      updated_at: later,
      version: 2,
    };
    expect(result).to.deep.equal({ ok: true, product: wanted });
    expect(await store.find(product.product_id, later)).to.deep.equal(wanted);
    const shelf = await store.list({ shelves: [product.category], limit: 9, inactive: true }, now);
    expect(shelf.products).to.deep.equal([]);
  });

  it("tells a product that is not there from one that has changed, and makes none", async () => {
    for (const id of [randomUUID(), "", "x".repeat(3000)]) {
      expect(await store.replace(id, replacement(), now)).to.deep.equal({
        ok: false,
        reason: "missing",
      });
      expect(await store.find(id, now)).to.equal(undefined);
      expect(await store.remove(id, now)).to.equal(false);
    }
    expect((await pages({ shelves, limit: 5, inactive: true })).flat()).to.deep.equal([]);
  });

  it("treats a product whose time is over as gone, though it may still be stored", async () => {
    const over = await created({ expiresAt: unixSeconds(now) });
    const still = await created({ expiresAt: unixSeconds(now) + 1 });
    expect((await pages({ shelves, limit: 5, inactive: true })).flat()).to.deep.equal([still]);
    expect(await store.find(over.product_id, now)).to.equal(undefined);
    expect(await store.find(still.product_id, now)).to.deep.equal(still);
    const replaced = await store.replace(over.product_id, replacement(), now);
    expect(replaced).to.deep.equal({ ok: false, reason: "missing" });
    expect(await store.remove(over.product_id, now)).to.equal(false);
  });

  it("removes a product once", async () => {
    const { product_id } = await created();
    expect(await store.remove(product_id, now)).to.equal(true);
    expect(await store.find(product_id, now)).to.equal(undefined);
    expect(await store.remove(product_id, now)).to.equal(false);
  });
}

function replacement(changes: Partial<Product> = {}) {
  const { product_id, created_at, updated_at, ...fields } = aProduct(changes);
  return fields;
}
