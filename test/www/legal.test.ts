import { expect } from "chai";
import type { Business } from "../../contract/business";
import { business as shop } from "../../examples/barbershop/business";
import type { Assets } from "../../www/pages/assets";
import { type Retention, usualRetention } from "../../www/pages/published-site";
import { renderPages, renderSearchFiles } from "../../www/pages/render";
import { business } from "../support/fixture-business";

const assets = { scripts: {}, art: {} } as unknown as Assets;
const today = "2026-11-30";
/** What a person reads on each page between its header and its footer. */
function textOf(of: Business, retention?: Retention): (path: string) => string {
  const pages = renderPages(of, assets, { today, retention });
  return (path) => {
    const html = pages.find((page) => page.path === path)?.html ?? "";
    const main = /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? "";
    return main.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  };
}

describe("the legal notice", () => {
  it("says who publishes and hosts the site, with the register and the VAT number, in each language", () => {
    const read = textOf(shop);
    for (const path of ["legal/index.html", "en/legal/index.html"]) {
      expect(read(path), path).to.contain("SIRET 123 456 789 00012");
      for (const part of [
        "Le Fauteuil d'Ainay",
        "FR 32 123456789",
        "Karim Benali",
        "12 rue Vaubecour, 69002 Lyon, France",
        "Amazon Web Services EMEA SARL, 38 avenue John F. Kennedy, L-1855 Luxembourg",
      ]) {
        expect(read(path), path).to.contain(part);
      }
    }
    expect(read("legal/index.html"))
      .to.contain("Éditeur")
      .and.contain("Numéro de TVA")
      .and.contain("SARL au capital de 5 000 €")
      .and.contain("Téléphone 04 78 37 00 00");
    expect(read("en/legal/index.html")).to.contain("Publisher").and.contain("VAT number");
  });

  it("is linked at the foot of every page of a business that has one, and found by search engines", () => {
    for (const { path, html } of renderPages(shop, assets, { today })) {
      const prefix = path.startsWith("en/") ? "/en" : "";
      const foot = html.slice(html.indexOf("<footer"));
      expect(foot, path).to.match(new RegExp(`href="${prefix}/legal"[^>]*>[LM]`));
      expect(foot, path).to.contain(`href="${prefix}/privacy"`);
    }
    const files = renderSearchFiles(shop, { origin: "https://www.example.com", today });
    const sitemap = files.find(({ path }) => path === "sitemap.xml")?.text;
    expect(sitemap).to.contain("<loc>https://www.example.com/legal</loc>");
  });

  it("is not there where the business has none", () => {
    const pages = renderPages(business, assets, { today });
    expect(pages.map(({ path }) => path).filter((path) => /legal/.test(path))).to.deep.equal([]);
    for (const { path, html } of pages) expect(html, path).not.to.contain('/legal"');
    const files = renderSearchFiles(business, { origin: "https://www.example.com", today });
    expect(files.map(({ text }) => text).join()).not.to.contain("/legal");
  });
});

describe("the privacy page", () => {
  it("says whom to ask, and what a stage keeps for how long, in each language", () => {
    const read = textOf(shop);
    const english = read("en/privacy/index.html");
    expect(english).to.contain("We delete the address after 30 days");
    expect(english).to.contain("They are deleted after 30 days.");
    expect(english).to.contain("up to 35 days.").and.contain("to have it erased");
    expect(english).to.contain("Le Fauteuil d'Ainay is responsible for your data.");
    expect(english).not.to.match(/archive|monthly|internet address, for seven days/);
    const french = read("privacy/index.html");
    expect(french).to.contain("Nous supprimons l'adresse au bout de 30 jours");
    expect(french).to.contain("04 78 37 00 00").and.contain("bonjour@lefauteuil.example");
    expect(french).to.contain("Amazon Web Services EMEA SARL");
  });

  it("tells what a stage keeps longer than usual", () => {
    const read = textOf(business, {
      ...usualRetention,
      reviewerEmailDays: 1,
      logArchiveYears: 7,
      accessLogs: true,
      monthlyBackups: true,
    });
    const english = read("privacy/index.html");
    expect(english).to.contain("after 1 day, or within the two days");
    expect(english).to.contain("a copy stays in an archive for 7 years");
    expect(english).to.contain("each request with its internet address, for seven days");
    expect(english).to.contain("in monthly copies for up to a year");
    const french = read("fr/privacy/index.html");
    expect(french).to.contain("au bout de 1 jour, ou").and.contain("pendant 7 ans");
    expect(french).to.contain("des copies mensuelles").and.contain("pendant sept jours");
  });
});
