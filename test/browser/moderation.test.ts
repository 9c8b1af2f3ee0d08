import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { business } from "../../business";
import type { Feedback } from "../../handlers/feedback/feedback";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import { noThrottle, openTestStage, type TestStage } from "../support/stage";
import { until } from "../support/waiting";

const words = {
  en: {
    folder: "",
    waits: `Waits for ${business.name}. Nobody else sees it yet.`,
    waiting: "Waiting for you (1)",
    none: "Waiting for you (0)",
    published: "published",
    hidden: "hidden",
    answer: `Answer from ${business.name}`,
    noneHidden: "No review is hidden.",
  },
  fr: {
    folder: "/fr",
    waits: `En attente de ${business.name}. Personne d’autre ne le voit encore.`,
    waiting: "En attente de votre accord (1)",
    none: "En attente de votre accord (0)",
    published: "publié",
    hidden: "masqué",
    answer: `Réponse de ${business.name}`,
    noneHidden: "Aucun avis masqué.",
  },
} as const;

/** What the browser says where somebody else was faster. */
const conflict = "Failed to load resource: the server responded with a status of 409 (Conflict)";
const answerText = "<b>Thank you</b>, Awa!\nhttps://example.com";

describe("moderation of reviews in a browser", function () {
  this.timeout(120_000);
  let browser: Browser;
  let site: TestStage;
  let admin: Record<string, string>;

  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), openTestStage(noThrottle)]);
    admin = await site.adminHeaders();
    const { json } = await site.api("GET", "/admin/business", { headers: admin });
    const reviews = { publication: "after-approval" };
    const body = { version: json.version, business: { ...json.business, reviews } };
    const saved = await site.api("PUT", "/admin/business", { body, headers: admin });
    expect(saved.status, saved.text).to.equal(200);
    // Functions follow a save within seconds.
    await until(async () => (await write("Nobody")).waiting === true);
    for (const { feedbackId } of await stored()) {
      const path = `/admin/feedback/${feedbackId}?version=1`;
      expect((await site.api("DELETE", path, { headers: admin })).status).to.equal(204);
    }
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const write = async (name: string) => {
    const body = { name, rating: 4, message: "Lovely braids.\n<i>Really</i>" };
    return (await site.api("POST", "/feedback", { body })).json;
  };
  const stored = async () =>
    (await site.scan<Feedback>("data-feedback")).filter(({ status }) => status !== "removed");
  const review = (page: Page, name: string) =>
    page.locator("[data-testid^=review-]").filter({ has: page.locator("h4", { hasText: name }) });
  const text = async (page: Page, testId: string) =>
    (await page.getByTestId(testId).innerText()).replace(/\s+/g, " ");

  async function openDesk(folder: string, width: number) {
    const watched = await openPage(browser, { viewport: { width, height: 800 } });
    const { page } = watched;
    await page.goto(`${site.stage.siteUrl}${folder}/admin#feedback`);
    await page.locator("#sign-in-email").fill(site.admin.email);
    await page.locator("#sign-in-password").fill(site.admin.password);
    await page.keyboard.press("Enter");
    await page.getByTestId("others").waitFor();
    await page.getByTestId("loading").waitFor({ state: "detached" });
    return watched;
  }
  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.closest("li")?.getAttribute("data-testid"));
  const expectFitting = async (page: Page, width: number) =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width);

  for (const language of business.languages) {
    it(`publishes, answers, hides and removes a review at 360 px by keyboard in ${language}`, async () => {
      const w = words[language];
      const name = `Awa ${language}`;

      // Who writes it sees it at once, and that it waits.
      const visitor = await openPage(browser, { viewport: { width: 360, height: 740 } });
      await visitor.page.goto(`${site.stage.siteUrl}${w.folder}/reviews`);
      await visitor.page.locator("form[data-ready]").waitFor();
      const countedBefore = await visitor.page
        .locator('[data-testid="rating-summary"][data-total]')
        .getAttribute("data-total");
      await visitor.page.locator("#rating-4").check({ force: true });
      await visitor.page.locator("#name").fill(name);
      await visitor.page.locator("#message").fill("Lovely braids.");
      await visitor.page.getByTestId("submit").click();
      await visitor.page.getByTestId("thanks").waitFor();
      expect(await text(visitor.page, "waiting")).to.equal(w.waits);
      const counted = await visitor.page.getByTestId("rating-summary").getAttribute("data-total");
      expect(counted, "counts once it is published").to.equal(countedBefore);
      await expectAccessible(visitor.page, `waiting review ${language}`);
      expect(visitor.complaints).to.deep.equal([]);
      const listed = (await site.api("GET", "/feedback")).json.feedback;
      expect(JSON.stringify(listed)).not.to.include(name);

      const { page, complaints } = await openDesk(w.folder, 360);
      const card = review(page, name);
      await card.waitFor();
      const title = page.locator("#waiting-title");
      expect((await title.innerText()).replace(/\s+/g, " ")).to.equal(w.waiting);
      await expectFitting(page, 360);
      await expectAccessible(page, `reviews on the desk ${language}`);

      await card.getByTestId("action-show").focus();
      await page.keyboard.press("Enter");
      await card.getByTestId("action-show").waitFor({ state: "detached" });
      expect(await card.getByTestId("status").innerText()).to.equal(w.published);
      expect((await title.innerText()).replace(/\s+/g, " ")).to.equal(w.none);
      expect(await focused(page), "the focus stays with it").to.match(/^review-/);

      await card.getByTestId("action-answer").focus();
      await page.keyboard.press("Enter");
      await page.locator("textarea:focus").waitFor();
      await card.getByTestId("save-answer").click();
      await page.locator("textarea[aria-invalid=true]:focus").waitFor();
      await expectAccessible(page, `empty answer ${language}`);
      await page.keyboard.insertText(answerText);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await card.getByTestId("answer").waitFor();
      await expectFitting(page, 360);
      await expectAccessible(page, `answered review ${language}`);

      const reader = await openPage(browser, { viewport: { width: 360, height: 740 } });
      await reader.page.goto(`${site.stage.siteUrl}${w.folder}/reviews`);
      const shown = reader.page.getByTestId("review").filter({ hasText: name });
      await shown.waitFor();
      const answer = shown.getByTestId("answer");
      expect((await answer.innerText()).replace(/\s+/g, " ")).to.equal(
        `${w.answer} ${answerText.replace(/\s+/g, " ")}`,
      );
      expect(await answer.locator("b, a").count(), "never HTML, never a link").to.equal(0);
      await expectFitting(reader.page, 360);
      await expectAccessible(reader.page, `answer ${language}`);

      await card.getByTestId("action-hide").focus();
      await page.keyboard.press("Enter");
      await card.getByTestId("action-show").waitFor();
      expect(await card.getByTestId("status").innerText()).to.equal(w.hidden);
      await reader.page.reload();
      await reader.page.locator("form[data-ready]").waitFor();
      await reader.page.getByTestId("reviews-loading").waitFor({ state: "detached" });
      expect(await shown.count()).to.equal(0);

      await page.locator("#review-status").selectOption("hidden");
      await card.waitFor();
      await card.locator(".button-danger").focus();
      await page.keyboard.press("Enter");
      await page.getByTestId("ask").waitFor();
      await expectAccessible(page, `removing a review ${language}`);
      await page.getByTestId("ask-confirm").click();
      await card.waitFor({ state: "detached" });
      await page.locator("#part-title:focus").waitFor();
      await page.getByText(w.noneHidden).waitFor();
      expect(JSON.stringify(await stored())).not.to.include(name);
      expect(complaints).to.deep.equal([]);
      expect(reader.complaints).to.deep.equal([]);
      for (const each of [visitor, reader, { page }]) await each.page.context().close();
    });
  }

  it("says that somebody else was faster, and shows the review as it is", async () => {
    const { feedbackId } = await write("Grace");
    const { page, complaints } = await openDesk("", 1280);
    const card = review(page, "Grace");
    await card.waitFor();
    await expectFitting(page, 1280);
    const hidden = await site.api("POST", `/admin/feedback/${feedbackId}/hide`, {
      body: { version: 1 },
      headers: admin,
    });
    expect(hidden.status).to.equal(200);
    await card.getByTestId("action-show").click();
    await page.getByText("Somebody else has changed a review").waitFor();
    await page.locator("#part-title:focus").waitFor();
    await card.waitFor({ state: "detached" });
    await page.locator("#review-status").selectOption("hidden");
    await card.getByTestId("action-show").click();
    await card.getByTestId("action-hide").waitFor();
    expect((await stored()).find((one) => one.name === "Grace")).to.include({
      status: "published",
    });
    expect(complaints).to.deep.equal([conflict]);
    await page.context().close();
  });

  it("keeps an answer that could not be saved, and takes it away again later", async () => {
    await write("Marie");
    const { page } = await openDesk("", 360);
    const card = review(page, "Marie");
    await card.getByTestId("action-answer").click();
    await card.locator("textarea").fill("Thank you!");
    await page.route("**/answer", (route) => route.abort());
    await card.getByTestId("save-answer").click();
    await card.locator("[role=alert]").first().waitFor();
    expect(await card.locator("textarea").inputValue()).to.equal("Thank you!");
    await page.unroute("**/answer");
    await card.getByTestId("save-answer").click();
    await card.getByTestId("answer").waitFor();
    await card.getByTestId("action-answer").click();
    await card.getByText("Take the answer away").click();
    await card.getByTestId("answer-form").waitFor({ state: "detached" });
    expect(await card.getByTestId("answer").count()).to.equal(0);
    expect((await stored()).find((one) => one.name === "Marie")).not.to.have.property("answer");
    await page.context().close();
  });
});
