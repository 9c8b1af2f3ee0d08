import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { documentSeconds } from "../../contract/rules/document-age";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import { soon } from "../support/soon";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";

describe("the business on the desk", function () {
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

  async function openBusiness(folder = "", width = 1280) {
    const opened = await openPage(browser, {
      locale: folder ? "fr-FR" : "en-GB",
      viewport: { width, height: 740 },
    });
    const { page } = opened;
    await page.goto(`${site.stage.siteUrl}${folder}/admin#business`);
    await page.locator("#sign-in-email").fill(site.admin.email);
    await page.locator("#sign-in-password").fill(site.admin.password);
    await page.keyboard.press("Enter");
    await page.getByTestId("business-form").waitFor();
    return opened;
  }
  /** Opens a section, and an entry of it by its name. */
  async function open(page: Page, section: string, entry?: string) {
    const box = page.getByTestId(`section-${section}`);
    await box.locator("> summary").click();
    if (entry) await box.locator("summary", { hasText: entry }).first().click();
  }
  const field = (page: Page, place: string) => page.locator(`[id="${place}"]`);
  const save = (page: Page) => page.getByTestId("save-business").click();
  const current = async () =>
    (await site.api("GET", "/admin/business", { headers: await site.adminHeaders() })).json;
  const text = async (path: string) => (await fetch(`${site.stage.siteUrl}${path}`)).text();
  const sold = async (time: string) => {
    const body = visitorRequest({ date: openDay(3), time });
    const { json, text: said } = await site.api("POST", "/booking", { body });
    expect(json.booking, said).to.be.an("object");
    return json.booking as { bookingId: string; sold: { priceMinor: number } };
  };
  const placeOf = async (id: string) => {
    const { business } = await current();
    const index = business.services.findIndex((one: { id: string }) => one.id === id);
    return `services[${index}]`;
  };

  it("changes a price: on the pages, in new bookings, and in none that is already made", async () => {
    const { page, complaints } = await openBusiness();
    const before = await sold("09:00");
    const price = field(page, `${await placeOf("cornrows")}.price`);
    await open(page, "services", "Cornrows");
    expect(await price.inputValue()).to.equal("8000");
    await price.fill("9 100");
    await page.getByText("You have unsaved changes.").waitFor();
    await save(page);
    await page.getByText("is saved and on the pages.").waitFor();
    expect(await text("/"))
      .to.include("9,100")
      .and.not.include("8,000");
    expect(await text("/fr/")).to.match(/9\s100/);
    await new Promise((resume) => setTimeout(resume, documentSeconds * 1_000 + 100));
    const after = await sold("13:00");
    expect([before.sold.priceMinor, after.sold.priceMinor]).to.deep.equal([8_000, 9_100]);
    const stored = (await site.bookings()).find((one) => one.bookingId === before.bookingId);
    expect(stored?.sold?.priceMinor).to.equal(8_000);
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("says beside a field what is wrong with it, here or at the server, and keeps the rest", async () => {
    const { version } = await current();
    const { page } = await openBusiness();
    await open(page, "services", "Cornrows");
    const at = await placeOf("cornrows");
    await field(page, `${at}.price`).fill("lots");
    await field(page, `${at}.name.en`).fill("Straight-back cornrows");
    await save(page);
    await page.getByTestId("problems").getByText("Services · Straight-back cornrows").waitFor();
    expect(await field(page, `${at}.price-problem`).textContent()).to.include("Enter an amount");
    await expectAccessible(page, "problems of the business");
    await field(page, `${at}.price`).fill("9100");
    await field(page, `${at}.durationMinutes`).fill("91");
    await save(page);
    await soon(
      async () =>
        /multiple of 5/.test(
          (await field(page, `${at}.durationMinutes-problem`).textContent()) ?? "",
        ),
      "the server's sentence is beside the field",
    );
    expect(await field(page, `${at}.name.en`).inputValue()).to.equal("Straight-back cornrows");
    await page.getByTestId("problems").getByRole("button").first().click();
    const focused = await page.evaluate(() => document.activeElement?.id);
    expect(focused).to.equal(`${at}.durationMinutes`);
    expect((await current()).version).to.equal(version);
    await page.context().close();
  });

  it("lets nobody's save be lost where two people edit at once", async () => {
    const [mine, theirs] = [await openBusiness(), await openBusiness("/fr")];
    const at = await placeOf("cornrows");
    await open(mine.page, "services", "Cornrows");
    await field(mine.page, `${at}.price`).fill("9300");
    await open(theirs.page, "rules");
    await field(theirs.page, "booking.horizonDays").fill("45");
    await save(theirs.page);
    await theirs.page.getByText("est enregistrée et visible").waitFor();
    await save(mine.page);
    const stale = mine.page.getByTestId("stale");
    await stale.getByText("Rules · Bookable so many days ahead: 60 → 45").waitFor();
    await stale.getByText("by you. Your changes are still here.").waitFor();
    await expectAccessible(mine.page, "somebody else's version");
    await stale.getByRole("button", { name: "Put my changes into it" }).click();
    expect(await field(mine.page, `${at}.price`).inputValue()).to.equal("9300");
    await save(mine.page);
    await mine.page.getByText("is saved and on the pages.").waitFor();
    const { business } = await current();
    expect(business.booking.horizonDays).to.equal(45);
    expect(JSON.stringify(business.services)).to.include("9300");
    await mine.page.context().close();
    await theirs.page.context().close();
  });

  it("adds a person with hours of their own, and keeps what was typed while another part is open", async () => {
    const { page } = await openBusiness();
    await open(page, "people");
    await page.getByRole("button", { name: "Add a person" }).click();
    await field(page, "staff[2].name").fill("Aïcha Bello");
    await field(page, "staff[2].role.en").fill("Nail artist");
    await field(page, "staff[2].role.fr").fill("Prothésiste ongulaire");
    await page.locator('[id="staff[2].hours.monday-kind"]').selectOption("off");
    await page.locator('a[href="#products"]').click();
    await page.locator('a[href="#products"][aria-current]').waitFor();
    await page.locator('a[href="#business"]').click();
    await page.getByText("You have unsaved changes.").waitFor();
    await save(page);
    await page.getByText("is saved and on the pages.").waitFor();
    const { business } = await current();
    expect(business.staff[2]).to.deep.include({
      id: "aicha-bello",
      name: "Aïcha Bello",
      services: "all",
      hours: { monday: [] },
    });
    expect(await text("/")).to.include("Aïcha Bello");
    await page.context().close();
  });

  it("shows before a save what the pages would show, and which coming visits no longer fit", async () => {
    const { version, business } = await current();
    const { page, complaints } = await openBusiness("", 320);
    await open(page, "hours");
    const day = `exceptions[${business.exceptions.length}]`;
    await page
      .getByTestId("section-hours")
      .getByRole("button", { name: "Add days", exact: true })
      .click();
    await field(page, `${day}.date`).fill(openDay(3));
    await field(page, `${day}.name.en`).fill("Stocktaking");
    await field(page, `${day}.name.fr`).fill("Inventaire");
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    const preview = page.getByTestId("preview");
    await preview.getByText("Stocktaking").waitFor();
    await preview.getByText("2 coming visits would no longer fit").waitFor();
    expect(
      await preview.getByRole("listitem").filter({ hasText: "closed that day" }).count(),
    ).to.equal(2);
    await preview.locator(".price-row a").first().click();
    expect(await page.evaluate(() => location.pathname)).to.equal("/admin");
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).to.be.at.most(320);
    await expectAccessible(page, "the preview");
    expect((await current()).version, "nothing yet").to.equal(version);
    await save(page);
    await page.getByTestId("outside").getByText("2 coming visits do not fit").waitFor();
    await page.getByText("is saved and on the pages.").waitFor();
    expect(await preview.count()).to.equal(0);
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("shows the versions in words, and brings one back as a new one, on a phone in French", async () => {
    const { version } = await current();
    const { page, complaints } = await openBusiness("/fr", 360);
    await page.getByRole("button", { name: "Afficher les versions précédentes" }).click();
    await page.getByTestId("version-1").getByText("par un déploiement ou une commande").waitFor();
    const second = page.getByTestId("version-2");
    await second.getByText("par vous").waitFor();
    await second.locator("summary").click();
    await second.getByText(/Prix.: 8.000.FCFA → 9.100.FCFA/).waitFor();
    await expectAccessible(page, "versions");
    await page.getByTestId("version-1").locator("summary").click();
    await page.getByRole("button", { name: "Rétablir la version 1" }).click();
    await page.getByText("La version 1 est dans le formulaire.").waitFor();
    expect((await current()).version, "nothing yet").to.equal(version);
    await save(page);
    const told = page.getByText("est enregistrée et visible");
    await told.waitFor();
    const box = await told.boundingBox();
    expect(box?.y, "told where the thumb is").to.be.within(0, 740 - (box?.height ?? 0));
    const back = await current();
    expect(back.version).to.equal(version + 1);
    const first = await site.api("GET", "/admin/business/versions/1", {
      headers: await site.adminHeaders(),
    });
    expect(back.business).to.deep.equal(first.json.business);
    for (const section of ["services", "people", "hours", "rules", "contact", "texts", "shop"]) {
      await open(page, section);
    }
    for (const entry of await page.locator("form details details > summary").all()) {
      await entry.click();
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).to.be.at.most(360);
    await expectAccessible(page, "every field of the business");
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });
});
