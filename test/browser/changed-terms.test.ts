import { expect } from "chai";
import type { Browser } from "playwright-core";
import { documentSeconds } from "../../contract/rules/document-age";
import { bookedId, choosePetra, chooseTime, fillDetails, openForm } from "../support/booking-page";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import { noThrottle, openDay, openTestStage, type TestStage } from "../support/stage";

const words = {
  en: { folder: "", shown: "FCFA 8,000", accept: "Accept and book" },
  fr: { folder: "/fr", shown: "8 200 FCFA", accept: "Accepter et réserver" },
} as const;

describe("a price that changes while somebody books", function () {
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

  const plain = (text: string | null) => text?.replace(/\s+/g, " ").trim();

  /** The owner saves another price of cornrows, and every function has it. */
  async function priceCornrows(price: number) {
    const headers = await site.adminHeaders();
    const { version, business } = (await site.api("GET", "/admin/business", { headers })).json;
    const services = business.services.map((one: { id: string }) =>
      one.id === "cornrows" ? { ...one, price } : one,
    );
    const body = { version, business: { ...business, services } };
    expect((await site.api("PUT", "/admin/business", { headers, body })).status).to.equal(200);
    await new Promise((resume) => setTimeout(resume, documentSeconds * 1_000 + 100));
  }

  for (const [index, language] of (["en", "fr"] as const).entries()) {
    it(`is shown beside the one that the page had, and booked only once accepted, in ${language}`, async () => {
      const { folder, shown, accept } = words[language];
      const { page, complaints } = await openPage(browser, {
        viewport: { width: 360, height: 740 },
      });
      await openForm(page, `${site.stage.siteUrl}${folder}/book`);
      await page
        .getByRole("checkbox", { name: /^(Cornrows|Nattes collées)/ })
        .check({ force: true });
      await choosePetra(page);
      await chooseTime(page, openDay(index), "10:00");
      await fillDetails(page, { email: `${language}@example.com`, phone: `6 70 00 00 2${index}` });
      const price = 8_200 + 300 * index;
      await priceCornrows(price);
      await page.getByTestId("submit").click();

      const notice = page.getByTestId("terms-changed");
      await notice.waitFor();
      const told = await notice.getByRole("definition").allTextContents();
      const now = language === "en" ? "FCFA 8,200" : "8 500 FCFA";
      expect(told.map(plain)).to.deep.equal([shown, now]);
      expect(plain(await page.getByTestId("total-price").textContent())).to.equal(now);
      expect(plain(await page.getByTestId("submit").textContent())).to.equal(accept);
      expect(await page.locator("[data-testid=terms-changed]:focus").count()).to.equal(1);
      expect(await site.bookings(), "nothing yet").to.have.length(index);
      await expectAccessible(page, `another price ${language}`);
      if (process.env.PICTURES) {
        await page.screenshot({ path: `${process.env.PICTURES}/terms-${language}.png` });
      }
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      const bookingId = await bookedId(page);
      const booking = (await site.bookings()).find((one) => one.bookingId === bookingId);
      expect(booking?.sold).to.include({ priceMinor: price, durationMinutes: 90 });
      expect(complaints.filter((one) => !one.includes("409"))).to.deep.equal([]);
      await page.context().close();
    });
  }

  it("does not keep a page of this release from booking with a function of the one before", async () => {
    const { page } = await openPage(browser);
    const bodies: string[] = [];
    await page.route("**/api/booking", (route) => {
      const body = route.request().postData() ?? "";
      bodies.push(body);
      if (!body.includes('"expected"')) return route.continue();
      const refusal = {
        code: "invalid",
        error: "Please correct the fields.",
        fields: { expected: "Unknown." },
      };
      return route.fulfill({ status: 400, json: refusal });
    });
    await openForm(page, `${site.stage.siteUrl}/book`);
    await page.getByRole("checkbox", { name: /^Cornrows/ }).check({ force: true });
    await choosePetra(page);
    await chooseTime(page, openDay(2), "10:00");
    await fillDetails(page, { email: "before@example.com", phone: "6 70 00 00 29" });
    await page.getByTestId("submit").click();
    const bookingId = await bookedId(page);
    expect((await site.bookings()).map((one) => one.bookingId)).to.include(bookingId);
    expect(bodies).to.have.length(2);
    await page.context().close();
  });
});
