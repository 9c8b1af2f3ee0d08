import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openBrowser, openPage } from "../support/browser";
import { noThrottle, openTestStage, type TestStage } from "../support/stage";

/** A line of 120 kbit/s with the delay of a busy mobile cell. */
async function slowDown(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 300,
    downloadThroughput: 15_000,
    uploadThroughput: 15_000,
  });
}

describe("the booking form on a slow line", function () {
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

  it("keeps what was ticked and typed before its script arrived", async () => {
    const { page, complaints } = await openPage(browser);
    page.setDefaultTimeout(60_000);
    await slowDown(page);
    await page.goto(`${site.stage.siteUrl}/book?service=take-down`, { waitUntil: "commit" });
    await page.locator("#service-cornrows").check({ force: true });
    await page.locator("#staff-petra").check({ force: true });
    await page.locator("#name").fill("Awa Ngo");
    await page.locator("#phone").fill("651844664");
    await page.locator("#note").fill("Long hair");
    expect(await page.locator("form[data-ready]").count(), "all before the script").to.equal(0);
    expect(
      await page.getByTestId("submit").isDisabled(),
      "it would put name and number into the address",
    ).to.equal(true);
    await page.locator("form[data-ready]").waitFor();
    const ticked = await page
      .locator("input[name=service]:checked")
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    expect(ticked).to.deep.equal(["cornrows", "take-down"]);
    expect(await page.locator("input[name=staff]:checked").inputValue()).to.equal("petra");
    for (const [field, value] of Object.entries({
      name: "Awa Ngo",
      phone: "651844664",
      note: "Long hair",
    })) {
      expect(await page.locator(`#${field}`).inputValue(), field).to.equal(value);
    }
    expect(await page.getByTestId("summary").innerText()).to.contain("Cornrows");
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("checks numbers once the plans have come, which is after the page lives", async () => {
    const { page } = await openPage(browser);
    page.setDefaultTimeout(60_000);
    const loaded: string[] = [];
    page.on("requestfinished", (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(`${site.stage.siteUrl}/book`);
    await page.locator("form[data-ready]").waitFor();
    await page.locator("#phone").fill("12");
    await page.waitForFunction(`performance.getEntriesByType("resource")
      .some(({ name }) => name.includes("/assets/phone-"))`);
    await page.locator("#phone").focus();
    await page.locator("#name").focus();
    await page.locator("#phone-problem").waitFor();
    await page.context().close();
  });
});
