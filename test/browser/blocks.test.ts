import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser, Locator, Page } from "playwright-core";
import { addDays } from "../../contract/rules/calendar";
import { chooseStaff, openForm } from "../support/booking-page";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";
import { until } from "../support/waiting";

describe("blocking time at the desk", function () {
  this.timeout(180_000);
  let browser: Browser;
  let site: TestStage;

  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), openTestStage(noThrottle)]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(async () => {
    for (const { blockId } of await blocks()) {
      const headers = await site.adminHeaders();
      const { status } = await site.api("DELETE", `/admin/blocks/${blockId}`, { headers });
      expect(status).to.equal(204);
    }
  });

  const blocks = async () => {
    const to = addDays(openDay(), 60);
    const headers = await site.adminHeaders();
    return (await site.api("GET", `/admin/blocks?from=${openDay()}&to=${to}`, { headers })).json
      .blocks;
  };
  const book = async (changes: Record<string, unknown>): Promise<string> => {
    const reply = await site.api("POST", "/booking", { body: visitorRequest(changes) });
    expect(reply.status, reply.text).to.equal(201);
    return reply.json.bookingId;
  };
  const statusOf = async (bookingId: string) =>
    (await site.bookings()).find((one) => one.bookingId === bookingId)?.status;
  let asked = 0;
  /** As nobody has asked before, whom the edge would answer from its cache. */
  const freeOn = async (date: string, staff: string): Promise<string[]> => {
    const query = `date=${date}&days=${++asked}&service=cornrows&staff=${staff}`;
    const { json } = await site.api("GET", `/availability?${query}`);
    return json.days[0].slots.map(({ time }: { time: string }) => time);
  };

  /** The desk as it is at eight in the morning of a day. */
  async function open(width: number, folder: string, date: string) {
    const watched = await openPage(browser, { viewport: { width, height: 800 } });
    const { page } = watched;
    await page.clock.setFixedTime(new Date(`${date}T08:00:00+01:00`));
    await page.goto(`${site.stage.siteUrl}${folder}/admin`);
    await page.locator("#sign-in-email").fill(site.admin.email);
    await page.locator("#sign-in-password").fill(site.admin.password);
    await page.keyboard.press("Enter");
    await page.getByTestId("block-time").waitFor();
    return watched;
  }
  const chip = (page: Page, name: string, value: string) =>
    page.locator(`input[name="${name}"][value="${value}"]`);
  /** What a finger taps: the whole of a choice, once it keeps still. */
  const label = (page: Page, name: string, value: string) =>
    page.locator("label", { has: chip(page, name, value) });
  const textOf = async (where: Locator) => (await where.innerText()).replace(/\s+/g, " ").trim();
  async function expectFitting(page: Page, what: string) {
    const [width, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
    ]);
    expect(width, `nothing wider than the screen: ${what}`).to.be.at.most(screen ?? 0);
  }
  /** For whoever wants to look at them: PICTURES names a folder. */
  async function look(page: Page, name: string) {
    await expectFitting(page, name);
    await expectAccessible(page, name);
    const folder = process.env.PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    const isAsking = (await page.getByTestId("ask").count()) > 0;
    await (isAsking ? page : page.getByTestId("blocked-time")).screenshot({ path });
  }

  it("takes four taps at most to block the afternoon, at 360 px in French", async () => {
    const date = openDay();
    const early = await book({ date, time: "09:00" });
    const { page, complaints } = await open(360, "/fr", date);
    let taps = 0;
    const tap = async (what: Locator) => {
      taps++;
      await what.click();
    };
    const news = page.getByTestId("block-news");
    await look(page, "fr-360-empty");
    expect(await textOf(page.getByTestId("no-blocks"))).to.contain("Rien n’est bloqué");

    await tap(page.getByTestId("block-time"));
    expect(await chip(page, "who", "petra").isChecked()).to.equal(true);
    await look(page, "fr-360-form");
    await tap(label(page, "preset", "afternoon"));
    await look(page, "fr-360-afternoon");
    await tap(page.getByTestId("block-save"));
    await until(async () => (await textOf(news)).includes("C’est bloqué."));
    console.log(`      a free afternoon: ${taps} taps`);
    expect(taps).to.be.at.most(4);
    expect(await textOf(news))
      .to.contain("Petra")
      .and.to.contain("de 12 h à la fin de la journée");
    expect(await page.evaluate("document.activeElement.dataset.testid")).to.equal("block-news");
    expect(await freeOn(date, "petra")).to.deep.equal([]);
    expect((await freeOn(date, "solange")).some((time) => time >= "12:00")).to.equal(true);
    await look(page, "fr-360-done");

    // Taken back in the line that says it.
    await page.getByTestId("block-undo").click();
    await until(async () => (await textOf(news)).includes("de nouveau libre"));
    expect((await freeOn(date, "petra")).some((time) => time >= "12:00")).to.equal(true);
    expect(await blocks()).to.deep.equal([]);

    const late = await book({ date, time: "14:00", name: "Bih Tabi" });
    taps = 0;
    await tap(page.getByTestId("block-time"));
    await tap(label(page, "preset", "afternoon"));
    await tap(page.getByTestId("block-save"));
    const ways = page.getByTestId("ways").locator("li");
    await ways.first().waitFor();
    expect(await ways.count()).to.equal(1);
    expect(await textOf(ways.first()))
      .to.contain("Bih Tabi")
      .and.to.contain("14 h, avec Petra");
    expect(await blocks(), "before an answer nothing has happened").to.deep.equal([]);
    await look(page, "fr-360-in-the-way");
    await tap(page.getByTestId("ways-save"));
    await until(async () => (await textOf(news)).includes("C’est bloqué."));
    console.log(`      an afternoon with a visit that is kept: ${taps} taps`);
    expect(taps).to.be.at.most(4);
    expect([await statusOf(early), await statusOf(late)]).to.deep.equal(["confirmed", "confirmed"]);
    expect(await freeOn(date, "petra")).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);

    // A customer is offered none of it.
    const { page: visitor } = await openPage(browser, { viewport: { width: 360, height: 800 } });
    await openForm(visitor, `${site.stage.siteUrl}/fr/book?service=cornrows`);
    await chooseStaff(visitor, "petra");
    await visitor.getByTestId("times-loading").waitFor({ state: "detached" });
    expect(await visitor.locator(`#day-${date}:not([disabled])`).count()).to.equal(0);
    await visitor.context().close();
    await page.context().close();
  });

  it("cancels with a message what is told to go, and names who is to be called", async () => {
    const date = openDay(1);
    const email = "told@example.com";
    const told = await book({ date, time: "13:00", name: "Told Ndi", email });
    const called = await book({ date, time: "16:00", name: "Called Fru", email: undefined });
    const { page, complaints } = await open(1280, "", date);
    await page.getByTestId("block-time").click();
    await label(page, "preset", "afternoon").click();
    await label(page, "reason", "sick").click();
    await page.getByTestId("block-panel").locator("summary").click();
    await page.locator("#block-note").fill("Flu");
    await page.getByTestId("block-save").click();
    await page.getByTestId("ways").waitFor();
    await label(page, `way-${told}`, "cancel").click();
    await label(page, `way-${called}`, "cancel").click();
    expect(await textOf(page.getByTestId("ways-save"))).to.equal("Cancel 2 visits and block");
    await look(page, "en-1280-in-the-way");
    await page.getByTestId("ways-save").click();
    await page.getByTestId("block-untold").waitFor();
    expect(await textOf(page.getByTestId("block-untold"))).to.contain("Called Fru");
    await look(page, "en-1280-done");
    expect([await statusOf(told), await statusOf(called)]).to.deep.equal([
      "cancelled",
      "cancelled",
    ]);
    await site.mail(({ to, subject }) => String(to).includes(email) && /Cancelled/.test(subject));
    expect(await blocks()).to.have.lengthOf(1);
    expect((await blocks())[0]).to.deep.include({ heldDays: 1, leftDays: 0, note: "Flu" });
    // The list of bookings below is as new.
    await until(async () => (await page.locator(".badge-cancelled").count()) >= 2);

    // Removed after a question, and back by the same line.
    await page.getByTestId("coming-blocks").locator("summary").click();
    await look(page, "en-1280-list");
    await page.getByTestId("block-remove").click();
    await page.getByTestId("ask").waitFor();
    await look(page, "en-1280-question");
    await page.keyboard.press("Escape");
    expect(await blocks()).to.have.lengthOf(1);
    await page.getByTestId("block-remove").click();
    await page.getByTestId("ask-confirm").click();
    await page.getByTestId("no-blocks").waitFor();
    expect(await freeOn(date, "petra")).to.include("13:00");
    await page.getByTestId("block-undo").click();
    await page.getByTestId("coming-blocks").waitFor();
    expect((await blocks())[0]).to.deep.include({ heldDays: 1, reason: "sick", note: "Flu" });
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("goes on with a long one after a lost connection and a reload, by keyboard alone", async () => {
    const [first, last] = [openDay(2), addDays(openDay(2), 6)];
    const visit = await book({ date: first, time: "10:00", name: "Ewe Mbah", staff: "solange" });
    const { page } = await open(320, "/fr", first);
    const press = async (key: string, times = 1) => {
      for (let time = 0; time < times; time++) await page.keyboard.press(key);
    };
    const focused = () =>
      page.evaluate(
        "document.activeElement.dataset.testid ?? document.activeElement.value ?? document.activeElement.id",
      );
    await page.getByTestId("block-time").focus();
    await press("Enter");
    expect(await focused()).to.equal("block-title");
    // Nothing chosen: it says so where the choice is.
    await page.getByTestId("block-save").focus();
    await press("Enter");
    await page.locator("#preset-problem").waitFor();
    expect(await focused()).to.equal("afternoon");
    await press("ArrowUp");
    expect(await focused()).to.equal("other");
    await page.locator("#block-from").fill(first);
    await page.locator("#block-to").fill(last);
    await page.locator("#block-fromTime").fill("");
    await chip(page, "who", "petra").focus();
    await press("ArrowUp");
    expect(await focused()).to.equal("*");
    await press("Tab");
    await press("ArrowDown", 2);
    expect(await focused()).to.equal("closed");
    await look(page, "fr-320-days");
    await page.locator("#block-to").focus();
    await press("Enter");
    await page.getByTestId("ways").waitFor();
    await chip(page, `way-${visit}`, "keep").focus();
    await press("ArrowRight");
    await look(page, "fr-320-in-the-way");

    // The visit is cancelled, and then the line is gone.
    await page.route("**/continue", (route) => route.abort());
    await page.getByTestId("ways-save").focus();
    await press("Enter");
    await page.getByRole("alert").first().waitFor();
    await look(page, "fr-320-lost");
    await page.unroute("**/continue");
    expect(await statusOf(visit)).to.equal("cancelled");
    expect((await blocks())[0]).to.deep.include({ heldDays: 13, leftDays: 1 });

    await page.reload();
    await page.getByTestId("waiting-blocks").waitFor();
    expect(await textOf(page.getByTestId("block-left"))).to.contain("13 jours bloqués sur 14");
    await look(page, "fr-320-left");
    await page.getByTestId("block-continue").focus();
    await press("Enter");
    await until(async () =>
      (await textOf(page.getByTestId("block-news"))).includes("C’est bloqué."),
    );
    expect((await blocks())[0]).to.deep.include({ heldDays: 14, leftDays: 0 });
    await page.context().close();
  });
});
