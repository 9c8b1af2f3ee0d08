import { expect } from "chai";
import type { Product } from "../../contract/schemas/products";
import {
  appended,
  byCategory,
  categoryQuery,
  requestedCategory,
  stockState,
} from "../../www/shop/catalog";
import { business } from "../support/fixture-business";

const product = (product_id: string, category = "hair-care") =>
  ({ product_id, category }) as Product;

describe("the categories of the shop", () => {
  it("are asked for by an address, and one that does not exist is all of them", () => {
    expect(requestedCategory(business, "?category=hair-care")).to.equal("hair-care");
    for (const search of ["", "?category=", "?category=nonsense", "?shelf=hair-care"]) {
      expect(requestedCategory(business, search), search).to.equal("");
    }
    for (const { id } of business.productCategories) {
      expect(requestedCategory(business, categoryQuery(id))).to.equal(id);
    }
    expect(categoryQuery("")).to.equal("");
  });

  it("stand in the business's order with their own products, and not at all when empty", () => {
    const groups = byCategory(business, [
      product("b", "accessories"),
      product("a", "extensions"),
      product("c", "accessories"),
    ]);
    expect(
      groups.map(({ category, products }) => [
        category.id,
        ...products.map((each) => each.product_id),
      ]),
    ).to.deep.equal([
      ["extensions", "a"],
      ["accessories", "b", "c"],
    ]);
  });

  it("tell a stock that runs out", () => {
    expect([0, 1, 4, 5, 100].map(stockState)).to.deep.equal([
      "sold-out",
      "last",
      "last",
      "in-stock",
      "in-stock",
    ]);
  });

  it("show a product once that slipped to the next page", () => {
    const list = appended([product("a"), product("b")], [product("b"), product("c")]);
    expect(list.map(({ product_id }) => product_id)).to.deep.equal(["a", "b", "c"]);
  });
});
