import { expect } from "chai";
import type { Browser } from "playwright-core";
import { business } from "../../business";
import { bookedId, chooseTime, fillDetails, openForm } from "../support/booking-page";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import { noThrottle, openDay, openTestStage, type TestStage } from "../support/stage";

const words = {
  en: {
    folder: "",
    title: "Thank you for your request, Awa Ngo",
    status: "Awaiting confirmation",
    calendar: "Add to calendar as tentative",
    confirmed: /see you soon|is confirmed/i,
  },
  fr: {
    folder: "/fr",
    title: "Merci pour votre demande, Awa Ngo",
    status: "En attente",
    calendar: "Noter dans l’agenda (à confirmer)",
    confirmed: /à bientôt|est confirmé/i,
  },
} as const;

describe("a visit that the owner has yet to confirm", function () {
  this.timeout(120_000);
  let browser: Browser;
  let site: TestStage;

  before(async () => {
    [browser, site] = await Promise.all([
      openBrowser(),
      openTestStage({ ...noThrottle, "shopfront:autoConfirm": "false" }),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const [index, language] of business.languages.entries()) {
    it(`looks confirmed nowhere in ${language}, fresh or after a reload`, async () => {
      const { folder, title, status, calendar, confirmed } = words[language];
      const { page, complaints } = await openPage(browser);
      await openForm(page, `${site.stage.siteUrl}${folder}/book?service=cornrows`);
      await chooseTime(page, openDay(index), "10:00");
      await fillDetails(page, { phone: `65184467${index}` });
      await page.getByTestId("submit").click();
      const bookingId = await bookedId(page);
      expect(await page.locator("h1").textContent()).to.equal(title);
      await expectAccessible(page, `pending ${language}`);
      for (const moment of ["fresh", "reloaded"]) {
        await page.getByTestId("visit-code").waitFor();
        expect(await page.getByTestId("status").textContent(), moment).to.equal(status);
        expect(await page.getByTestId("done-mark").count(), moment).to.equal(0);
        expect(await page.getByTestId("calendar").textContent(), moment).to.equal(calendar);
        expect(await page.locator("main").innerText(), moment).not.to.match(confirmed);
        await page.reload();
      }
      const stored = (await site.bookings()).find((one) => one.bookingId === bookingId);
      expect(stored?.status).to.equal("pending");
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    });
  }
});
