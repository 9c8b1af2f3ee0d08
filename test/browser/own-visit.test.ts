import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { bookedId, choosePetra, chooseTime, fillDetails, openForm } from "../support/booking-page";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import { soon } from "../support/soon";
import {
  noThrottle,
  openDay,
  openTestStage,
  ownLink,
  type TestStage,
  visitorRequest,
} from "../support/stage";

describe("a visit's own page", function () {
  this.timeout(120_000);
  let browser: Browser;
  let site: TestStage;
  let people = 0;

  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), openTestStage(noThrottle)]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const url = (path: string) => `${site.stage.siteUrl}${path}`;
  const stored = async (bookingId: string) =>
    (await site.bookings()).find((one) => one.bookingId === bookingId);

  /** Books past the page, for somebody new, and gives the path that opens the visit. */
  async function book(changes: Record<string, unknown> = {}): Promise<string> {
    const phone = `6518446${10 + people++}`;
    const body = visitorRequest({ phone, email: undefined, ...changes });
    const reply = await site.api("POST", "/booking", { body });
    expect(reply.status, reply.text).to.equal(201);
    const { pathname, hash } = new URL(reply.json.manageUrl);
    return `${pathname}${hash}`;
  }

  async function bookOnPage(page: Page, date: string, folder = ""): Promise<string> {
    await openForm(page, url(`${folder}/book?service=cornrows`));
    await chooseTime(page, date, "10:00");
    await fillDetails(page, { phone: `6518446${10 + people++}` });
    await page.getByTestId("submit").click();
    return bookedId(page);
  }

  it("has an address of its own that survives reload, Back, a closed tab and the other language", async () => {
    const { page, complaints } = await openPage(browser);
    await page.goto(url("/"));
    const bookingId = await bookOnPage(page, openDay(0));
    const address = page.url();
    expect(new URL(address).pathname).to.equal("/manage");
    const code = await page.getByTestId("visit-code").textContent();
    expect(code).to.match(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/);
    expect(await page.getByTestId("visit-price").textContent()).to.contain("8,000");
    expect(
      ["Petra", "Solange"].includes((await page.getByTestId("visit-staff").textContent()) ?? ""),
      "who it is with, though anyone was asked for",
    ).to.equal(true);

    await page.reload();
    expect(await page.getByTestId("visit-code").textContent()).to.equal(code);
    await page.goBack();
    expect(new URL(page.url()).pathname, "not back to a filled form").to.equal("/");
    await page.goForward();
    expect(await page.getByTestId("visit-code").textContent()).to.equal(code);

    const again = await page.context().newPage();
    await page.close();
    await again.goto(address);
    await again.getByTestId("visit-code").waitFor();
    await again.locator("a[data-language=fr]").click();
    await again.getByText("Code de réservation").waitFor();
    expect(new URL(again.url()).pathname).to.equal("/fr/manage");
    expect(await again.getByTestId("visit-code").textContent()).to.equal(code);
    expect((await stored(bookingId))?.status).to.equal("confirmed");
    expect(complaints).to.deep.equal([]);
    await again.context().close();
  });

  it("leads from the fresh confirmation to the other language, and back to an empty form", async () => {
    const { page } = await openPage(browser);
    await bookOnPage(page, openDay(0));
    const code = await page.getByTestId("visit-code").textContent();
    await page.locator("a[data-language=fr]").click();
    await page.getByText("Code de réservation").waitFor();
    expect(await page.getByTestId("visit-code").textContent()).to.equal(code);
    await openForm(page, url("/book"));
    expect(await page.locator("#name").inputValue()).to.equal("");
    expect(await page.locator("input[name=service]:checked").count()).to.equal(0);
    await page.context().close();
  });

  it("is listed on its device, the sooner one first", async () => {
    const { page } = await openPage(browser);
    const later = await bookOnPage(page, openDay(4));
    const sooner = await bookOnPage(page, openDay(1));
    for (const path of ["/book", "/fr/manage"]) {
      await page.goto(url(path));
      const links = page.getByTestId("your-visits").locator("a");
      await links.first().waitFor();
      const listed = await links.evaluateAll((all) =>
        all.map((one) => (one as HTMLAnchorElement).hash.slice(1).split(".")[0]),
      );
      expect(listed, path).to.deep.equal([sooner, later]);
      await expectAccessible(page, `your visits on ${path}`);
    }
    await page.context().close();
  });

  for (const path of ["/book", "/manage"]) {
    it(`is forgotten with all that was typed when ${path} is told to forget the device`, async () => {
      const { page } = await openPage(browser);
      await bookOnPage(page, openDay(3));
      await openForm(page, url("/book"));
      await page.locator("#name").fill("Somebody");
      if (path !== "/book") await page.goto(url(path));
      await page.getByTestId("forget").click();
      await page.getByTestId("forgotten").waitFor();
      const kept = await page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })");
      expect(kept).not.to.match(/Somebody|Awa|cornrows|\.[\w-]{20}/);
      await openForm(page, url("/book"));
      expect(await page.locator("#name").inputValue()).to.equal("");
      expect(await page.getByTestId("your-visits").count()).to.equal(0);
      await page.context().close();
    });
  }

  it("is sent to oneself with its link and shared with others without it", async () => {
    const { page } = await openPage(browser, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const path = await book({ date: openDay(2), time: "09:00" });
    await page.addInitScript("navigator.share = async (data) => { window.shared = data; };");
    await page.goto(url(path));
    const secret = path.split(".").at(-1) as string;
    const read = (testId: string) =>
      page
        .getByTestId(testId)
        .getAttribute("href")
        .then((href) => new URL(href ?? "").searchParams.get("text") ?? "");
    await page.getByTestId("own-booking").waitFor();
    expect(await read("send-to-self")).to.contain(url(path));
    await page.getByTestId("copy-link").click();
    await page.getByText("Copied.").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).to.equal(url(path));

    await page.getByTestId("copy-visit").click();
    await page.getByTestId("share").click();
    const others = [
      await read("share-whatsapp"),
      (await page.evaluate("navigator.clipboard.readText()")) as string,
      (await page.evaluate("window.shared.text")) as string,
    ];
    for (const text of others) {
      expect(text).to.contain("Cornrows").and.to.contain("09:00");
      expect(text).not.to.contain(secret);
      expect(text).not.to.match(/manage|#/);
    }
    await page.context().close();
  });

  it("copies where the browser has no clipboard, as on plain http", async () => {
    const { page } = await openPage(browser, { permissions: ["clipboard-read"] });
    await page.addInitScript(
      "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })",
    );
    await page.goto(url(await book({ date: openDay(2), time: "11:00" })));
    await page.getByTestId("copy-link").click();
    await page.getByText("Copied.").waitFor();
    await page.context().close();
  });

  it("opens from a link with what programs have added to it", async () => {
    const path = await book({ date: openDay(2), time: "13:00" });
    const [folder, hash] = path.split("#");
    const { page } = await openPage(browser);
    for (const added of [
      `${path})`,
      `${path}.`,
      `${path}!`,
      `${path}?utm_source=mail`,
      `${path}&fbclid=Iw-1.x`,
      `${folder}?utm_source=mail#${hash}`,
      `${folder}%23${hash}`,
      `/fr${folder}%23${hash}.`,
    ]) {
      await page.goto("about:blank");
      await page.goto(url(added));
      await page.getByTestId("visit-code").waitFor();
      expect(new URL(page.url()).hash, added).to.equal(`#${hash}`);
      expect(new URL(page.url()).search, added).to.equal("");
    }
    await page.context().close();
  });

  it("keeps the line breaks of the note", async () => {
    const path = await book({ date: openDay(2), time: "15:00", note: "Long hair\nTwo colours" });
    const { page } = await openPage(browser);
    await page.goto(url(path));
    expect(await page.getByTestId("visit-note").innerText()).to.equal("Long hair\nTwo colours");
    await page.context().close();
  });

  it("is moved to another person, from the visit's week, over the month", async () => {
    const date = openDay(9);
    const path = await book({ date, time: "10:00" });
    const { bookingId } = ownLink(url(path));
    const { page, complaints } = await openPage(browser, { viewport: { width: 360, height: 740 } });
    await page.goto(url(path));
    await page.getByRole("button", { name: "Move to another time" }).click();
    await page.locator(`#day-${date}`).waitFor();
    expect(await page.locator('input[name="date"]:checked').inputValue()).to.equal(date);
    const present = page.locator(".slot", { hasText: "your present time" });
    expect(await present.locator("input").inputValue()).to.equal("10:00");
    expect(await present.locator("input").isDisabled()).to.equal(true);
    // The visit holds 10:00 to 11:45: it may move by less than its own length.
    expect(await page.locator('input[name="time"][value="11:00"]').isEnabled()).to.equal(true);
    await expectAccessible(page, "moving");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(360);

    const choices = page.getByTestId("move-people").locator("input");
    expect(
      await choices.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)),
    ).to.deep.equal(["petra", "solange", ""]);
    await page.locator("#staff-solange").check({ force: true });
    const target = openDay(3);
    await page.locator(".month-day").first().waitFor();
    const number = Number(target.slice(8));
    if (target.slice(0, 7) !== date.slice(0, 7)) {
      await page.getByRole("button", { name: "Previous month" }).click();
    }
    await page
      .getByTestId("month")
      .getByRole("radio", { name: new RegExp(`\\b${number} .*free`) })
      .check({ force: true });
    await page.locator(`#day-${target}`).waitFor();
    await page.locator('input[name="time"][value="16:00"]').check({ force: true });
    expect(await page.getByTestId("move-with").textContent()).to.contain("Solange");
    await page.getByRole("button", { name: "Move my visit" }).click();
    await page.getByTestId("move").waitFor({ state: "detached" });
    expect(await page.getByTestId("visit-staff").textContent()).to.equal("Solange");
    expect(await stored(bookingId)).to.include({
      staff: "solange",
      appointmentDate: target,
      appointmentTime: "16:00",
    });
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("asks for consent where another person's length or price differs, and sends what was agreed to", async () => {
    const date = openDay(5);
    const path = await book({ date, time: "10:00" });
    const { page } = await openPage(browser);
    const asked: unknown[] = [];
    await page.route("**/availability?*", async (route) => {
      const response = await route.fetch();
      const json = await response.json();
      for (const person of json.people ?? []) if (person.id === "solange") person.priceMinor = 6500;
      await route.fulfill({ response, json });
    });
    await page.route("**/reschedule", (route) => {
      asked.push(route.request().postDataJSON());
      return route.continue();
    });
    await page.goto(url(path));
    await page.getByRole("button", { name: "Move to another time" }).click();
    await page.locator("#staff-solange").check({ force: true });
    await page.locator('input[name="time"][value="14:00"]').check({ force: true });
    const terms = await page.getByTestId("new-terms").textContent();
    expect(terms).to.contain("8,000").and.to.contain("6,500");
    await expectAccessible(page, "new terms");
    await page.getByRole("button", { name: "Move my visit" }).click();
    await page.getByText("Please agree to the new length and price first.").waitFor();
    expect(asked).to.deep.equal([]);
    await page.locator("input[name=agreed]").check({ force: true });
    await page.getByRole("button", { name: "Move my visit" }).click();
    await page.getByTestId("move").waitFor({ state: "detached" });
    expect(asked).to.deep.equal([
      {
        date,
        time: "14:00",
        staff: "solange",
        expected: { durationMinutes: 90, priceMinor: 6500 },
      },
    ]);
    await page.context().close();
  });

  it("offers what still works where it can't be moved any more", async () => {
    const path = await book({ date: openDay(6), time: "10:00" });
    const { page } = await openPage(browser);
    let changes: Record<string, unknown> = { movable: false };
    await page.route(/\/api\/booking\/[^/]+$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), ...changes } });
    });
    await page.goto(url(path));
    expect(await page.getByTestId("move-by-phone").textContent()).to.contain("+237");
    expect(await page.getByRole("button", { name: "Cancel this visit" }).count()).to.equal(1);
    expect(await page.getByRole("button", { name: "Move to another time" }).count()).to.equal(0);
    changes = { movable: false, changeable: false };
    await page.reload();
    await page.getByText("too late to change this visit online").waitFor();
    expect(await page.getByRole("button", { name: "Cancel this visit" }).count()).to.equal(0);
    await page.context().close();
  });

  /** For whoever wants to look at them: PICTURES names a folder. */
  async function picture(page: Page, name: string) {
    const folder = process.env.PICTURES;
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }

  it("shows the visit as it is where it was cancelled elsewhere while it was being moved", async () => {
    const path = await book({ date: openDay(11), time: "10:00" });
    const { page } = await openPage(browser, { viewport: { width: 360, height: 740 } });
    await page.goto(url(path));
    await page.getByTestId("own-booking").waitFor();
    await picture(page, "own-360");
    await page.getByRole("button", { name: "Move to another time" }).click();
    await page.locator('input[name="time"][value="15:00"]').check({ force: true });
    const { bookingId, headers } = ownLink(url(path));
    const gone = await site.api("POST", `/booking/${bookingId}/cancel`, { headers, body: {} });
    expect(gone.status).to.equal(200);
    await page.getByRole("button", { name: "Move my visit" }).click();
    await page.getByTestId("move").waitFor({ state: "detached" });
    expect(await page.getByTestId("status").textContent()).to.equal("Cancelled");
    expect(await page.getByRole("alert").textContent()).to.contain("changed in the meantime");
    expect(await page.getByRole("button", { name: "Move to another time" }).count()).to.equal(0);
    await expectAccessible(page, "a visit that was cancelled elsewhere");
    await picture(page, "cancelled-elsewhere-360");
    await page.context().close();
  });

  it("says why it can't be moved where the moves were used up elsewhere, with a number to tap", async () => {
    const path = await book({ date: openDay(12), time: "09:00" });
    const { page } = await openPage(browser, { viewport: { width: 1280, height: 900 } });
    await page.goto(url(path));
    expect(await page.locator(".visit-links").innerText()).to.contain("move or cancel");
    await picture(page, "own-1280");
    await page.getByRole("button", { name: "Move to another time" }).click();
    await page.locator('input[name="time"][value="16:00"]').check({ force: true });
    const { bookingId } = ownLink(url(path));
    await site.put("data-bookings", { ...(await stored(bookingId)), ownMoves: 5 });
    await page.getByRole("button", { name: "Move my visit" }).click();
    await page.getByTestId("move").waitFor({ state: "detached" });
    const why = page.getByTestId("move-by-phone");
    expect(await why.textContent()).to.contain("5 times");
    expect(await why.locator('a[href^="tel:+237"]').count()).to.equal(1);
    const keep = await page.locator(".visit-links").innerText();
    expect(keep).to.contain("can cancel the visit").and.not.to.contain("move");
    await expectAccessible(page, "a visit that can't be moved any more");
    await picture(page, "moves-used-1280");
    await page.context().close();
  });

  it("leads to its own review once it took place", async () => {
    const path = await book({ date: openDay(13), time: "09:00" });
    const { bookingId } = ownLink(url(path));
    const { page } = await openPage(browser);
    await page.goto(url(path));
    await page.getByTestId("own-booking").waitFor();
    expect(await page.getByTestId("review-visit").count()).to.equal(0);
    await site.begin(bookingId);
    await site.put("data-bookings", { ...(await stored(bookingId)), status: "completed" });
    await page.reload();
    await page.getByTestId("review-visit").click();
    await page.getByTestId("verified-hint").waitFor();
    await page.context().close();
  });

  it("shows what was sold, though the service and the person are gone", async () => {
    const path = await book({ date: openDay(6), time: "14:00" });
    const { page } = await openPage(browser);
    await page.route(/\/api\/booking\/[^/]+$/, async (route) => {
      const response = await route.fetch();
      const own = await response.json();
      const services = [{ id: "old", name: { en: "Old style", fr: "À l'ancienne" } }];
      const sold = { ...own.sold, services, staffName: "Ruth", priceMinor: 1234 };
      await route.fulfill({ response, json: { ...own, service: ["old"], staff: "ruth", sold } });
    });
    await page.goto(url(path));
    expect(await page.getByTestId("visit-service").textContent()).to.contain("Old style");
    expect(await page.getByTestId("visit-staff").textContent()).to.equal("Ruth");
    expect(await page.getByTestId("visit-price").textContent()).to.contain("1,234");
    await page.context().close();
  });

  it("is found again through its own contact: the page says the same whether anything exists", async () => {
    const { page } = await openPage(browser);
    await book({ date: openDay(7), time: "10:00", email: "lost-link@example.com" });
    const answers: (string | null)[] = [];
    for (const contact of ["lost-link@example.com", "nobody@example.com"]) {
      await page.goto(url("/manage"));
      await page.getByTestId("send-links").waitFor();
      await page.locator("#contact").fill(contact);
      await page.keyboard.press("Enter");
      answers.push(await page.getByTestId("links-answer").textContent());
    }
    expect(answers[0]).to.equal(answers[1]);
    await expectAccessible(page, "send links");
    await page.locator("#contact").fill("12");
    await page.keyboard.press("Enter");
    await page.locator("#contact-problem").waitFor();
    await page.context().close();
  });

  it("offers a second visit at the same time only for somebody else, and loses nothing typed", async () => {
    const date = openDay(8);
    const phone = "651844799";
    await book({ date, time: "10:00", phone });
    const { page } = await openPage(browser);
    await openForm(page, url("/book?service=cornrows"));
    await page.locator("#staff-solange").check({ force: true });
    await chooseTime(page, date, "10:00");
    await fillDetails(page, { name: "Second Visit", phone });
    await page.getByTestId("submit").click();
    await page.getByTestId("limit").waitFor();
    await expectAccessible(page, "limit");
    expect(await page.locator("#name").inputValue()).to.equal("Second Visit");
    await page.getByRole("checkbox", { name: "This visit is for somebody else" }).check({
      force: true,
    });
    await page.getByTestId("submit").click();
    const bookingId = await bookedId(page);
    expect(await stored(bookingId)).to.include({ appointmentTime: "10:00", staff: "solange" });
    await page.context().close();
  });

  it("loses a time that has become too short notice, and asks for the times again", async () => {
    const { page } = await openPage(browser);
    await openForm(page, url("/book?service=cornrows"));
    await choosePetra(page);
    await chooseTime(page, openDay(10), "10:00");
    await fillDetails(page);
    let asked = 0;
    await page.route("**/availability?*", async (route) => {
      asked++;
      const response = await route.fetch();
      const json = await response.json();
      for (const one of json.days) {
        one.slots = one.slots.filter(({ time }: { time: string }) => time !== "10:00");
      }
      await route.fulfill({ response, json });
    });
    await page.route("**/api/booking", (route) =>
      route.fulfill({
        status: 400,
        json: { code: "invalid", error: "Wrong.", fields: { time: "Too short notice." } },
      }),
    );
    await page.getByTestId("submit").click();
    await page.getByTestId("problems").getByText("Too short notice.").waitFor();
    await page.locator('input[name="time"][value="10:00"]').waitFor({ state: "detached" });
    // The list is empty before the request has left.
    await soon(() => asked > 0, "the times are asked for again");
    await page.locator('input[name="time"]').first().waitFor({ state: "attached" });
    expect(asked).to.equal(1);
    expect(await page.locator('input[name="time"]:checked').count()).to.equal(0);
    expect(await page.locator("#name").inputValue()).to.equal("Awa Ngo");
    await page.context().close();
  });

  it("can't be made of services that nobody can do in one day, and says so before any request", async () => {
    const { page } = await openPage(browser);
    await openForm(page, url("/book"));
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.locator("#service-knotless-braids").check({ force: true });
    await page.locator("#service-faux-locs").check({ force: true });
    await page.locator("#service-box-braids").check({ force: true });
    await page.getByTestId("combination").waitFor();
    await expectAccessible(page, "combination");
    expect(await page.locator("#staff-solange").isDisabled()).to.equal(true);
    await page.getByTestId("submit").click();
    await page.getByTestId("problems").waitFor();
    expect(asked.filter((path) => path === "/api/booking")).to.deep.equal([]);
    expect(await page.getByTestId("time-picker").count()).to.equal(0);
    await page.context().close();
  });
});
