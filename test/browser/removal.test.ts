import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { business } from "../../business";
import { systemClock } from "../../handlers/runtime/clock";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";
import { until } from "../support/waiting";

const words = {
  en: {
    folder: "",
    match: "12 bookings match, of 1 person:",
    all: "Show all 12",
    ask: "Remove these 12 bookings?",
    told: "1 person gets one message",
    over: "12 bookings removed. None of those you saw is left.",
    nothing: "No upcoming booking matches.",
    made: "booked on ",
    byPhone: "1 person has no e-mail address and must be told by phone:",
    untold: "1 person got no message about a cancelled visit. Please call:",
    required: "at least one of these",
  },
  fr: {
    folder: "/fr",
    match: "12 rendez-vous correspondent, pour 1 personne\u00a0:",
    all: "Tout afficher (12)",
    ask: "Supprimer ces 12 rendez-vous\u00a0?",
    told: "1 personne reçoit un seul message",
    over: "12 rendez-vous supprimés. Il ne reste aucun de ceux que vous avez vus.",
    made: "réservé le ",
    byPhone: "1 personne n’a pas d’adresse e-mail et doit être prévenue par téléphone\u00a0:",
    untold: "1 personne n’a reçu aucun message d’annulation. À appeler\u00a0:",
    nothing: "Aucun rendez-vous à venir ne correspond.",
    required: "au moins un critère",
  },
} as const;

/** What the browser says when the function refuses, as it should. */
const refused = "Failed to load resource: the server responded with a status of 400 (Bad Request)";
const throttled =
  "Failed to load resource: the server responded with a status of 429 (Too Many Requests)";

