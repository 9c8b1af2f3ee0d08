import { expect } from "chai";
import { productRequest } from "../support/products";
import { noThrottle, openTestStage, type TestStage } from "../support/stage";

describe("the shop over HTTP on the local stage", function () {
  this.timeout(120_000);
  let site: TestStage;
  let headers: Record<string, string>;

  before(async () => {
    site = await openTestStage(noThrottle);
    headers = await site.adminHeaders();
  });
  after(() => site?.close());

  const create = async (changes: object = {}) => {
    const body = { ...productRequest, ...changes };
    const reply = await site.api("POST", "/products", { body, headers });
    expect(reply.status).to.equal(201);
    return reply.json;
  };

  it("lets the owner enter, replace and delete through the paths that the edge keeps", async () => {
    const product = await create();
    const path = `/products/${product.product_id}`;
    const read = await site.api("GET", path);
    expect(read.status).to.equal(200);
    expect(read.json).to.deep.equal(product);
    expect(read.headers.get("cache-control")).to.include("s-maxage=30");
    expect((await site.api("GET", path)).headers.get("x-cache")).to.match(/^Hit/);

    const body = { ...productRequest, stock: 1, version: 1 };
    const replaced = await site.api("PUT", path, { body, headers });
    expect(replaced.status).to.equal(200);
    expect(replaced.json).to.include({ stock: 1, version: 2 });
    const stale = await site.api("PUT", path, { body, headers });
    expect(stale.status).to.equal(409);
    expect(stale.json.error).to.match(/^Somebody else has changed this product/);

    const removed = await site.api("DELETE", path, { headers });
    expect(removed.status).to.equal(204);
    expect(removed.text).to.equal("");
    expect((await site.api("DELETE", path, { headers })).status).to.equal(404);
    expect((await site.api("PUT", path, { body, headers })).status).to.equal(404);
    expect(await site.scan("data-products")).to.deep.equal([]);
  });

  it("keeps every write from those who are not signed in", async () => {
    const product = await create();
    const path = `/products/${product.product_id}`;
    const body = { ...productRequest, version: 1 };
    const replies = [
      await site.api("POST", "/products", { body: productRequest }),
      await site.api("PUT", path, { body }),
      await site.api("DELETE", path),
      await site.api("GET", "/admin/products"),
    ];
    expect(replies.map(({ status }) => status)).to.deep.equal([401, 401, 401, 401]);
    const [stored, ...others] = await site.scan<{ requestHash: string }>("data-products");
    const { requestHash, ...kept } = stored ?? {};
    expect(requestHash).to.match(/^[0-9a-f]{64}$/);
    expect(kept).to.deep.equal(product);
    expect(others).to.deep.equal([]);
    await site.api("DELETE", path, { headers });
  });

  it("lists pages by shelf, and inactive products to the owner alone", async () => {
    for (const category of ["accessories", "hair-care", "extensions"]) await create({ category });
    await create({ active: false });
    const first = await site.api("GET", "/products?limit=2");
    const second = await site.api("GET", `/products?limit=2&cursor=${first.json.cursor}`);
    const shelves = [...first.json.products, ...second.json.products].map((one) => one.category);
    expect(shelves).to.deep.equal(["extensions", "hair-care", "accessories"]);
    expect(second.json).not.to.have.property("cursor");
    const shelf = await site.api("GET", "/products?category=hair-care");
    expect(shelf.json.products).to.have.length(1);
    const all = await site.api("GET", "/admin/products", { headers });
    expect(all.json.products).to.have.length(4);
    expect(all.headers.get("cache-control")).to.equal("no-store");
  });

  it("refuses what is wrong, and keeps no refusal", async () => {
    for (const query of ["limit=101", "category=cars", "cursor=nonsense"]) {
      const reply = await site.api("GET", `/products?${query}`);
      expect(reply.status, query).to.equal(400);
      expect(reply.headers.get("cache-control")).to.equal("no-store");
      expect(Object.keys(reply.json.fields)).to.deep.equal([query.split("=")[0]]);
    }
    const unknown = await site.api("GET", "/products/no-such-product");
    expect(unknown.status).to.equal(404);
    expect(unknown.json).to.deep.equal({ code: "not-found", error: "Not found." });
    const free = { ...productRequest, price: "free" };
    const wrong = await site.api("POST", "/products", { body: free, headers });
    expect(wrong.status).to.equal(400);
    expect(await site.scan("data-products")).to.have.length(4);
  });
});
