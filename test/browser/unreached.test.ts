import { expect } from "chai";
import type { Browser } from "playwright-core";
import { business } from "../../business";
import { addDays, dateIn } from "../../contract/rules/calendar";
import { utcMoment } from "../../contract/rules/wall-time";
import type { Booking } from "../../handlers/bookings/booking";
import { oweMessage } from "../../handlers/bookings/messages/owed";
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
    title: "Tomorrow: no message has reached these 3 customers",
    why: "No message could be sent",
    titleLate: "One customer’s message is late",
    whyLate: "Confirmation\u00a0– late: we keep trying",
    text: /^Hello Awa Ngo, this is .*\. Your appointment is on \w+ \d+ \w+ \d+ at 10:00: Cornrows, with Petra\. /,
  },
  fr: {
    folder: "/fr",
    title: "Demain\u00a0: aucun message n’a atteint ces 3 personnes",
    why: "Aucun message n’a pu être envoyé",
    titleLate: "Le message d’une personne est en retard",
    whyLate: "Confirmation\u00a0– en retard\u00a0: nouvel essai en cours",
    text: /^Hello Awa Ngo, this is /,
  },
} as const;

describe("tomorrow's visits that nobody was told of, on the desk", function () {
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

  /** Books on an open day, and moves the visit to tomorrow past the functions, open or not. */
  async function bookForTomorrow(
    email: string | undefined,
    time: string,
    status: string,
    date = openDay(),
  ) {
    const body = visitorRequest({
      email,
      time,
      phone: `6518446${time.slice(0, 2)}`,
      date,
    });
    const { json, text } = await site.api("POST", "/booking", { body });
    const stored = async () =>
      (await site.bookings()).find((each) => each.bookingId === json.bookingId) as Booking;
    if (email) await until(async () => (await stored())?.mail["confirmation-0"]?.status === status);
    const booking = await stored();
    if (!booking) throw new Error(text);
    const appointmentDate = addDays(dateIn(business.timeZone, new Date()), 1);
    const startsAt = utcMoment(appointmentDate, time, business.timeZone);
    // Neither the status nor the time counts as changed for the notifier where only the date is stored.
    await site.put("data-bookings", { ...booking, appointmentDate, endsAt: startsAt });
    return json.bookingId as string;
  }

  it("are listed with the reason, and with one tap to WhatsApp in the customer's language", async () => {
    const without = await bookForTomorrow(undefined, "10:00", "");
    const bounced = await bookForTomorrow("bounce@simulator.amazonses.com", "12:00", "bounced");
    const told = await bookForTomorrow("awa@example.com", "15:00", "delivered");
    const off = await bookForTomorrow(undefined, "13:00", "", openDay(2));
    const calledOff = (await site.bookings()).find((each) => each.bookingId === off) as Booking;
    const by = { at: new Date().toISOString(), by: "admin:1", status: "cancelled" } as const;
    const history = [...calledOff.history, by];
    await site.put("data-bookings", { ...calledOff, status: "cancelled", history });
    const late = await bookForTomorrow("ngo@example.com", "09:00", "delivered", openDay(1));
    // As in an outage of SES, on whatever day; the sweep's turn comes long after this test.
    const waiting = (await site.bookings()).find((each) => each.bookingId === late) as Booking;
    const past = oweMessage("confirmation", new Date(Date.now() - 600_000).toISOString());
    await site.put("data-bookings", {
      ...waiting,
      ...past,
      owedFrom: "2100-01-01T00:00:00Z",
      mail: { "confirmation-0": { status: "waiting", at: past.owedSince } },
    });
    for (const [index, language] of business.languages.entries()) {
      const { folder, title, titleLate, why, whyLate, text } = words[language];
      const { page, complaints } = await openPage(browser, {
        viewport: { width: index === 0 ? 1280 : 360, height: 900 },
      });
      await page.goto(`${site.stage.siteUrl}${folder}/admin`);
      await page.locator("#sign-in-email").fill(site.admin.email);
      await page.locator("#sign-in-password").fill(site.admin.password);
      await page.keyboard.press("Enter");
      const panel = page.getByTestId("unreached");
      await panel.waitFor();
      expect(await panel.locator("h3").textContent()).to.equal(title);
      expect(await panel.getByTestId(`unreached-${told}`).count()).to.equal(0);
      await panel.getByTestId(`unreached-${bounced}`).waitFor();
      const delayed = page.getByTestId("late");
      expect(await delayed.locator("h3").textContent()).to.equal(titleLate);
      expect(await delayed.getByTestId(`late-${late}`).textContent()).to.contain(whyLate);
      expect(await panel.getByTestId(`unreached-${late}`).count(), "once").to.equal(0);
      const over = panel.getByTestId(`unreached-${off}`);
      expect(await over.locator(".badge-cancelled").count()).to.equal(1);
      expect(
        await over.locator("strong").evaluate((one) => getComputedStyle(one).textDecorationLine),
      ).to.equal("line-through");
      const row = panel.getByTestId(`unreached-${without}`);
      expect(await row.locator(".badge").count()).to.equal(0);
      if (process.env.PICTURES) {
        await page.screenshot({ path: `${process.env.PICTURES}/unreached-${language}.png` });
      }
      expect(await row.textContent()).to.contain(why);
      const href = (await row.locator('a[href^="https://wa.me/"]').getAttribute("href")) ?? "";
      const address = new URL(href);
      expect(address.pathname).to.equal("/237651844610");
      const message = address.searchParams.get("text") ?? "";
      expect(message).to.match(text);
      const secret = (await site.bookings()).find(
        (each) => each.bookingId === without,
      )?.manageToken;
      expect(message).not.to.contain(secret).and.not.to.contain(without);
      expect(message).not.to.match(/https?:/);
      await expectAccessible(page, `unreached ${language}`);
      const [width, screen] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        innerWidth,
      ]);
      expect(width).to.be.at.most(screen ?? 0);
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    }
  });
});
