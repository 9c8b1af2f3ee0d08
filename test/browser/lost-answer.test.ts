import { expect } from "chai";
import type { Browser, BrowserContext, Page, Route } from "playwright-core";
import { bookedId, choosePetra, chooseTime, fillDetails, openForm } from "../support/booking-page";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import { noThrottle, openDay, openTestStage, type TestStage } from "../support/stage";

/** Reaches the server, and loses the answer on the way back. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  // The page may be gone by then.
  await route.abort("connectionreset").catch(() => undefined);
}

/** A promise that the code which waits for something else can keep. */
function signal(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((keep) => {
    resolve = keep;
  });
  return { promise, resolve };
}

describe("a booking whose answer is lost", function () {
  this.timeout(120_000);
  let browser: Browser;
  let site: TestStage;
  /** Each test books a day of its own. */
  let day = 0;

  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), openTestStage(noThrottle)]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const url = (path: string) => `${site.stage.siteUrl}${path}`;
  const bookedBy = async (name: string) =>
    (await site.bookings()).filter(({ customerName }) => customerName === name);

  /** A filled form with Petra at ten, and how requests to book are treated from now on. */
  async function filledForm(name: string, treat: (route: Route) => Promise<void>) {
    const { page, complaints } = await openPage(browser);
    const date = openDay(day++);
    await openForm(page, url("/book?service=cornrows"));
    await fill(page, name, date);
    await page.route("**/api/booking", (route) =>
      route.request().method() === "POST" ? treat(route) : route.continue(),
    );
    return { page, complaints, date };
  }

  async function fill(page: Page, name: string, date: string) {
    await choosePetra(page);
    await chooseTime(page, date, "10:00");
    await fillDetails(page, { name, phone: `6518446${10 + day}` });
  }

  /** A tab in the same browser, after the one before has been closed. */
  async function nextTab(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return page;
  }

  it("says that nobody knows yet, asks by itself and ends in the confirmation, booked once", async () => {
    const keys: (string | undefined)[] = [];
    const { page } = await filledForm("Lost Once", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      if (keys.length < 3) await loseAnswer(route);
      else await route.continue();
    });
    await page.getByTestId("submit").click();
    await page.getByTestId("asking").waitFor();
    expect(await page.locator("h1").textContent()).to.contain("We don’t know yet");
    await expectAccessible(page, "asking");
    const bookingId = await bookedId(page);
    expect(new Set(keys).size, "one key for every copy").to.equal(1);
    const stored = await bookedBy("Lost Once");
    expect(stored.map((one) => one.bookingId)).to.deep.equal([bookingId]);
    expect(await page.evaluate("localStorage.getItem('shopfront.attempts')")).to.equal(null);
    await page.context().close();
  });

  it("goes on after 502, 504 and 503, whose Retry-After it keeps", async () => {
    const sent: number[] = [];
    const { page } = await filledForm("Busy Server", async (route) => {
      sent.push(Date.now());
      const [status] = [[502], [504], [503]][sent.length - 1] ?? [];
      if (status === undefined) return route.continue();
      await route.fulfill({ status, headers: status === 503 ? { "Retry-After": "6" } : {} });
    });
    await page.getByTestId("submit").click();
    await bookedId(page);
    expect(sent).to.have.length(4);
    expect((sent[3] as number) - (sent[2] as number)).to.be.at.least(6_000);
    expect(await bookedBy("Busy Server")).to.have.length(1);
    await page.context().close();
  });

  it("is sent again at once when the device is back online", async () => {
    const { page } = await filledForm("Back Online", (route) => route.continue());
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.context().setOffline(true);
    await page.getByTestId("submit").click();
    await page.getByTestId("asking").waitFor();
    expect(await bookedBy("Back Online")).to.have.length(0);
    // No pause ever ends on a clock that stands still.
    await page.context().setOffline(false);
    await bookedId(page);
    expect(await bookedBy("Back Online")).to.have.length(1);
    await page.context().close();
  });

  it("is found by its key in a new tab after the first one was closed, and booked no second time", async () => {
    const sent = signal();
    const { page } = await filledForm("Closed Tab", async (route) => {
      await route.fetch();
      sent.resolve();
    });
    await page.getByTestId("submit").click();
    await sent.promise;
    const context = page.context();
    await page.close();
    const later = await nextTab(context);
    const methods: string[] = [];
    later.on("request", (request) => {
      if (request.url().endsWith("/api/booking")) methods.push(request.method());
    });
    await later.goto(url("/book"));
    const bookingId = await bookedId(later);
    expect(await later.getByTestId("found").textContent()).to.contain("This visit was booked");
    expect(methods, "only asked").to.deep.equal(["GET"]);
    expect((await bookedBy("Closed Tab")).map((one) => one.bookingId)).to.deep.equal([bookingId]);
    await context.close();
  });

  it("is found on the next day, in the other language", async () => {
    const sent = signal();
    const { page } = await filledForm("Next Day", async (route) => {
      await route.fetch();
      sent.resolve();
    });
    await page.getByTestId("submit").click();
    await sent.promise;
    const context = page.context();
    await page.close();
    const tomorrow = await nextTab(context);
    await tomorrow.clock.install({ time: new Date(Date.now() + 24 * 3_600_000) });
    await tomorrow.goto(url("/fr/book"));
    await tomorrow.getByTestId("found").getByText("Ce rendez-vous est bien réservé").waitFor();
    expect(new URL(tomorrow.url()).pathname).to.equal("/fr/manage");
    expect(await bookedBy("Next Day")).to.have.length(1);
    await context.close();
  });

  it("that never arrived leaves the decision to its customer, with the form as it was", async () => {
    const { page, date } = await filledForm("Never Arrived", (route) => route.abort());
    await page.locator("#note").fill("Long hair");
    await page.getByTestId("submit").click();
    await page.getByTestId("asking").waitFor();
    const context = page.context();
    await page.close();
    const later = await nextTab(context);
    await later.goto(url("/book"));
    await later.getByTestId("missing").waitFor();
    await expectAccessible(later, "missing");
    expect(await later.locator("#name").inputValue()).to.equal("Never Arrived");
    expect(await later.locator("#note").inputValue()).to.equal("Long hair");
    await later.locator(`#day-${date}`).waitFor();
    expect(await later.locator('input[name="time"]:checked').inputValue()).to.equal("10:00");
    expect(await bookedBy("Never Arrived"), "nothing was booked by asking").to.have.length(0);
    await later.getByTestId("missing").getByRole("button", { name: "Book it now" }).click();
    await bookedId(later);
    expect(await bookedBy("Never Arrived")).to.have.length(1);
    await context.close();
  });

  it("that never arrived can be discarded, and is asked about no more", async () => {
    const { page } = await filledForm("Discarded", (route) => route.abort());
    await page.getByTestId("submit").click();
    await page.getByTestId("asking").waitFor();
    await page.reload();
    await page.getByTestId("missing").getByRole("button", { name: "No, discard it" }).click();
    await page.getByTestId("missing").waitFor({ state: "detached" });
    expect(await page.locator("#name").inputValue()).to.equal("");
    await page.reload();
    await page.locator("form[data-ready]").waitFor();
    expect(await page.locator("#name").inputValue()).to.equal("");
    expect(await bookedBy("Discarded")).to.have.length(0);
    await page.context().close();
  });

  it("is given up after two minutes; the visitor's own hour is neither taken nor dropped, and another try ends in the confirmation", async () => {
    let lost = true;
    const { page, date } = await filledForm("Two Minutes", (route) =>
      lost ? loseAnswer(route) : route.continue(),
    );
    await page.clock.install();
    await page.getByTestId("submit").click();
    await page.getByTestId("asking").waitFor();
    const unknown = page.getByTestId("unknown");
    for (let round = 0; round < 60 && (await unknown.count()) === 0; round++) {
      await page.clock.runFor(4_000);
      await new Promise((resume) => setTimeout(resume, 150));
    }
    expect(await unknown.locator('a[href^="tel:"]').count(), "a number to call").to.equal(1);
    await expectAccessible(page, "unknown");
    await unknown.getByRole("button", { name: "Back to the form" }).click();
    await page.locator(`#day-${date}`).waitFor();
    const own = page.locator('input[name="time"][value="10:00"]');
    expect(await own.isChecked()).to.equal(true);
    expect(await own.isEnabled()).to.equal(true);
    expect(await page.getByTestId("taken").count()).to.equal(0);
    lost = false;
    await page.getByTestId("submit").click();
    await bookedId(page);
    expect(await bookedBy("Two Minutes")).to.have.length(1);
    await page.context().close();
  });

  it("is one visit from two tabs with the same form, before and after the answer", async () => {
    let lost = true;
    const { page, date } = await filledForm("Two Tabs", (route) =>
      lost ? loseAnswer(route) : route.continue(),
    );
    const other = await nextTab(page.context());
    await openForm(other, url("/book?service=cornrows"));
    const third = await nextTab(page.context());
    await openForm(third, url("/book?service=cornrows"));
    for (const tab of [other, third]) await fill(tab, "Two Tabs", date);
    await page.getByTestId("submit").click();
    await page.getByTestId("asking").waitFor();
    await other.getByTestId("submit").click();
    const bookingId = await bookedId(other);
    lost = false;
    // The waiting tab learns it from the other one.
    await page.waitForURL(/\/manage#/);
    await third.getByTestId("submit").click();
    expect(await bookedId(third)).to.equal(bookingId);
    expect(await bookedBy("Two Tabs")).to.have.length(1);
    await page.context().close();
  });

  it("is asked about before another visit is booked in its place", async () => {
    const { page, date } = await filledForm("Changed Mind", (route) => loseAnswer(route));
    await page.clock.install();
    await page.getByTestId("submit").click();
    const unknown = page.getByTestId("unknown");
    for (let round = 0; round < 60 && (await unknown.count()) === 0; round++) {
      await page.clock.runFor(4_000);
      await new Promise((resume) => setTimeout(resume, 150));
    }
    await unknown.getByRole("button", { name: "Back to the form" }).click();
    await chooseTime(page, date, "14:00");
    await page.getByTestId("submit").click();
    await page.getByTestId("found").waitFor();
    const stored = await bookedBy("Changed Mind");
    expect(stored.map(({ appointmentTime }) => appointmentTime)).to.deep.equal(["10:00"]);
    await page.context().close();
  });
});
