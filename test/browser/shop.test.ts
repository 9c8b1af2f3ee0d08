import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { business } from "../../business";
import type { Product } from "../../contract/schemas/products";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import { noThrottle, openTestStage, type TestStage } from "../support/stage";

const words = {
  en: { folder: "", last: "Only 3 left", soldOut: "Sold out", price: "FCFA\u00a012,500" },
  fr: { folder: "/fr", last: "Plus que 3", soldOut: "Épuisé", price: "12\u00a0500\u00a0FCFA" },
} as const;

const idOf = (number: number) => `00000000-0000-4000-8000-0000000000${number}`;

const product = (number: number, changes: Partial<Product> = {}): Product => ({
  product_id: idOf(number),
  name: { en: `Thing ${number}`, fr: `Chose ${number}` },
  category: "hair-care",
  price: 12_500,
  stock: 20,
  active: true,
  created_at: `2026-11-01T10:00:${number}.000Z`,
  updated_at: "2026-11-01T10:00:00.000Z",
  version: 1,
  ...changes,
});

const onlyThree = 40;
const soldOutOne = 41;
const inactive = 42;
const stock = [
  ...Array.from({ length: 14 }, (_, index) => product(10 + index)),
  product(onlyThree, { category: "extensions", stock: 3 }),
  product(soldOutOne, { category: "extensions", stock: 0 }),
  product(inactive, { category: "extensions", active: false }),
];

describe("the shop in a browser", function () {
  this.timeout(120_000);
  let browser: Browser;
  let site: TestStage;

  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), openTestStage(noThrottle)]);
    for (const each of stock) await site.put("data-products", each);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const open = async (path: string, width = 360) => {
    const watched = await openPage(browser, { viewport: { width, height: 740 } });
    await watched.page.goto(`${site.stage.siteUrl}${path}`);
    return watched;
  };
  const loaded = (page: Page) => page.locator('[data-testid="catalog"][data-state="loaded"]');
  const card = (page: Page, number: number) => page.locator(`[data-product="${idOf(number)}"]`);

  for (const language of business.languages) {
    const { folder, last, soldOut, price } = words[language];

    it(`shows every category with prices and stock in ${language}, and nothing that is not for sale`, async () => {
      const { page, complaints } = await open(`${folder}/shop`);
      await loaded(page).waitFor();
      expect(await page.locator("html").getAttribute("lang")).to.equal(language);
      const name = business.productCategories[0].name[language];
      await page.getByRole("heading", { level: 2, name }).waitFor();
      expect(await card(page, onlyThree).textContent())
        .to.contain(last)
        .and.contain(price);
      expect(await card(page, soldOutOne).textContent()).to.contain(soldOut);
      expect(await card(page, inactive).count()).to.equal(0);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, "nothing to scroll sideways").to.be.at.most(360);
      await expectAccessible(page, `shop ${language}`);
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    });

    it(`says in ${language} that a category is empty, and keeps it in the address of the other language`, async () => {
      const { page, complaints } = await open(`${folder}/shop?category=accessories`);
      await loaded(page).waitFor();
      expect(await page.getByTestId("product").count()).to.equal(0);
      await page.locator(".catalog .notice").waitFor();
      await expectAccessible(page, `empty category ${language}`);
      const other = await page.locator("a[data-language]").getAttribute("href");
      expect(other).to.match(/\/shop\?category=accessories$/);
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    });
  }

  it("filters with the arrow keys, keeps the choice in the address and after a reload", async () => {
    const { page, complaints } = await open("/shop");
    await loaded(page).waitFor();
    await card(page, 23).waitFor();
    await page.locator('input[name="category"][value=""]').focus();
    await page.keyboard.press("ArrowRight");
    await card(page, 23).waitFor({ state: "detached" });
    await card(page, onlyThree).waitFor();
    expect(new URL(page.url()).search).to.equal("?category=extensions");
    await page.reload();
    await card(page, onlyThree).waitFor();
    expect(await page.getByTestId("product").count()).to.equal(2);
    expect(await page.locator('input[name="category"][value="extensions"]').isChecked()).to.equal(
      true,
    );
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("shows the rest of a category on demand and leads the focus to what is new", async () => {
    const { page, complaints } = await open("/shop?category=hair-care");
    await loaded(page).waitFor();
    expect(await page.getByTestId("product").count()).to.equal(12);
    await page.getByTestId("more").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("more").waitFor({ state: "detached" });
    const ids = await page
      .getByTestId("product")
      .evaluateAll((all) => all.map((each) => each.getAttribute("data-product")));
    expect(ids).to.have.length(14);
    expect(new Set(ids).size, "none twice").to.equal(14);
    const focused = await page.evaluate(
      () => document.activeElement?.closest("[data-product]")?.getAttribute("data-product") ?? "",
    );
    expect(focused).to.equal(ids[12]);
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("offers to try again when the products cannot be loaded, and then loads them", async () => {
    const { page } = await open("/book");
    await page.route("**/api/products**", (route) => route.abort());
    await page.goto(`${site.stage.siteUrl}/shop`);
    await page.locator('.catalog [role="alert"]').waitFor();
    await expectAccessible(page, "shop without connection");
    await page.unroute("**/api/products**");
    await page.locator('.catalog [role="alert"] button').click();
    await loaded(page).waitFor();
    await page.context().close();
  });
});

describe("the visit counter in a browser", function () {
  this.timeout(120_000);
  let browser: Browser;
  let site: TestStage;

  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), openTestStage(noThrottle)]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  it("sends one visit for a tab, asks no more after that, and says the count in the page's language", async () => {
    const { page, complaints } = await openPage(browser);
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/api/count")) sent.push(request.method());
    });
    await page.goto(`${site.stage.siteUrl}/`);
    const count = page.locator("#visits:not(:empty)");
    await count.waitFor();
    expect(await count.textContent()).to.equal("1 visit");
    await page.reload();
    await count.waitFor();
    await page.goto(`${site.stage.siteUrl}/fr/book`);
    await count.waitFor();
    expect(await count.textContent()).to.equal("1\u00a0visite");
    expect(sent).to.deep.equal(["POST"]);
    expect((await site.api("GET", "/count")).json).to.deep.equal({ count: 1 });
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("leaves its place empty when the count cannot be had, without moving anything", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${site.stage.siteUrl}/`);
    await page.locator("#visits:not(:empty)").waitFor();
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.route("**/api/count", (route) => route.abort());
    await page.evaluate(() => sessionStorage.clear());
    const failed = page.waitForEvent("requestfailed");
    await page.reload();
    await failed;
    expect(await page.locator("#visits").textContent()).to.equal("");
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).to.equal(height);
    await page.context().close();
  });
  for (const language of business.languages) {
    it(`stands under the API reference too, which has no accessibility or policy fault in ${language}`, async () => {
      const { page, complaints } = await openPage(browser, {
        viewport: { width: 360, height: 740 },
      });
      await page.goto(`${site.stage.siteUrl}${words[language].folder}/api-docs#createBooking`);
      await page.locator("#visits:not(:empty)").waitFor();
      expect(await page.locator("#createBooking").isVisible()).to.equal(true);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, "nothing to scroll sideways").to.be.at.most(360);
      await page.evaluate(() => {
        for (const each of document.querySelectorAll("details")) each.open = true;
      });
      await expectAccessible(page, `API reference ${language}`);
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    });
  }
});
