import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { expectAccessible, openBrowser, openPage } from "../support/browser";
import { noThrottle, openTestStage, type TestStage } from "../support/stage";
import { pngOf } from "../support/uploads";

const secret = "Seen at 4.0726 N, 9.6600 E";

describe("pictures of the business in a browser", function () {
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

  async function openBusiness(folder = "", width = 360) {
    const opened = await openPage(browser, {
      locale: folder ? "fr-FR" : "en-GB",
      viewport: { width, height: 740 },
    });
    const { page } = opened;
    await page.goto(`${site.stage.siteUrl}${folder}/admin#business`);
    await page.locator("#sign-in-email").fill(site.admin.email);
    await page.locator("#sign-in-password").fill(site.admin.password);
    await page.keyboard.press("Enter");
    await page.getByTestId("business-form").waitFor();
    return opened;
  }
  async function openPerson(page: Page) {
    const box = page.getByTestId("section-people");
    await box.locator("> summary").click();
    await box.locator("summary", { hasText: "Petra" }).first().click();
  }
  const field = (page: Page, place: string) => page.locator(`[id="${place}"]`);
  const choose = (page: Page, place: string, name: string, buffer: Buffer) =>
    page.getByTestId(`file-${place}`).setInputFiles({ name, mimeType: "image/jpeg", buffer });
  const photo = "staff[0].photo";
  const shown = (page: Page, place: string) => field(page, place).locator(".desk-picture-shown");
  const save = (page: Page) => page.getByTestId("save-business").click();
  const published = async () =>
    [...((await site.stage.services.s3.buckets).get("pictures-bucket")?.keys() ?? [])].filter(
      (key) => key.startsWith("media/"),
    );

  it("shows a photo from the owner's phone to visitors, and not where it was taken", async () => {
    const { page, complaints } = await openBusiness();
    await openPerson(page);
    await choose(page, photo, "IMG_0001.jpg", await cameraPhoto(page));
    await shown(page, photo).waitFor();
    await expectAccessible(page, "a photo in the form");
    // Half of it turned to lie upright, as it was held, and of the size in use.
    const sizes = ["width", "height"].map((side) => shown(page, photo).getAttribute(side));
    expect(await Promise.all(sizes)).to.deep.equal(["720", "960"]);
    const [path] = await published();
    const file = await fetch(`${site.stage.siteUrl}/${path}`);
    expect(file.headers.get("content-type")).to.equal("image/webp");
    const bytes = Buffer.from(await file.arrayBuffer()).toString("latin1");
    expect(bytes).to.not.match(/Exif|EXIF|Seen at/);

    await field(page, `${photo}.alt.en`).fill("Petra in her salon");
    await field(page, `${photo}.alt.fr`).fill("Petra dans son salon");
    await save(page);
    await page.getByText("is saved and on the pages.").waitFor();
    for (const [folder, alt] of [
      ["/", "Petra in her salon"],
      ["/fr/", "Petra dans son salon"],
    ] as const) {
      await page.goto(`${site.stage.siteUrl}${folder}`);
      const portrait = page.getByAltText(alt);
      await portrait.scrollIntoViewIfNeeded();
      await until(portrait, "(image) => image.complete && image.naturalWidth === 720");
      expect(await portrait.getAttribute("src")).to.equal(`/${path}`);
      expect(await portrait.getAttribute("loading")).to.equal("lazy");
      await expectAccessible(page, `the home page ${folder} with a photo`);
    }
    await page.goto(`${site.stage.siteUrl}/book?service=cornrows`);
    await page.locator(".option-photo").first().waitFor();
    await expectAccessible(page, "the choice of a person with a photo");
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("puts a logo into the head of every page, with what can be seen through", async () => {
    const { page, complaints } = await openBusiness("/fr", 1280);
    await page.getByTestId("section-texts").locator("> summary").click();
    await choose(page, "logo", "logo.png", await seeThroughLogo(page));
    await shown(page, "logo").waitFor();
    await field(page, "logo.alt.en").fill("A braid");
    await field(page, "logo.alt.fr").fill("");
    await save(page);
    // In every language.
    await page.getByTestId("problems").waitFor();
    expect(await field(page, "logo.alt.fr").getAttribute("aria-invalid")).to.equal("true");
    await field(page, "logo.alt.fr").fill("Une tresse");
    await save(page);
    await page.getByText(/est enregistrée et visible/).waitFor();
    await page.goto(`${site.stage.siteUrl}/fr/shop`);
    const logo = page.locator(".site-head").getByAltText("Une tresse");
    await until(logo, "(image) => image.complete && image.naturalWidth > 0");
    expect(await logo.getAttribute("src")).to.match(/\.png$/);
    expect(await logo.getAttribute("width")).to.equal("80");
    await expectAccessible(page, "a page with a logo");
    // The save without a French name.
    expect(complaints.filter((said) => !said.includes("status of 400"))).to.deep.equal([]);
    await page.close();
  });

  it("says what can't be a picture, and sends nothing of it", async () => {
    const before = await published();
    const { page, complaints } = await openBusiness();
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && !request.url().includes("/auth")) sent.push(request.url());
    });
    await openPerson(page);
    const said = field(page, photo).locator(".field-problem");
    const refusals: readonly (readonly [string, string, RegExp])[] = [
      ["drawing.jpg", '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', /can’t be opened/],
      ["page.jpg", "<!doctype html><script>alert(1)</script>", /can’t be opened/],
      ["IMG_0002.HEIC", "\0\0\0\x18ftypheic", /can’t open HEIC/],
    ];
    for (const [name, content, sentence] of refusals) {
      await choose(page, photo, name, Buffer.from(content));
      await said.filter({ hasText: sentence }).waitFor();
    }
    await expectAccessible(page, "a picture that is none");
    expect(sent).to.deep.equal([]);
    expect(await published()).to.deep.equal(before);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("keeps a picture that did not get through, and what was typed meanwhile", async () => {
    const { page } = await openBusiness();
    await openPerson(page);
    await page.context().route(/\/admin\/pictures$/, (route) => route.abort());
    await choose(page, photo, "photo.jpg", pngOf(40, 40));
    const said = field(page, photo).locator(".field-problem");
    await said.filter({ hasText: "did not get through" }).waitFor();
    await page.context().unroute(/\/admin\/pictures$/);
    let go = () => {};
    const held = new Promise<void>((resume) => {
      go = resume;
    });
    await page.context().route(/\/finish$/, async (route) => {
      await held;
      await route.continue();
    });
    const before = await shown(page, photo).getAttribute("src");
    await field(page, photo).getByRole("button", { name: "Try again" }).click();
    await field(page, photo).getByRole("button", { name: "Stop the upload" }).waitFor();
    await field(page, "staff[0].name").fill("Petra N.");
    go();
    await field(page, photo).getByRole("button", { name: "Choose another one" }).waitFor();
    expect(await shown(page, photo).getAttribute("src")).to.not.equal(before);
    expect(await field(page, "staff[0].name").inputValue()).to.equal("Petra N.");
    await page.close();
  });

  it("can be stopped, and removed", async () => {
    const { page } = await openBusiness();
    await openPerson(page);
    const before = await shown(page, photo).getAttribute("src");
    await page.context().route(/\/admin\/pictures$/, () => {});
    await choose(page, photo, "photo.jpg", pngOf(50, 40));
    await field(page, photo).getByRole("button", { name: "Stop the upload" }).click();
    await field(page, photo).getByRole("button", { name: "Choose another one" }).waitFor();
    expect(await shown(page, photo).getAttribute("src")).to.equal(before);
    await field(page, photo).getByRole("button", { name: "Remove, Photo" }).click();
    await field(page, photo).getByRole("button", { name: "Choose or take a picture" }).waitFor();
    await save(page);
    await page.getByText("is saved and on the pages.").waitFor();
    const home = await (await fetch(`${site.stage.siteUrl}/`)).text();
    expect(home).to.include("portrait-1").and.not.include("Petra in her salon");
    await page.close();
  });
});

/** Waits for a picture; as text, because what tsx compiles needs its helper. */
async function until(image: ReturnType<Page["locator"]>, isDone: string): Promise<void> {
  const handle = await image.elementHandle();
  await image.page().waitForFunction(isDone, handle);
}

/** A picture that the browser itself draws, as base64. */
async function drawn(page: Page, script: string): Promise<Buffer> {
  const url = (await page.evaluate(`(() => {
    const canvas = document.createElement("canvas");
    const paper = canvas.getContext("2d");
    ${script}
  })()`)) as string;
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

/** A photo of 1,600 by 1,200 pixels of a phone that was held upright, with the place in it. */
async function cameraPhoto(page: Page): Promise<Buffer> {
  const plain = await drawn(
    page,
    `canvas.width = 1600; canvas.height = 1200;
    const sky = paper.createLinearGradient(0, 0, 1600, 1200);
    sky.addColorStop(0, "#5b2a86"); sky.addColorStop(1, "#f2b37f");
    paper.fillStyle = sky; paper.fillRect(0, 0, 1600, 1200);
    paper.fillStyle = "#3b1d12"; paper.beginPath(); paper.arc(800, 600, 300, 0, 7); paper.fill();
    return canvas.toDataURL("image/jpeg", 0.9);`,
  );
  return Buffer.concat([plain.subarray(0, 2), exif(), plain.subarray(2)]);
}

function seeThroughLogo(page: Page): Promise<Buffer> {
  return drawn(
    page,
    `canvas.width = 400; canvas.height = 200;
    paper.strokeStyle = "#d9a441"; paper.lineWidth = 24;
    paper.beginPath(); paper.arc(200, 100, 70, 0, 7); paper.stroke();
    return canvas.toDataURL("image/png");`,
  );
}

/** Exif with a turn to the right and a description. */
function exif(): Buffer {
  const text = Buffer.from(`${secret}\0`);
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4);
  tiff.write("MM\0*", 0, "latin1");
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  const entry = (at: number, tag: number, type: number, count: number) => {
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(count, at + 4);
  };
  entry(10, 0x010e, 2, text.length);
  tiff.writeUInt32BE(tiff.length, 18);
  entry(22, 0x0112, 3, 1);
  tiff.writeUInt16BE(6, 30);
  const content = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff, text]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}
