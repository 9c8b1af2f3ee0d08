import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { business } from "../../business";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import { noThrottle, openTestStage, type TestStage, visitorRequest } from "../support/stage";

const words = {
  en: {
    folder: "",
    none: "No reviews yet",
    missing: "Give 1 to 5 stars.",
    four: "4 stars",
    verified: "Verified visit",
  },
  fr: {
    folder: "/fr",
    none: "Aucun avis pour l’instant",
    missing: "Donnez de 1 à 5 étoiles.",
    four: "4 étoiles",
    verified: "Avis vérifié",
  },
} as const;

const seeds = 12;

describe("reviews in a browser", function () {
  this.timeout(120_000);
  let browser: Browser;
  let site: TestStage;

  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), openTestStage(noThrottle)]);
    for (let index = 0; index < seeds; index++) {
      const body = {
        name: `Awa ${index}`,
        email: `awa${index}@example.com`,
        rating: index % 2 === 0 ? 5 : 2,
        message: index % 2 === 0 ? "Petra is wonderful." : "I waited too long.",
      };
      expect((await site.api("POST", "/feedback", { body })).status).to.equal(201);
    }
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const open = async (path: string) => {
    const watched = await openPage(browser, { viewport: { width: 360, height: 740 } });
    await watched.page.goto(`${site.stage.siteUrl}${path}`);
    await watched.page.locator("form[data-ready]").waitFor();
    await watched.page.getByTestId("review").first().waitFor();
    return watched;
  };
  /** The reviews that came with an address, which is kept apart. */
  const stored = async (email: string) => {
    const items = await site.scan("data-feedback");
    const ids = items.filter((one) => one.email === email).map(({ review }) => review);
    return items.filter(({ feedbackId }) => ids.includes(feedbackId));
  };
  const barCount = async (page: Page, id: string) =>
    Number(await page.getByTestId(`bar-${id}`).getAttribute("data-count"));

  async function write(page: Page, email: string) {
    await page.locator("#rating-4").check({ force: true });
    await page.locator("#name").fill("Grace Eyango");
    await page.locator("#email").fill(email);
    await page.locator("#message").fill("Beautiful braids, I am happy.");
  }

  for (const language of business.languages) {
    const { folder, missing, four, verified } = words[language];

    it(`takes a review by keyboard alone in ${language} and shows it and its stars at once`, async () => {
      const { page, complaints } = await open(`${folder}/reviews`);
      const email = `keyboard-${language}@example.com`;
      await page.locator('[data-testid="rating-summary"][data-total]').waitFor();
      const before = {
        four: await barCount(page, "4"),
        positive: await barCount(page, "positive"),
      };
      await expectAccessible(page, `reviews ${language}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, "nothing to scroll sideways").to.be.at.most(360);

      await page.locator(".to-form").focus();
      await page.keyboard.press("Enter");
      for (let star = 1; star < 4; star++) await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Tab");
      await page.keyboard.type("Grace Eyango");
      await page.keyboard.press("Tab");
      await page.keyboard.type(email);
      await page.keyboard.press("Tab");
      await page.keyboard.type("Beautiful braids, I am happy.");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByTestId("thanks").waitFor();
      const focused = await page.evaluate(() => document.activeElement?.tagName);
      expect(focused, "the thanks have the focus").to.equal("H2");

      const first = page.getByTestId("review").first();
      expect(await first.textContent()).to.contain("Grace Eyango");
      expect(await first.textContent()).not.to.contain(verified);
      expect(await first.locator(".stars").getAttribute("aria-label")).to.equal(four);
      expect(await barCount(page, "4")).to.equal(before.four + 1);
      expect(await barCount(page, "positive")).to.equal(before.positive + 1);
      expect(await page.content(), "the address is nowhere").not.to.contain(email);
      const [item] = await stored(email);
      expect(item).to.include({ rating: 4, name: "Grace Eyango", verified: false });
      await expectAccessible(page, `thanks ${language}`);
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    });

    it(`names what is missing in ${language} and sends nothing`, async () => {
      const { page, complaints } = await open(`${folder}/reviews`);
      const sent: string[] = [];
      page.on("request", (request) => {
        if (request.method() === "POST" && request.url().endsWith("/feedback")) sent.push("one");
      });
      // The address is left by this very press: its problem must not move the button away from it.
      await page.locator("#email").fill("awa@");
      await page.getByTestId("submit").click();
      const box = page.getByTestId("problems");
      await box.waitFor();
      expect(await box.locator("li").count()).to.equal(4);
      expect(await page.locator("#rating-problem").textContent()).to.contain(missing);
      await box.locator("a").first().click();
      const focused = await page.evaluate(() => document.activeElement?.id);
      expect(focused, "the first problem leads to the stars").to.equal("rating-1");
      await expectAccessible(page, `review problems ${language}`);
      expect(sent).to.deep.equal([]);
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    });

    it(`marks a review as verified that comes with the link of a visit (${language})`, async () => {
      const booked = await site.api("POST", "/booking", {
        body: visitorRequest({ time: language === "fr" ? "14:00" : "10:00" }),
      });
      const { hash } = new URL(booked.json.manageUrl);
      await site.begin(booked.json.bookingId);
      const { page, complaints } = await open(`${folder}/reviews${hash}`);
      const email = `verified-${language}@example.com`;
      await page.getByTestId("verified-hint").waitFor();
      expect(await page.locator("a[data-language]").getAttribute("href")).to.contain(hash);
      await write(page, email);
      await expectAccessible(page, `filled review ${language}`);
      await page.getByTestId("submit").click();
      await page.getByTestId("thanks").waitFor();
      expect(await page.getByTestId("review").first().textContent()).to.contain(verified);
      expect((await stored(email))[0]).to.include({ verified: true });
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    });
  }

  it("keeps what was written when nothing answers, and sends it once when pressed again", async () => {
    const { page } = await open("/reviews");
    const email = "again@example.com";
    await write(page, email);
    await page.route("**/api/feedback", (route) => route.abort());
    await page.getByTestId("submit").click();
    await page.getByTestId("retry").waitFor();
    expect(await page.locator("#message").inputValue()).to.contain("Beautiful braids");
    expect(await page.locator("#rating-4").isChecked()).to.equal(true);
    expect(await stored(email)).to.have.length(0);
    await expectAccessible(page, "review not sent");
    await page.unroute("**/api/feedback");
    await page.getByTestId("submit").click();
    await page.getByTestId("thanks").waitFor();
    expect(await stored(email)).to.have.length(1);
    await page.context().close();
  });

  for (const status of ["cancelled", "no_show"]) {
    it(`promises no verified review where the visit's status is ${status}, and takes it without`, async () => {
      const body = visitorRequest({ time: status === "cancelled" ? "12:00" : "16:00" });
      const booked = await site.api("POST", "/booking", { body });
      const { hash } = new URL(booked.json.manageUrl);
      const { bookingId } = booked.json;
      await site.begin(bookingId);
      const booking = (await site.bookings()).find((one) => one.bookingId === bookingId);
      await site.put("data-bookings", { ...booking, status });
      const watched = await openPage(browser);
      const asked = watched.page.waitForResponse(`**/api/booking/${bookingId}`);
      await watched.page.goto(`${site.stage.siteUrl}/reviews${hash}`);
      const { page } = watched;
      expect((await asked).status()).to.equal(200);
      await page.getByTestId("review").first().waitFor();
      const email = `${status}@example.com`;
      await write(page, email);
      expect(await page.getByTestId("verified-hint").count()).to.equal(0);
      await page.getByTestId("submit").click();
      await page.getByTestId("thanks").waitFor();
      expect((await stored(email))[0]).to.include({ verified: false });
      await page.context().close();
    });
  }

  it("does not say that there are no reviews above those that are listed", async () => {
    const { page } = await openPage(browser);
    await page.route("**/api/analytics", (route) =>
      route.fulfill({
        json: {
          totalFeedback: 0,
          averageRating: 0,
          ratings: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
          sentiment: { positive: 0, neutral: 0, negative: 0 },
          lastUpdated: null,
        },
      }),
    );
    await page.goto(`${site.stage.siteUrl}/reviews`);
    await page.getByTestId("review").first().waitFor();
    const figures = page.getByTestId("rating-summary");
    await figures.getByText("follow within minutes").first().waitFor();
    expect(await figures.textContent()).not.to.contain(words.en.none);
    expect(await figures.locator("[aria-label*='No reviews']").count()).to.equal(0);
    await page.context().close();
  });

  it("drops a link that is not valid, says so, and then takes the review without it", async () => {
    const { page } = await open("/reviews#booking-1.not-the-secret");
    const email = "wrong-link@example.com";
    await page.getByText("Awa").first().waitFor();
    await write(page, email);
    await page.getByTestId("submit").click();
    await page.getByTestId("retry").waitFor();
    expect(await page.getByTestId("verified-hint").count()).to.equal(0);
    expect(await stored(email)).to.have.length(0);
    await page.getByTestId("submit").click();
    await page.getByTestId("thanks").waitFor();
    expect((await stored(email))[0]).to.include({ verified: false });
    await page.context().close();
  });

  it("shows older reviews on demand, none twice, and keeps or leads the focus", async () => {
    const { page, complaints } = await open("/reviews");
    const items = await site.scan("data-feedback");
    const total = items.filter(({ status }) => status === "published").length;
    while ((await page.getByTestId("more").count()) > 0) {
      const before = await page.getByTestId("review").count();
      await page.getByTestId("more").focus();
      await page.keyboard.press("Enter");
      await page.getByTestId("review").nth(before).waitFor();
      const focused = await page.evaluate(() =>
        document.activeElement?.closest("[data-testid]")?.getAttribute("data-testid"),
      );
      expect(["more", "review"]).to.include(focused);
    }
    const ids = await page
      .getByTestId("review")
      .evaluateAll((all) => all.map((each) => each.getAttribute("data-review")));
    expect(ids).to.have.length(total);
    expect(new Set(ids).size).to.equal(total);
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("asks for the figures again after a minute, but not in a tab that nobody sees", async () => {
    const context = await browser.newContext({ locale: "en-GB" });
    const page = await context.newPage();
    await page.clock.install();
    let asked = 0;
    let total = 40;
    await page.route("**/api/analytics", (route) => {
      asked += 1;
      const ratings = { 1: 0, 2: 0, 3: 0, 4: 0, 5: total };
      const sentiment = { positive: total, neutral: 0, negative: 0 };
      const lastUpdated = "2026-11-01T10:00:00.000Z";
      const json = { totalFeedback: total, averageRating: 5, sentiment, ratings, lastUpdated };
      return route.fulfill({ json });
    });
    await page.goto(`${site.stage.siteUrl}/reviews`);
    await page.locator('[data-testid="rating-summary"][data-total="40"]').waitFor();
    total = 41;
    await page.clock.runFor(30_000);
    expect(asked, "too early").to.equal(1);
    await page.clock.runFor(35_000);
    await page.locator('[data-testid="rating-summary"][data-total="41"]').waitFor();
    expect(asked).to.equal(2);
    await page.evaluate('Object.defineProperty(document, "hidden", { value: true })');
    await page.clock.runFor(180_000);
    expect(asked, "nobody looks").to.equal(2);
    await context.close();
  });
});
