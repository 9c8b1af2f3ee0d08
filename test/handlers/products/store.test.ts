import { productStore } from "../../../handlers/products/store";
import { describeProductStore } from "../../support/stores/product-store-contract";
import { openTestTables, type TestTables } from "../../support/tables";

describe("the product store on a real DynamoDB engine", function () {
  this.timeout(60_000);
  let tables: TestTables;

  before(async () => {
    tables = await openTestTables();
    process.env.PRODUCTS_TABLE = tables.names["data-products"];
  });
  after(async () => {
    delete process.env.PRODUCTS_TABLE;
    await tables?.close();
  });

  describeProductStore(async () => {
    await tables.empty("data-products");
    return productStore(tables.documents);
  });
});
