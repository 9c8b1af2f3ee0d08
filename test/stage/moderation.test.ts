import { expect } from "chai";
import type { Feedback } from "../../handlers/feedback/feedback";
import { type OperationName, operationsOf, type Sent } from "../support/operations";
import { call, noThrottle, openTestStage, type TestStage } from "../support/stage";
import { until } from "../support/waiting";

describe("moderation of reviews over HTTP on the local stage", function () {
  this.timeout(90_000);
  let site: TestStage;
  let on: Awaited<ReturnType<typeof operationsOf>>;
  before(async () => {
    site = await openTestStage({ ...noThrottle, "shopfront:autoConfirm": "false" });
    on = await operationsOf(site);
  });
  after(() => site?.close());

  const asAdmin = (name: OperationName, sent: Sent) =>
    on.call(name, { ...sent, headers: on.admin });
  const write = async (changes = {}) => {
    const body = { ...on.review(), ...changes };
    return (await on.must("createFeedback", { body })).json;
  };
  const publicIds = async () => {
    const { json } = await site.api("GET", "/feedback?limit=100");
    return json.feedback.map(({ feedbackId }: Feedback) => feedbackId);
  };
  /** Past the edge, which keeps an answer for a minute. */
  const total = async (): Promise<number> =>
    (await call(`${site.stage.apiUrl}/analytics`, "GET")).json.totalFeedback;
  const counts = (wanted: number) => until(async () => (await total()) === wanted);
  const rule = async (publication: string | undefined) => {
    const { version, business } = (await on.must("getBusiness", { headers: on.admin })).json;
    const reviews = publication && { publication };
    const body = { version, business: { ...business, reviews } };
    await on.must("replaceBusiness", { body, headers: on.admin });
  };
  /** Functions follow a save within seconds. */
  const follows = (isWaiting: boolean, review: () => Promise<object>) =>
    until(async () => {
      const { json } = await on.must("createFeedback", { body: await review() });
      await asAdmin("removeFeedback", {
        path: { feedbackId: json.feedbackId },
        query: { version: "1" },
      });
      return (json.waiting === true) === isWaiting;
    });

  it("hides, shows, answers and removes a review, and page and totals follow", async () => {
    const { feedbackId } = await write();
    await counts(1);
    const path = { feedbackId };
    const hide = { path, body: { version: 1 } };
    const hidden = await asAdmin("hideFeedback", hide);
    expect(hidden.json).to.include({ feedbackId, status: "hidden", version: 2 });
    expect(await publicIds()).to.deep.equal([]);
    await counts(0);
    const again = await asAdmin("hideFeedback", hide);
    expect([again.status, again.json]).to.deep.equal([200, hidden.json]);

    const answer = "<b>Thank you</b>\nhttps://example.com";
    const stale = await asAdmin("answerFeedback", { path, body: { version: 1, answer } });
    expect([stale.status, stale.json.code]).to.deep.equal([409, "review.stale"]);
    await asAdmin("answerFeedback", { path, body: { version: 2, answer } });
    await asAdmin("showFeedback", { path, body: { version: 3 } });
    const [shown] = (await site.api("GET", "/feedback")).json.feedback;
    expect(shown.answer.text).to.equal(answer);
    expect(shown).not.to.have.any.keys("status", "version");
    await counts(1);

    for (let time = 0; time < 2; time++) {
      const removed = await asAdmin("removeFeedback", { path, query: { version: "4" } });
      expect(removed.status, removed.text).to.equal(204);
    }
    expect(await publicIds()).to.deep.equal([]);
    await counts(0);
    const left = await site.scan<Feedback>("data-feedback");
    expect(JSON.stringify(left)).not.to.match(/@|Very gentle|Thank you/);
    expect((await asAdmin("showFeedback", { path, body: { version: 5 } })).status).to.equal(404);
  });

  it("does not write a removed review again when its request is repeated", async () => {
    const body = on.review();
    const headers = { "Idempotency-Key": "a-review-that-goes" };
    const first = await on.must("createFeedback", { body, headers });
    const path = { feedbackId: first.json.feedbackId };
    await asAdmin("removeFeedback", { path, query: { version: "1" } });
    const repeated = await on.must("createFeedback", { body, headers });
    expect(repeated.json).to.deep.equal(first.json);
    expect(await publicIds()).to.deep.equal([]);
  });

  it("lets wait what the owner's rule says, and lists that first", async () => {
    const early = await write();
    await rule("verified-at-once");
    await follows(true, async () => on.review());
    expect((await write(await on.verified())).waiting).to.equal(undefined);
    const unproven = await write();
    expect(unproven.waiting).to.equal(true);
    await rule("after-approval");
    await follows(true, on.verified);
    const proven = await write(await on.verified());
    expect(proven.waiting).to.equal(true);
    expect(await publicIds())
      .to.have.length(2)
      .and.include(early.feedbackId);
    await counts(2);

    const first = (await asAdmin("listAllFeedback", { query: { limit: "1" } })).json;
    expect(first.feedback[0]).to.include({ feedbackId: proven.feedbackId, status: "waiting" });
    const rest = (await asAdmin("listAllFeedback", { query: { cursor: first.cursor } })).json;
    expect(rest.feedback.map(({ status }: Feedback) => status)).to.deep.equal([
      "waiting",
      "published",
      "published",
    ]);
    const foreign = await asAdmin("listAllFeedback", {
      query: { status: "hidden", cursor: first.cursor },
    });
    expect(foreign.status).to.equal(400);

    const path = { feedbackId: unproven.feedbackId };
    await asAdmin("showFeedback", { path, body: { version: 1 } });
    expect(await publicIds()).to.include(unproven.feedbackId);
    await counts(3);
    await rule(undefined);
    await follows(false, async () => on.review());
  });

  it("erases a person's reviews in every status", async () => {
    await asAdmin("eraseFeedback", { query: { email: "somebody@example.com" } });
    const mine = { email: "gone@example.com" };
    const [one] = await Promise.all([write(mine), write(mine)]);
    const path = { feedbackId: one.feedbackId };
    await asAdmin("hideFeedback", { path, body: { version: 1 } });
    const erased = await asAdmin("eraseFeedback", { query: mine });
    expect(erased.json).to.deep.equal({ deleted: 2 });
    expect(JSON.stringify(await site.scan("data-feedback"))).not.to.include("gone@");
  });
});
