import { expect } from "chai";
import type { Browser } from "playwright-core";
import { business } from "../../business";
import type { Language } from "../../contract/business";
import { gatewayMessages } from "../../contract/wording/gateway";
import { bookedId, choosePetra, chooseTime, fillDetails, openForm } from "../support/booking-page";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";

const words = {
  en: {
    folder: "",
    service: "Cornrows",
    subject: "Booking Confirmation - Cornrows on ",
    move: "Move to another time",
    moveSubmit: "Move my visit",
    nameMissing: "Enter your name.",
  },
  fr: {
    folder: "/fr",
    service: "Nattes collées",
    subject: "Confirmation de réservation - Nattes collées le ",
    move: "Changer de créneau",
    moveSubmit: "Valider ce créneau",
    nameMissing: "Indiquez votre nom.",
  },
} as const;

describe("booking in a browser", function () {
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
  const stored = async (bookingId: string) =>
    (await site.bookings()).find((one) => one.bookingId === bookingId);

  for (const [index, language] of business.languages.entries()) {
    it(`books, moves and cancels a visit in ${language}, without an accessibility or policy fault`, async () => {
      const { page, complaints } = await openPage(browser, {
        locale: language === "fr" ? "fr-FR" : "en-GB",
      });
      const { folder, service, subject, move, moveSubmit } = words[language as Language];
      const email = `${language}@example.com`;

      await page.goto(url(`${folder}/`));
      expect(await page.locator("html").getAttribute("lang")).to.equal(language);
      await expectAccessible(page, `home ${language}`);
      await page.locator(`a[href$="${folder}/book"], a[href$="${folder}/book/"]`).first().click();

      await page.locator("form[data-ready]").waitFor();
      await page.getByRole("checkbox", { name: new RegExp(`^${service}`) }).check({ force: true });
      await choosePetra(page);
      const date = openDay(1 + index);
      await chooseTime(page, date, "10:00");
      await fillDetails(page, { email });
      await expectAccessible(page, `booking ${language}`);
      await page.getByTestId("submit").click();

      const bookingId = await bookedId(page);
      await expectAccessible(page, `confirmation ${language}`);
      expect(await stored(bookingId)).to.include({
        status: "confirmed",
        staff: "petra",
        appointmentDate: date,
        appointmentTime: "10:00",
        customerPhone: "+237651844664",
        locale: language,
      });
      const availability = await site.api(
        "GET",
        `/availability?date=${date}&days=1&service=cornrows&staff=petra`,
      );
      const times = availability.json.days[0].slots.map((slot: { time: string }) => slot.time);
      expect(times).not.to.include("10:00");
      const mail = await site.mail(({ to }) => to.includes(email));
      expect(mail.subject.startsWith(subject), mail.subject).to.equal(true);
      expect(mail.attachments.map(({ filename }) => filename).join()).to.match(
        /^Braid with Petra [\d-]+\.ics$/,
      );

      const link = /https?:\/\/\S+\/manage#\S+/.exec(mail.text)?.[0] as string;
      expect(new URL(link).pathname).to.equal(`${folder}/manage`);
      await page.goto(`${site.stage.inboxUrl}/mail/${mail.id}`);
      const mailed =
        index === 0 ? page.frameLocator("iframe").locator("body") : page.locator("pre");
      const opened = page.context().waitForEvent("page");
      await mailed.locator('a[href*="manage#"]').click();
      const visit = await opened;
      await visit.locator(".actions button").first().waitFor();
      expect(visit.url(), "from the inbox").to.equal(link);
      await visit.close();

      await page.goto(link);
      await page.locator(".actions button").first().waitFor();
      await expectAccessible(page, `manage ${language}`);
      await page.getByRole("button", { name: move }).click();
      const later = openDay(3 + index);
      await chooseTime(page, later, "14:00");
      await page.getByRole("button", { name: moveSubmit }).click();
      await page.getByTestId("move").waitFor({ state: "detached" });
      expect(await stored(bookingId)).to.include({
        appointmentDate: later,
        appointmentTime: "14:00",
        status: "confirmed",
      });
      await page.locator(".button-danger").click();
      await expectAccessible(page, `cancel dialog ${language}`);
      await page.getByTestId("cancel-dialog").locator("button").last().click();
      await page.getByTestId("cancel-dialog").waitFor({ state: "hidden" });
      await page.locator(".button-danger").waitFor({ state: "detached" });
      expect((await stored(bookingId))?.status).to.equal("cancelled");
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    });
  }

  it("names what is missing beside the field, in both languages, and sends nothing", async () => {
    const before = (await site.bookings()).length;
    for (const language of business.languages) {
      const { page, complaints } = await openPage(browser);
      await openForm(page, url(`${words[language].folder}/book`));
      await page.getByTestId("submit").click();
      await page.getByTestId("problems").waitFor();
      expect(await page.locator("#name-problem").textContent()).to.contain(
        words[language].nameMissing,
      );
      await expectAccessible(page, `problems ${language}`);
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    }
    expect(await site.bookings()).to.have.length(before);
  });

  it("tells who was slower, keeps what they wrote, and books another time", async () => {
    const date = openDay(6);
    const { page } = await openPage(browser);
    await openForm(page, url("/book?service=cornrows"));
    await choosePetra(page);
    await chooseTime(page, date, "10:00");
    await fillDetails(page, { email: "slow@example.com" });
    const faster = await site.api("POST", "/booking", { body: visitorRequest({ date }) });
    expect(faster.status).to.equal(201);
    await page.getByTestId("submit").click();
    await page.getByTestId("taken").waitFor();
    expect(await page.locator("#name").inputValue()).to.equal("Awa Ngo");
    await expectAccessible(page, "taken");
    await chooseTime(page, date, "14:00");
    await page.getByTestId("submit").click();
    const bookingId = await bookedId(page);
    expect((await stored(bookingId))?.appointmentTime).to.equal("14:00");
    await page.context().close();
  });

  it("decides by the code of a refusal, and writes the gateway's own in the reader's language", async () => {
    const before = (await site.bookings()).length;
    const { page } = await openPage(browser, { locale: "fr-FR" });
    await openForm(page, url("/fr/book?service=cornrows"));
    await chooseTime(page, openDay(6), "11:00");
    await fillDetails(page, { email: "codes@example.com" });
    const keys: (string | undefined)[] = [];
    const answer = async (status: number, code: string, error: string) => {
      await page.unroute("**/api/booking");
      await page.route("**/api/booking", (route) => {
        keys.push(route.request().headers()["idempotency-key"]);
        return route.fulfill({ status, json: { code, error } });
      });
      await page.getByTestId("submit").click();
    };
    await answer(429, "throttled", "Too many requests.");
    await page.getByTestId("retry").getByText(gatewayMessages.throttled.fr).waitFor();
    await answer(409, "busy", "Beaucoup de monde à la fois.");
    await page.getByTestId("retry").getByText("Beaucoup de monde à la fois.").waitFor();
    expect(await page.getByTestId("taken").count()).to.equal(0);
    await answer(409, "taken", "Trop tard.");
    await page.getByTestId("taken").waitFor();
    expect(await page.getByTestId("retry").count()).to.equal(0);
    expect(keys[0], "a request that may have been booked keeps its key").to.equal(keys[1]);
    expect(keys[2], "one that was refused for good gets a new one").not.to.equal(keys[1]);
    expect(await site.bookings()).to.have.length(before);
    await page.context().close();
  });

  it("books with the keyboard alone on a screen of 360 pixels", async () => {
    const { page, complaints } = await openPage(browser, { viewport: { width: 360, height: 740 } });
    await openForm(page, url("/book?service=cornrows"));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, "nothing to scroll sideways").to.be.at.most(360);
    await page.getByTestId("start-times").waitFor();
    const tabTo = async (selector: string) => {
      for (let step = 0; step < 80; step++) {
        await page.keyboard.press("Tab");
        if (
          await page
            .locator(selector)
            .evaluateAll((all) => all.includes(document.activeElement as HTMLElement))
        )
          return;
      }
      throw new Error(`${selector} cannot be reached with Tab.`);
    };
    await tabTo('input[name="date"]');
    await page.keyboard.press("ArrowRight");
    await page.getByTestId("start-times").waitFor();
    await tabTo('input[name="time"]');
    await page.keyboard.press("Space");
    await tabTo("#name");
    await page.keyboard.type("Awa Ngo");
    await tabTo("#phone");
    await page.keyboard.type("651844664");
    await tabTo('[data-testid="submit"]');
    await page.keyboard.press("Enter");
    const bookingId = await bookedId(page);
    expect((await stored(bookingId))?.customerEmail).to.equal(undefined);
    const focused = await page.evaluate(() => document.activeElement?.tagName);
    expect(focused, "the confirmation's heading has the focus").to.equal("H1");
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("shows a page that does not exist as such, in both languages", async () => {
    const { page } = await openPage(browser);
    for (const path of ["/no-such-page", "/fr/pas-de-page"]) {
      const response = await page.goto(url(path));
      expect(response?.status()).to.equal(404);
      await expectAccessible(page, path);
    }
    await page.context().close();
  });
});
