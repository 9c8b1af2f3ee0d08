import { expect } from "chai";
import { htmlFindings } from "../../scripts/site-checks/html";
import { type Audited, budgetFindings, budgets } from "../../scripts/site-checks/lighthouse";
import { linkFindings } from "../../scripts/site-checks/links";
import { sitePages } from "../../scripts/site-checks/pages";

describe("the checks of the site", () => {
  const { pages, paths } = sitePages();

  it("see every page in both languages", () => {
    const all = pages.map(({ path }) => path);
    expect(all).to.include.members([
      "/",
      "/book",
      "/fr",
      "/fr/book",
      "/404",
      "/admin",
      "/fr/admin",
    ]);
    const english = all.filter((path) => !/^\/(fr|404)(\/|$)/.test(path));
    const french = all.filter((path) => /^\/fr(\/|$)/.test(path));
    expect(french.map((path) => path.slice(3) || "/").sort()).to.deep.equal(english.sort());
  });

  it("find no mistake in the HTML of any page", async function () {
    this.timeout(60_000);
    expect(await htmlFindings(pages)).to.deep.equal([]);
    expect(await htmlFindings(sitePages("https://www.example.com").pages)).to.deep.equal([]);
  });

  it("find no link that leads nowhere on any page", () => {
    expect(linkFindings(pages, paths)).to.deep.equal([]);
  });

  it("would find a mistake in the HTML", async () => {
    const html = pages[0]?.html.replace("</main>", "<p><div>x</div></p><img src=/x.svg></main>");
    const found = await htmlFindings([{ path: "/broken", html: html ?? "" }]);
    expect(found.map(({ page }) => page)).to.include("/broken");
    expect(found.map(({ problem }) => problem).join("\n")).to.include("alt");
  });

  it("would find each kind of broken link", () => {
    const page = (...links: string[]) => ({
      path: "/fr/here",
      html: `<h1 id="top">x</h1>${links.map((link) => `<a href="${link}">y</a>`).join("")}`,
    });
    const known = new Set(["/fr/here", "/fr/there", "/favicon.svg"]);
    const good = [
      "#top",
      "there",
      "/fr/here/",
      "/favicon.svg?x=1",
      "tel:+237651844664",
      "/api/health",
    ];
    expect(
      linkFindings([page(...good, "https://example.com/", "mailto:a@b.c")], known),
    ).to.deep.equal([]);
    const bad = ["#gone", "/gone", "/fr/here#gone", "http://example.com/", "tel:12", "https://["];
    expect(linkFindings([page(...bad)], known).map(({ problem }) => problem)).to.deep.equal([
      '"#gone" leads to a part that the page has not',
      '"/gone" leads to nothing',
      '"/fr/here#gone" leads to a part that the page has not',
      '"http://example.com/" is not https',
      '"tel:12" is not a number',
      '"https://[" is not an address',
    ]);
  });

  it("compare Lighthouse's figures with the budgets", () => {
    const { scores, most } = budgets;
    const audited = (score: number, factor: number): Audited => ({
      categories: Object.fromEntries(Object.keys(scores).map((name) => [name, { score }])),
      audits: Object.fromEntries(
        Object.entries(most).map(([name, value]) => [name, { numericValue: value * factor }]),
      ),
    });
    expect(budgetFindings("/", audited(1, 1))).to.deep.equal([]);
    expect(budgetFindings("/", audited(0.5, 1.1))).to.have.length(9);
    expect(budgetFindings("/", { categories: {}, audits: {} })[0]).to.deep.equal({
      page: "/",
      problem: "performance scores nothing, and 0.9 is the least",
    });
  });
});
