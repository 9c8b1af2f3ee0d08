import { expect } from "chai";
import type { Browser } from "playwright-core";
import { openBrowser, openPage } from "../support/browser";
import { noThrottle, openTestStage, type TestStage } from "../support/stage";

const pages = ["/", "/book", "/manage", "/shop", "/reviews", "/admin", "/api-docs", "/nothing"];

describe("the policy of every page", function () {
  this.timeout(60_000);
  let browser: Browser;
  let site: TestStage;

  before(async () => {
    [browser, site] = await Promise.all([openBrowser(), openTestStage(noThrottle)]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  it("allows nothing inline or foreign, no frame and no feature, and no page needs them", async () => {
    const { page, complaints } = await openPage(browser);
    // The desk alone uploads pictures, to this one address.
    const { json } = await site.api("POST", "/admin/pictures", {
      headers: await site.adminHeaders(),
      body: { type: "image/png", bytes: 100 },
    });
    const uploads = new URL(json.uploadUrl).origin;
    for (const path of pages.flatMap((each) => [each, `/fr${each}`])) {
      const reply = await page.goto(`${site.stage.siteUrl}${path}`, { waitUntil: "networkidle" });
      const headers = reply?.headers() ?? {};
      const policy = headers["content-security-policy"] ?? "";
      expect(policy, path).to.match(/^default-src 'none'; script-src 'self'; style-src 'self';/);
      expect(policy, path).to.include("frame-ancestors 'none'");
      const own = policy.replace(`connect-src 'self' ${uploads};`, "connect-src 'self';");
      expect(own === policy, `uploads from ${path}`).to.equal(!path.endsWith("/admin"));
      expect(own, path).not.to.match(/unsafe|\*|https?:|data:|blob:/);
      expect(headers["x-frame-options"], path).to.equal("DENY");
      expect(headers["referrer-policy"], path).to.equal("strict-origin-when-cross-origin");
      expect(headers["permissions-policy"], path).to.match(/camera=\(\), geolocation=\(\)/);
      const inline = "script:not([src]):not([type$='json']), style, [style], [onclick]";
      expect(await page.locator(inline).count(), `inline on ${path}`).to.equal(0);
    }
    const missing =
      "Failed to load resource: the server responded with a status of 404 (Not Found)";
    expect(complaints).to.deep.equal([missing, missing]);
    await page.context().close();
  });

  it("stops an inline script and a foreign one, and fails the test that opened the page", async () => {
    const own = await openBrowser();
    const { page, complaints } = await openPage(own);
    await page.goto(`${site.stage.siteUrl}/fr/admin`);
    await page.evaluate(`for (const set of [
      (script) => { script.textContent = "window.broken = true"; },
      (script) => { script.src = "https://evil.example/x.js"; },
    ]) {
      const script = document.createElement("script");
      set(script);
      document.body.append(script);
    }`);
    expect(await page.evaluate("window.broken")).to.equal(undefined);
    const failure = await own.close().then(
      () => "",
      (error: Error) => error.message,
    );
    expect(failure).to.include("script-src-elem by inline on /fr/admin");
    expect(failure).to.include("script-src-elem by https://evil.example/x.js on /fr/admin");
    expect(complaints.join()).to.include("Content Security Policy");
  });
});
