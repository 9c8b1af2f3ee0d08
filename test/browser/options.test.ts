import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { business } from "../../business";
import { minutesOfDay, timeOfDay } from "../../contract/rules/calendar";
import { openingsOn } from "../../contract/rules/hours";
import { bookedId, choosePetra, chooseTime, fillDetails, openForm } from "../support/booking-page";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import { noThrottle, openDay, openTestStage, type TestStage } from "../support/stage";

const service = business.services.find(({ id }) => id === "fulani-braids");
const [length] = service?.options ?? [];

describe("options of services in a browser", function () {
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

  const url = (path: string) => `${site.stage.siteUrl}${path}`;
  /** What the page says, with plain spaces. */
  const said = async (page: Page, id: string) =>
    ((await page.getByTestId(id).textContent()) ?? "").replace(/\s+/g, " ");
  const choice = (page: Page, id: string) =>
    page.locator(`input[name="option-${length?.id}"][value="${id}"]`);

  it("add to the length and the price of a visit that is booked on a phone in French", async () => {
    const { page, complaints } = await openPage(browser, {
      locale: "fr-FR",
      viewport: { width: 360, height: 740 },
    });
    await page.goto(url("/fr/"));
    const listed = page.locator(".price-row", { hasText: service?.name.fr ?? "" });
    expect(((await listed.textContent()) ?? "").replace(/\s+/g, " "))
      .to.include("à partir de 22 000 FCFA")
      .and.include("Longueur : longueur épaules, milieu du dos (+30 min, +3 000 FCFA), longueur ");
    await listed.locator('a[href*="service=fulani-braids"]').click();
    await page.locator("form[data-ready]").waitFor();
    await choosePetra(page);
    expect(await choice(page, "shoulder").isChecked()).to.equal(true);
    expect(await said(page, "total-duration")).to.equal("3 h 30");
    expect(await said(page, "total-price")).to.equal("22 000 FCFA");

    await choice(page, "shoulder").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await choice(page, "waist").isChecked()).to.equal(true);
    expect(await said(page, "total-duration")).to.equal("4 h 30");
    expect(await said(page, "total-price")).to.equal("28 000 FCFA");
    expect(await said(page, "summary")).to.include("Tresses peules (longueur taille)");

    await page.reload();
    await page.locator("form[data-ready]").waitFor();
    expect(await choice(page, "waist").isChecked()).to.equal(true);
    expect(await said(page, "total-price")).to.equal("28 000 FCFA");

    const date = openDay(1);
    await chooseTime(page, date, "10:00");
    const times = page.locator("input[name=time]");
    const closes = openingsOn(business, date).at(-1)?.closes ?? "";
    expect(await times.last().getAttribute("value")).to.equal(
      timeOfDay(minutesOfDay(closes) - 270),
    );
    const email = "taille@example.com";
    await fillDetails(page, { email });
    await expectAccessible(page, "booking with options");
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isWide, "wider than the phone").to.equal(false);
    await page.getByTestId("submit").click();

    const bookingId = await bookedId(page);
    const stored = (await site.bookings()).find((one) => one.bookingId === bookingId);
    expect(stored?.options).to.deep.equal({ [length?.id ?? ""]: "waist" });
    expect(stored?.sold).to.include({ durationMinutes: 270, priceMinor: 28_000 });
    const mail = await site.mail(({ to }) => to.includes(email));
    expect(mail.subject).to.include("Tresses peules (longueur taille)");
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("leave the price list as wide as a phone", async () => {
    for (const width of [320, 360]) {
      const { page } = await openPage(browser, { viewport: { width, height: 740 } });
      await page.goto(`${site.stage.siteUrl}/fr/`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `at ${width}`).to.be.at.most(width);
      await page.context().close();
    }
  });

  it("are as an address asks for, and go with their service", async () => {
    const { page } = await openPage(browser);
    await openForm(page, url(`/book?service=fulani-braids&options=${length?.id}:mid-back`));
    expect(await choice(page, "mid-back").isChecked()).to.equal(true);
    expect(await said(page, "total-duration")).to.equal("4 h");
    const asked = page.waitForRequest((request) => request.url().includes("options="));
    await page.reload();
    expect(new URL((await asked).url()).searchParams.get("options")).to.equal(
      `${length?.id}:mid-back`,
    );
    await page.locator("#service-cornrows").check({ force: true });
    await page.locator("#service-fulani-braids").uncheck({ force: true });
    await choice(page, "mid-back").waitFor({ state: "detached" });
    expect(await said(page, "total-duration")).to.equal("1 h 30");
    await page.locator("#service-fulani-braids").check({ force: true });
    expect(await choice(page, "mid-back").isChecked()).to.equal(true);
    expect(await said(page, "total-duration")).to.equal("5 h 30");
    await page.context().close();
  });

  it("are edited on the desk: a price, and a choice more", async () => {
    const { page, complaints } = await openPage(browser, {
      viewport: { width: 1280, height: 740 },
    });
    await page.goto(url("/admin#business"));
    await page.locator("#sign-in-email").fill(site.admin.email);
    await page.locator("#sign-in-password").fill(site.admin.password);
    await page.keyboard.press("Enter");
    await page.getByTestId("business-form").waitFor();
    const at = `services[${business.services.findIndex(({ id }) => id === "fulani-braids")}]`;
    const field = (place: string) => page.locator(`[id="${at}.options[0]${place}"]`);
    const box = page.getByTestId("section-services");
    await box.locator("> summary").click();
    await box.locator("summary", { hasText: "Fulani braids" }).first().click();
    await page.locator(`[id="${at}.options"] > details > summary`).click();
    await field(".choices").locator("summary", { hasText: "waist length" }).click();
    expect(await field(".choices[2].addedPrice").inputValue()).to.equal("6000");
    await field(".choices[2].addedPrice").fill("7 500");
    await field(".choices").getByRole("button", { name: "Add a choice" }).click();
    await field(".choices[3].name.en").fill("knee length");
    await field(".choices[3].name.fr").fill("longueur genoux");
    await field(".choices[3].addedMinutes").fill("90");
    await expectAccessible(page, "options on the desk");
    await page.getByTestId("save-business").click();
    await page.getByText("is saved and on the pages.").waitFor();
    const { json } = await site.api("GET", "/admin/business", {
      headers: await site.adminHeaders(),
    });
    const saved = json.business.services.find((one: { id: string }) => one.id === service?.id);
    expect(saved.options[0].choices.slice(2)).to.deep.equal([
      { ...length?.choices[2], addedPrice: 7_500 },
      {
        id: "knee-length",
        name: { en: "knee length", fr: "longueur genoux" },
        addedMinutes: 90,
      },
    ]);
    expect(await (await fetch(url("/"))).text()).to.match(/knee length \(\+1\sh\s30\)/);
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });
});
