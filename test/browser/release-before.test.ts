import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { bookedId, choosePetra, chooseTime, fillDetails, openForm } from "../support/booking-page";
import { openBrowser, openPage } from "../support/browser";
import {
  buildReleaseBefore,
  goBack,
  type ReleaseBefore,
  showBefore,
  whyNoReleaseBefore,
} from "../support/release-before";
import { noThrottle, openDay, openTestStage, type TestStage } from "../support/stage";

const why = whyNoReleaseBefore();
if (why) console.log(`The pages of the release before were not tried: ${why}.`);
const describeWhereThere = why ? describe.skip : describe;

describeWhereThere("pages of one release with functions of another", function () {
  this.timeout(240_000);
  let browser: Browser;
  let site: TestStage;
  let old: ReleaseBefore;

  before(async () => {
    [browser, site, old] = await Promise.all([
      openBrowser(),
      openTestStage(noThrottle),
      buildReleaseBefore(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    old?.close();
  });

  /** Books a visit, moves it and cancels it, as its customer would. */
  async function live(page: Page, day: number) {
    await openForm(page, `${site.stage.siteUrl}/book`);
    await page.getByRole("checkbox", { name: /^Cornrows/ }).check({ force: true });
    await choosePetra(page);
    await chooseTime(page, openDay(day), "10:00");
    await fillDetails(page, { email: `${day}@example.com`, phone: `6 70 00 00 3${day}` });
    await page.getByTestId("submit").click();
    const bookingId = await bookedId(page);
    const stored = async () => (await site.bookings()).find((one) => one.bookingId === bookingId);
    expect(await stored()).to.deep.include({ status: "confirmed", staff: "petra" });
    await page.getByRole("button", { name: "Move to another time" }).click();
    await chooseTime(page, openDay(day + 1), "14:00");
    await page.getByRole("button", { name: "Move my visit" }).click();
    await page.getByTestId("move").waitFor({ state: "detached" });
    expect(await stored()).to.include({ appointmentTime: "14:00", status: "confirmed" });
    await page.locator(".button-danger").click();
    await page.getByTestId("cancel-dialog").locator("button").last().click();
    await page.locator(".button-danger").waitFor({ state: "detached" });
    expect(await stored()).to.include({ status: "cancelled" });
  }

  it("books, moves and cancels on this release's pages with all functions of the one before", async () => {
    const { names, undo } = await goBack(site, old, () => true);
    expect(names).to.include.members(["create-booking", "reschedule-booking", "notify-customer"]);
    const { page } = await openPage(browser);
    await live(page, 0);
    await page.goto(`${site.stage.siteUrl}/reviews`);
    await page.getByText("No reviews yet").waitFor();
    await page.context().close();
    await undo();
  });

  it("books, moves and cancels on a page that was open before, with this release's functions", async () => {
    const { page, complaints } = await openPage(browser);
    const own: string[] = [];
    page.on("request", (request) => own.push(new URL(request.url()).pathname));
    await showBefore(page, old);
    await live(page, 3);
    const script = own.find((path) => path.startsWith("/assets/book-")) ?? "";
    expect(old.siteFile(script), "its own script").to.be.a("string");
    expect(complaints).to.deep.equal([]);
    await page.context().close();
  });
});
