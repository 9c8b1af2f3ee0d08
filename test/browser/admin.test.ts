import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { business } from "../../business";
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
    out: "You are signed out.",
    bounced: "Request received\u00a0– bounced",
    forbidden: "Your account may not do this.",
  },
  fr: {
    folder: "/fr",
    out: "Votre session est fermée.",
    bounced: "Demande reçue\u00a0– rejetée",
    forbidden: "Votre compte n’y est pas autorisé.",
  },
} as const;

/** What the browser says when Cognito refuses, as it should. */
const refused = "Failed to load resource: the server responded with a status of 400 (Bad Request)";

/** ... and the API, where somebody else was faster. */
const conflict = "Failed to load resource: the server responded with a status of 409 (Conflict)";

describe("the owner's page in a browser", function () {
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

  async function signIn(page: Page, email: string, password: string) {
    await page.locator("#sign-in-email").fill(email);
    await page.locator("#sign-in-password").fill(password);
    await page.keyboard.press("Enter");
  }
  async function openTab(page: Page, tab: string) {
    await page.locator(`a[href="#${tab}"]`).click();
    await page.locator(`a[href="#${tab}"][aria-current]`).waitFor();
    await page.getByTestId("loading").waitFor({ state: "detached" });
    await expectFitting(page, tab);
  }
  async function expectFitting(page: Page, what: string) {
    const [width, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
    ]);
    expect(width, `nothing wider than the screen on ${what}`).to.be.at.most(screen ?? 0);
  }
  async function book(time: string, email: string, more: object = {}): Promise<string> {
    const body = visitorRequest({ time, email, date: openDay(), ...more });
    const { status, json } = await site.api("POST", "/booking", { body });
    expect(status).to.equal(201);
    return json.bookingId;
  }
  const stored = async (bookingId: string) =>
    (await site.bookings()).find((one) => one.bookingId === bookingId);

  for (const [index, language] of business.languages.entries()) {
    it(`serves the whole desk in ${language}, without an accessibility or policy fault`, async () => {
      const { folder, out } = words[language];
      const email = `desk-${language}@example.com`;
      const taken = await book(["09:00", "11:00"][index] ?? "", email);
      const declined = await book(["13:00", "15:00"][index] ?? "", `${language}@example.com`, {
        name: "M".repeat(80),
        phone: `6 70 00 00 1${index}`,
      });
      const bounced = await book("09:00", "bounce@simulator.amazonses.com", {
        date: openDay(1 + index),
        phone: "6 70 00 00 00",
      });
      const review = { name: "M".repeat(80), email, rating: 5, message: "Very good" };
      expect((await site.api("POST", "/feedback", { body: review })).status).to.equal(201);
      await until(async () => (await stored(bounced))?.mail["request-0"]?.status === "bounced");
      const { page, complaints } = await openPage(browser, {
        viewport: { width: index === 0 ? 1280 : 360, height: 900 },
      });

      await page.goto(`${site.stage.siteUrl}${folder}/admin`);
      await signIn(page, site.admin.email, "Wrong-password-1");
      await page.getByTestId("sign-in-problem").waitFor();
      await expectAccessible(page, `sign-in ${language}`);
      await signIn(page, site.admin.email, site.admin.password);
      await page.getByTestId("desk").waitFor();

      const unreached = page.getByTestId(`booking-${bounced}`);
      await unreached.getByTestId("unreachable").waitFor();
      expect(await unreached.getByTestId("mails").textContent()).to.include(
        words[language].bounced,
      );

      const card = page.getByTestId(`booking-${taken}`);
      await card.getByTestId("action-confirm").click();
      await card.getByTestId("action-cancel").waitFor();
      expect(await stored(taken)).to.include({ status: "confirmed" });
      expect(await card.getByTestId("action-complete").count(), "before it begins").to.equal(0);
      await site.begin(taken);
      await page.reload();
      await card.getByTestId("action-complete").click();
      await expectAccessible(page, `asking before a mark ${language}`);
      if (process.env.PICTURES) {
        await page.screenshot({ path: `${process.env.PICTURES}/complete-${language}.png` });
      }
      expect(await stored(taken), "the first tap").to.include({ status: "confirmed" });
      await page.keyboard.press("Escape");
      await card.getByTestId("action-complete").click();
      await page.getByTestId("ask-confirm").click();
      await card.getByTestId("action-complete").waitFor({ state: "detached" });
      expect(await stored(taken)).to.include({ status: "completed" });
      await page.getByTestId(`booking-${declined}`).getByTestId("action-reject").click();
      await expectAccessible(page, `asking once more ${language}`);
      expect(await stored(declined)).to.include({ status: "pending" });
      await page.getByTestId("ask-confirm").click();
      await page.getByTestId("ask").waitFor({ state: "detached" });
      expect(await stored(declined)).to.include({ status: "rejected" });
      await page.locator(`[data-testid=booking-${declined}] :focus`).waitFor();
      await expectAccessible(page, `bookings ${language}`);
      await expectFitting(page, "bookings");

      await openTab(page, "customers");
      await page.getByRole("cell", { name: email }).waitFor();
      await expectFitting(page, "customers");
      await expectAccessible(page, `customers ${language}`);

      await openTab(page, "products");
      await page.locator(".desk-part-head button").click();
      await page.getByTestId("save").click();
      await page.locator("#product-name-en[aria-invalid=true]").waitFor();
      await expectAccessible(page, `product form ${language}`);
      expect(await site.scan("data-products")).to.have.length(index);
      await page.locator("#product-name-en").fill(`Wide comb ${index}`);
      await page.locator("#product-name-fr").fill(`Peigne large ${index}`);
      await page.locator("#product-price").fill("1500");
      await page.locator("#product-stock").fill("4");
      await page.getByTestId("save").click();
      await page.getByTestId("editor").waitFor({ state: "detached" });
      const name = language === "en" ? `Wide comb ${index}` : `Peigne large ${index}`;
      await page.getByRole("rowheader", { name }).waitFor();
      await page.locator(".desk-part-head button:focus").waitFor();
      expect(await site.scan("data-products")).to.have.length(index + 1);
      await expectAccessible(page, `products ${language}`);

      await openTab(page, "feedback");
      await page.locator("[data-testid^=review-]").first().waitFor();
      await expectFitting(page, "feedback");
      await page.locator("#erase-email").fill(email);
      await page.getByTestId("erase").click();
      await page.getByTestId("ask-confirm").click();
      await page.locator("[data-testid^=review-]").waitFor({ state: "detached" });
      await page.getByTestId("empty").waitFor();
      expect(await site.scan("data-feedback")).to.deep.equal([]);
      await expectAccessible(page, `feedback ${language}`);

      await openTab(page, "users");
      await expectAccessible(page, `users ${language}`);

      await page.getByTestId("sign-out").click();
      await page.getByText(out).waitFor();
      expect(await page.getByTestId("desk").count()).to.equal(0);
      expect(await page.evaluate(() => sessionStorage.length)).to.equal(0);
      expect(complaints).to.deep.equal([refused]);
      await page.context().close();
    });
  }

  it("asks again when told to show the same, and shows what a refused booking is now", async () => {
    const { page, complaints } = await openPage(browser);
    await page.goto(`${site.stage.siteUrl}/admin`);
    await signIn(page, site.admin.email, site.admin.password);
    await page.getByTestId("desk").waitFor();
    await until(async () => (await page.getByTestId("loading").count()) === 0);
    const shown = (id: string) => page.getByTestId(`booking-${id}`);
    const first = await book("09:00", "first@example.com", { date: openDay(4) });
    expect(await shown(first).count()).to.equal(0);
    await page.getByTestId("upcoming").click();
    await shown(first).waitFor();
    const second = await book("11:00", "second@example.com", {
      date: openDay(4),
      phone: "6 70 00 00 41",
    });
    await page.getByTestId("apply").click();
    await shown(second).waitFor();

    // Declined at another desk meanwhile.
    const elsewhere = await stored(second);
    await site.put("data-bookings", { ...elsewhere, status: "rejected" });
    await shown(second).getByTestId("action-confirm").click();
    await shown(second).locator(".badge-rejected").waitFor();
    expect(await shown(second).getByTestId("action-confirm").count()).to.equal(0);
    expect(await shown(second).locator(".notice-problem").innerText()).to.contain("rejected");
    expect(complaints).to.deep.equal([conflict]);
    await page.context().close();
  });

  it("says so to somebody who is no administrator, and lets them do nothing", async () => {
    const guest = await site.stage.cognito.addUser("guest@example.com");
    const { page } = await openPage(browser);
    await page.goto(`${site.stage.siteUrl}/admin`);
    await signIn(page, guest.email, guest.password);
    await page.getByText(words.en.forbidden).waitFor();
    expect(await page.locator("[data-testid^=booking-]").count()).to.equal(0);
    await page.context().close();
  });

  it("keeps the place and what was typed when the sign-in has ended", async () => {
    const { page } = await openPage(browser);
    await page.goto(`${site.stage.siteUrl}/admin#users`);
    await signIn(page, site.admin.email, site.admin.password);
    await page.locator(".desk-part-head button").click();
    await page.locator("#user-name").fill("Esther");
    await page.locator("#user-email").fill("esther@example.com");
    await page.evaluate(() => sessionStorage.clear());
    await page.getByTestId("save").click();
    await page.getByTestId("sign-in").waitFor();
    expect(await page.getByTestId("desk").isVisible()).to.equal(false);
    expect(await site.scan("data-users")).to.deep.equal([]);

    await signIn(page, site.admin.email, site.admin.password);
    await page.getByTestId("save").click();
    await page.getByRole("rowheader", { name: "Esther" }).waitFor();
    expect(new URL(page.url()).hash).to.equal("#users");
    await page.context().close();
  });
});
