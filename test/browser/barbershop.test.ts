import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { addDays, dateIn } from "../../contract/rules/calendar";
import { business } from "../../examples/barbershop/business";
import { systemClock } from "../../handlers/runtime/clock";
import { bookedId, chooseStaff, chooseTime, fillDetails, openForm } from "../support/booking-page";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import { type ExampleShop, startExample } from "../support/example-shop";

const words = {
  fr: {
    folder: "",
    price: "28,50 €",
    from: "à partir de 55,00 €",
    closed: "du 3 au 23 août",
    sunday: "dimanche entre le 18 et le 24 décembre",
  },
  en: {
    folder: "/en",
    price: "€28.50",
    from: "from €55.00",
    closed: "3 to 23 August",
    sunday: "Sunday between 18 and 24 December",
  },
} as const;
const pages = ["/", "/book", "/shop", "/reviews", "/legal", "/privacy", "/admin"];

describe("the barbershop in a browser", function () {
  this.timeout(150_000);
  let browser: Browser;
  let shop: ExampleShop;

  before(async () => {
    [browser, shop] = await Promise.all([openBrowser(), startExample("barbershop")]);
  });
  after(async () => {
    await browser?.close();
    await shop?.close();
  });

  const inLyon = (language: "fr" | "en", width = 1280) =>
    openPage(browser, {
      locale: language === "fr" ? "fr-FR" : "en-GB",
      timezoneId: business.timeZone,
      viewport: { width, height: 800 },
    });
  /** What somebody reads, every space a plain one. */
  const textOf = async (page: Page, selector: string) =>
    (await page.locator(selector).innerText()).replace(/\s+/g, " ");
  const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);
  const firstFree = (service: string, staff: string) =>
    // Not today: it may be too late to move it.
    shop.firstFree(service, staff, addDays(dateIn(business.timeZone, systemClock()), 1));

  for (const language of ["fr", "en"] as const) {
    it(`has pages of its own in ${language}, none wider than a phone and none of a salon`, async () => {
      const { folder, price, from, closed, sunday } = words[language];
      const { page, complaints } = await inLyon(language, 360);
      for (const path of pages) {
        await page.goto(`${shop.siteUrl}${folder}${path}`, { waitUntil: "networkidle" });
        expect(await page.locator("html").getAttribute("lang"), path).to.equal(language);
        expect(await widthOf(page), `${folder}${path}`).to.be.at.most(360);
        const text = await textOf(page, "body");
        expect(text, path)
          .to.include(business.name)
          .and.not.match(/braid|tresse|FCFA|Douala/i);
        await expectAccessible(page, `${folder}${path}`);
      }
      await page.goto(`${shop.siteUrl}${folder}/`);
      const home = await textOf(page, "main");
      for (const part of [price, from, closed, sunday]) expect(home).to.include(part);
      const head = await page
        .locator("header")
        .first()
        .evaluate((element) => getComputedStyle(element).backgroundColor);
      expect(head, "the shop's own green").to.equal("rgb(29, 77, 58)");
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    });
  }

  it("books with the apprentice at his price, tells by mail, and lets the visit be moved and cancelled", async () => {
    const { page, complaints } = await inLyon("fr", 360);
    const { date, time, last } = await firstFree("coupe", "leo");
    await openForm(page, `${shop.siteUrl}/book?service=coupe`);
    await chooseStaff(page, "leo");
    await chooseTime(page, date, time);
    const email = "marc@example.com";
    await fillDetails(page, { name: "Marc Petit", phone: "06 12 34 56 78", email });
    expect(await textOf(page, ".summary"))
      .to.include("22,00 €")
      .and.include("40 min");
    await page.getByTestId("submit").click();
    await bookedId(page);
    const mail = await shop.mailTo(email);
    expect(mail.subject).to.include("Coupe");
    expect(mail.text.replace(/\s/g, " "))
      .to.include("22,00 €")
      .and.include("Léo")
      .and.not.include("FCFA");
    const link = /https?:\/\/\S+\/manage#\S+/.exec(mail.text)?.[0] as string;
    expect(new URL(link).pathname).to.equal("/manage");

    await page.goto(link);
    await page.getByRole("button", { name: "Changer de créneau" }).click();
    await chooseTime(page, date, last);
    await page.getByRole("button", { name: "Valider ce créneau" }).click();
    await page.getByTestId("move").waitFor({ state: "detached" });
    expect(await widthOf(page)).to.be.at.most(360);
    await expectAccessible(page, "a visit of the barbershop");
    await page.locator(".button-danger").click();
    await page.getByTestId("cancel-dialog").locator("button").last().click();
    await page.locator(".button-danger").waitFor({ state: "detached" });
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("shows the owner a visit that somebody booked in English, at the shop's price", async () => {
    const { date, time } = await firstFree("barbe-a-l-ancienne", "karim");
    const { page } = await inLyon("en");
    await openForm(page, `${shop.siteUrl}/en/book?service=barbe-a-l-ancienne`);
    await chooseTime(page, date, time);
    await fillDetails(page, { name: "Tom Reed", phone: "+44 7911 123456" });
    await page.getByTestId("submit").click();
    await bookedId(page);
    expect(await textOf(page, "[data-testid=confirmation]")).to.include("€19.90");
    await page.context().close();

    const { page: desk, complaints } = await inLyon("fr");
    await desk.goto(`${shop.siteUrl}/admin`);
    await desk.locator("#sign-in-email").fill(shop.admin.email);
    await desk.locator("#sign-in-password").fill(shop.admin.password);
    await desk.keyboard.press("Enter");
    await desk.getByText("Tom Reed").first().waitFor();
    expect(await textOf(desk, "main")).to.include("Barbe à l’ancienne avec Karim");
    expect(complaints).to.deep.equal([]);
    await desk.context().close();
  });
});