describe("removing many bookings at the desk", function () {
  this.timeout(120_000);
  let browser: Browser;
  let site: TestStage;
  const times = ["09:00", "11:00", "13:00", "15:00"];
  let day = 0;

  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), openTestStage(noThrottle)]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** As many visits as a flood left, all with one address. */
  async function flood(email: string, number: number): Promise<void> {
    for (let at = 0; at < number; at++) {
      const { phone } = visitorRequest();
      // The desk's own, so that no cap of the visitors' stops them.
      const date = openDay(day + Math.floor(at / 4));
      const body = visitorRequest({ date, time: times[at % 4], email: `${at}${email}`, phone });
      const reply = await site.api("POST", "/booking", { body });
      expect(reply.status, reply.text).to.equal(201);
      const booking = (await site.bookings()).find(
        ({ bookingId }) => bookingId === reply.json.bookingId,
      );
      await site.put("data-bookings", { ...booking, customerEmail: email });
    }
    day += Math.ceil(number / 4);
    // A preview leaves out what changed in its own second.
    const last = systemClock();
    await until(() => systemClock() > last);
  }
  async function open(width: number, folder: string) {
    const watched = await openPage(browser, { viewport: { width, height: 900 } });
    const { page } = watched;
    await page.goto(`${site.stage.siteUrl}${folder}/admin`);
    await page.locator("#sign-in-email").fill(site.admin.email);
    await page.locator("#sign-in-password").fill(site.admin.password);
    await page.keyboard.press("Enter");
    await page.getByTestId("desk").waitFor();
    return watched;
  }
  async function expectFitting(page: Page, what: string) {
    const [width, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
    ]);
    expect(width, `nothing wider than the screen: ${what}`).to.be.at.most(screen ?? 0);
  }
  /** For whoever wants to look at them: PICTURES names a folder. */
  async function picture(page: Page, name: string) {
    const folder = process.env.PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    const isAsking = (await page.getByTestId("ask").count()) > 0;
    await (isAsking ? page : page.getByTestId("removal")).screenshot({ path });
  }
  const matching = (page: Page) => page.getByTestId("removal-matching");
  const open12 = async (email: string) =>
    (await site.bookings()).filter(
      ({ customerEmail, status }) => customerEmail === email && status === "confirmed",
    ).length;

  for (const [index, language] of business.languages.entries()) {
    const width = [360, 1280][index % 2] as number;
    it(`shows in ${language} what matches, asks, and removes it, with the keyboard alone at ${width} px`, async () => {
      const email = `flood-${language}@example.com`;
      await flood(email, 12);
      const w = words[language];
      const { page, complaints } = await open(width, w.folder);
      const box = page.getByTestId("removal");
      await box.locator("summary").focus();
      await page.keyboard.press("Enter");
      await page.locator("#remove-phone").waitFor();

      // Nothing filled in: the API's own sentence, at the field.
      await page.getByTestId("removal-preview").focus();
      await page.keyboard.press("Enter");
      await page.locator("#remove-phone-problem").waitFor();
      expect(await page.locator("#remove-phone-problem").innerText()).to.contain(w.required);
      expect(await page.evaluate(() => document.activeElement?.id)).to.equal("remove-phone");
      await picture(page, `${language}-${width}-required`);

      await page.locator("#remove-email").fill(email);
      await page.keyboard.press("Enter");
      await matching(page).waitFor();
      expect(await matching(page).innerText()).to.equal(w.match);
      const rows = page.getByTestId("removal-examples").locator("li");
      expect(await rows.count()).to.equal(10);
      expect(await page.evaluate(() => document.activeElement?.className)).to.equal(
        "desk-removal-news",
      );
      await expectFitting(page, "the preview");
      await expectAccessible(page, `the preview in ${language}`);
      await picture(page, `${language}-${width}-preview`);
      expect(await open12(email)).to.equal(12);

      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.textContent")).to.equal(w.all);
      await page.keyboard.press("Enter");
      await until(async () => (await rows.count()) === 12);
      const row = await rows.last().innerText();
      expect(row).to.contain(w.made).and.to.contain("+237").and.to.contain(email);
      await expectFitting(page, "all of them");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      const ask = page.getByTestId("ask");
      await ask.waitFor();
      expect(await ask.innerText())
        .to.contain(w.ask)
        .and.to.contain(w.told);
      await expectAccessible(page, `the question in ${language}`);
      await picture(page, `${language}-${width}-question`);
      await page.keyboard.press("Escape");
      await ask.waitFor({ state: "detached" });
      expect(await open12(email)).to.equal(12);

      await page.getByTestId("removal-run").click();
      await page.getByTestId("ask-confirm").click();
      await until(async () => (await box.innerText()).includes(w.over));
      expect(await open12(email)).to.equal(0);
      await expectFitting(page, "the result");
      await picture(page, `${language}-${width}-result`);

      // The same again finds nothing.
      await page.locator("#remove-email").fill(email);
      await page.keyboard.press("Enter");
      await matching(page).waitFor();
      expect(await matching(page).innerText()).to.equal(w.nothing);
      expect(complaints).to.deep.equal([refused]);
      const told = (await site.stage.mails()).filter(
        ({ to, subject }) => String(to).includes(email) && /Cancelled|annulée/.test(subject),
      );
      expect(told.length).to.be.at.most(1);
      await page.context().close();
    });
  }

  it("says how far it is, stops when told to, and goes on after a failure", async () => {
    const email = "steps@example.com";
    await flood(email, 8);
    const { page, complaints } = await open(360, "");
    await page.getByTestId("removal").locator("summary").click();
    await page.locator("#remove-email").fill(email);
    await page.keyboard.press("Enter");
    await matching(page).waitFor();
    // Each call as if its time were up after two, the second one refused.
    let calls = 0;
    await page.route("**/api/admin/bookings/removals", async (route) => {
      calls++;
      if (calls === 2) {
        const body = JSON.stringify({ code: "throttled", error: "Too many requests." });
        return route.fulfill({ status: 429, contentType: "application/json", body });
      }
      if (calls > 3) return route.continue();
      await new Promise((resume) => setTimeout(resume, 700));
      const sent = route.request().postDataJSON();
      const body = JSON.stringify({
        removalId: sent.removalId,
        removed: 2,
        remaining: 8 - 2 * Math.min(calls, 2),
        people: 1,
        withoutAddress: 0,
        examples: [],
      });
      return route.fulfill({ status: 200, contentType: "application/json", body });
    });
    await page.getByTestId("removal-run").click();
    await page.getByTestId("ask-confirm").click();
    await until(async () => (await matching(page).innerText()) === "0 of 8 removed…");
    await picture(page, "en-360-running");
    await page.locator(".notice-problem").waitFor();
    expect(await matching(page).innerText())
      .to.contain("6 bookings match")
      .and.to.contain("2 removed so far.");
    await expectFitting(page, "the failure");
    await picture(page, "en-360-failure");

    // It goes on where it was, and stops after the call that is on its way.
    await page.getByTestId("removal-run").click();
    await page.getByTestId("ask-confirm").click();
    await page.getByTestId("removal-stop").click();
    // Said at once, though the call is still on its way.
    expect(await page.getByTestId("removal-stop").innerText()).to.equal("Stopping…");
    expect(await matching(page).innerText()).to.contain("Stopping…");
    expect(calls).to.equal(3);
    await until(async () => (await matching(page).innerText()).includes("4 removed so far."));
    expect(calls).to.equal(3);

    await page.getByTestId("removal-run").click();
    await page.getByTestId("ask-confirm").click();
    await until(async () =>
      (await page.getByTestId("removal").innerText()).includes("12 bookings removed."),
    );
    expect(await open12(email)).to.equal(0);
    expect(complaints).to.deep.equal([throttled]);
    await page.context().close();
  });

  for (const [index, language] of business.languages.entries()) {
    const width = [1280, 360][index % 2] as number;
    it(`names in ${language} who has to be told by phone, before the removal and after it`, async () => {
      const w = words[language];
      const address = `called-${language}@example.com`;
      await flood(address, 3);
      const customerPhone = `+23765184469${index}`;
      const flooded = (await site.bookings()).filter((one) => one.customerEmail === address);
      for (const [at, { customerEmail, ...booking }] of flooded.entries()) {
        const kept = at === 0 ? { customerEmail } : {};
        await site.put("data-bookings", { ...booking, ...kept, customerPhone });
      }
      const { page, complaints } = await open(width, w.folder);
      await page.getByTestId("removal").locator("summary").click();
      expect(await page.locator("#remove-phone").getAttribute("type")).to.equal("tel");
      await page.locator("#remove-phone").fill(customerPhone);
      await page.keyboard.press("Enter");
      const call = page.getByTestId("removal-by-phone");
      await call.waitFor();
      expect(await page.getByTestId("removal-by-phone-title").innerText()).to.equal(w.byPhone);
      const link = `a[href="tel:${customerPhone}"]`;
      expect(await call.locator(link).count(), "one person, two visits").to.equal(1);
      await expectAccessible(page, `the preview in ${language}`);
      await picture(page, `${language}-${width}-by-phone`);
      await page.getByTestId("removal-run").click();
      const ask = page.getByTestId("ask");
      expect(await ask.innerText())
        .to.contain(w.told)
        .and.to.contain(w.byPhone.slice(0, -2).trim());
      await picture(page, `${language}-${width}-by-phone-question`);
      await page.getByTestId("ask-confirm").click();
      const untold = page.getByTestId("removal-untold");
      await untold.waitFor();
      expect(await page.getByTestId("removal-untold-title").innerText()).to.equal(w.untold);
      expect(await untold.locator(link).count()).to.equal(1);

      // It stays, whatever is looked for next.
      await page.locator("#remove-madeFrom").fill("2026-11-23T14:34");
      await page.locator("#remove-madeTo").fill("2026-11-23T14:33");
      await page.keyboard.press("Enter");
      await page.locator("#remove-madeTo[aria-invalid=true]").waitFor();
      expect(await untold.locator(link).count()).to.equal(1);
      await expectFitting(page, "the result");
      await expectAccessible(page, `the result in ${language}`);
      await picture(page, `${language}-${width}-untold`);
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    });
  }
});
