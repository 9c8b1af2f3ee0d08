import { expect } from "chai";
import type { Business } from "../../contract/business";
import { business as barbershop } from "../../examples/barbershop/business";
import { inScript } from "../../www/in-script";
import type { Assets } from "../../www/pages/assets";
import { renderPages, renderSearchFiles } from "../../www/pages/render";
import { business } from "../support/fixture-business";

const assets = {
  style: "/assets/style.css",
  adminStyle: "/assets/desk.css",
  scripts: {},
  art: { share: "/assets/share.png", "share-plain": "/assets/share-plain.png" },
} as unknown as Assets;
const origin = "https://www.wouri.example";
const today = "2026-11-30";

function pagesOf(shop: Business, site: { origin?: string } = { origin }): Map<string, string> {
  const pages = renderPages(shop, assets, { ...site, today });
  return new Map(pages.map(({ path, html }) => [path, html]));
}
const pages = pagesOf(business);

/** What the head links to and says, by the value of an attribute. */
const linked = (html: string, rel: string) =>
  [...html.matchAll(/<link\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(`rel="${rel}"`))
    .map((tag) => [/hreflang="([^"]*)"/.exec(tag)?.[1], /href="([^"]*)"/.exec(tag)?.[1]]);
const said = (html: string, property: string) =>
  new RegExp(`<meta (?:property|name)="${property}" content="([^"]*)"`).exec(html)?.[1];
// biome-ignore lint/suspicious/noExplicitAny: JSON of a known shape
const factsOf = (html: string): any =>
  JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "null");

describe("what search engines read of a page", () => {
  const indexed = [...pages].filter(([, html]) => !html.includes('content="noindex"'));

  it("is its one address and the address of each language, all of them whole", () => {
    expect(indexed.map(([path]) => path)).to.include.members(["index.html", "fr/shop/index.html"]);
    for (const [path, html] of indexed) {
      const page = path.replace(/^fr\//, "").replace(/\/?index\.html$/, "");
      const english = `${origin}/${page}`;
      const french = `${origin}/fr/${page}`;
      expect(linked(html, "canonical"), path).to.deep.equal([
        [undefined, path.startsWith("fr/") ? french : english],
      ]);
      expect(linked(html, "alternate"), path).to.deep.equal([
        ["en", english],
        ["fr", french],
        ["x-default", english],
      ]);
    }
  });

  it("is a title, a text and a picture for who shows a shared link", () => {
    for (const [path, html] of indexed) {
      expect(said(html, "og:title"), path).to.equal(/<title>([^<]*)</.exec(html)?.[1]);
      expect(said(html, "og:description"), path).to.equal(said(html, "description"));
      expect(said(html, "og:url"), path).to.equal(linked(html, "canonical")[0]?.[1]);
      expect(said(html, "og:image"), path).to.equal(`${origin}/assets/share.png`);
      expect(said(html, "og:site_name")).to.equal("Wouri Braids");
    }
    const french = pages.get("fr/index.html") ?? "";
    expect(said(french, "og:locale")).to.equal("fr_CM");
    expect(said(french, "og:locale:alternate")).to.equal("en_CM");
  });

  it("has no address while nobody knows the site's own", () => {
    for (const [path, html] of pagesOf(business, {})) {
      expect([...linked(html, "canonical"), ...linked(html, "alternate")], path).to.deep.equal([]);
      expect(said(html, "og:url"), path).to.equal(undefined);
      expect(said(html, "og:image"), path).to.equal(undefined);
      expect(html, path).not.to.contain("undefined");
    }
  });

  it("is nothing on the pages that it must not list", () => {
    const hidden = [...pages].filter(([, html]) => html.includes('content="noindex"'));
    expect(hidden.map(([path]) => path)).to.have.members([
      "404.html",
      ...["manage", "admin"].flatMap((page) => [`${page}/index.html`, `fr/${page}/index.html`]),
    ]);
    for (const [path, html] of hidden) expect(html, path).not.to.match(/og:|canonical|ld\+json/);
  });
});

describe("the facts of the business on its home page", () => {
  it("are where it is, how to reach it, when it is open and what it offers at which price", () => {
    const facts = factsOf(pages.get("fr/index.html") ?? "");
    expect(facts).to.deep.include({
      "@context": "https://schema.org",
      "@type": "HairSalon",
      "@id": `${origin}/#business`,
      url: `${origin}/fr/`,
      name: "Wouri Braids",
      telephone: "+237651844664",
      email: "hello@wouri.example",
      image: `${origin}/assets/share.png`,
      address: {
        "@type": "PostalAddress",
        streetAddress: "4 rue du Fleuve, Akwa",
        addressLocality: "Douala",
        addressCountry: "CM",
      },
      currenciesAccepted: "XAF",
      priceRange: "5\u00a0000\u00a0FCFA – 41\u00a0000\u00a0FCFA",
    });
    expect(facts.openingHoursSpecification).to.deep.equal([
      {
        "@type": "OpeningHoursSpecification",
        dayOfWeek: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"].map(
          (day) => `https://schema.org/${day}`,
        ),
        opens: "09:00",
        closes: "18:00",
      },
      {
        "@type": "OpeningHoursSpecification",
        dayOfWeek: ["https://schema.org/Saturday"],
        opens: "08:00",
        closes: "19:00",
      },
    ]);
    const [braiding, hair] = facts.hasOfferCatalog.itemListElement;
    expect([braiding.name, hair.name]).to.deep.equal(["Tresses", "Soins"]);
    expect(braiding.itemListElement[0]).to.deep.equal({
      "@type": "Offer",
      price: "25000",
      priceCurrency: "XAF",
      url: `${origin}/fr/book?service=box-braids`,
      itemOffered: { "@type": "Service", name: "Box braids", description: "Mèches comprises." },
    });
    // A choice of its options costs more.
    expect(braiding.itemListElement[3]).to.deep.include({
      priceSpecification: {
        "@type": "PriceSpecification",
        minPrice: "35000",
        priceCurrency: "XAF",
      },
    });
    expect(braiding.itemListElement[3]).not.to.have.property("price");
    expect(hair.itemListElement).to.have.length(2);
  });

  it("are the days on which it is closed, those of every year this year and the next", () => {
    const days = factsOf(pages.get("index.html") ?? "").specialOpeningHoursSpecification;
    expect(days.map(({ validFrom }: { validFrom: string }) => validFrom)).to.deep.equal([
      "2026-12-25",
      "2027-03-26",
      "2027-12-25",
    ]);
    expect(days[0]).to.deep.equal({
      "@type": "OpeningHoursSpecification",
      validFrom: "2026-12-25",
      validThrough: "2026-12-25",
      opens: "00:00",
      closes: "00:00",
    });
  });

  it("are in euros with their cents at another business, with its own place and hours", () => {
    const facts = factsOf(pagesOf(barbershop).get("en/index.html") ?? "");
    expect(facts.address).to.include({ postalCode: "69002", addressLocality: "Lyon" });
    expect(facts.geo).to.deep.equal({ "@type": "GeoCoordinates", ...barbershop.address.geo });
    expect(facts.priceRange).to.equal("€18.00 – €55.00");
    const offers = facts.hasOfferCatalog.itemListElement.flatMap(
      ({ itemListElement }: { itemListElement: object[] }) => itemListElement,
    );
    expect(offers[0]).to.include({ price: "28.50", priceCurrency: "EUR" });
    expect(offers.at(-1)).to.deep.include({
      priceSpecification: {
        "@type": "PriceSpecification",
        minPrice: "55.00",
        priceCurrency: "EUR",
      },
    });
    const tuesday = facts.openingHoursSpecification
      .filter(({ dayOfWeek }: { dayOfWeek: string[] }) => dayOfWeek.join().includes("Tuesday"))
      .map(({ opens, closes }: { opens: string; closes: string }) => `${opens}-${closes}`);
    expect(tuesday).to.deep.equal(["09:00-12:30", "13:30-19:00"]);
  });

  it("tell a closure of weeks as one, and a day that is open for once with its hours", () => {
    const facts = factsOf(pagesOf(barbershop).get("index.html") ?? "");
    const told = facts.specialOpeningHoursSpecification.map(
      ({ validFrom, validThrough, opens, closes }: Record<string, string>) =>
        `${validFrom} ${validThrough} ${opens} ${closes}`,
    );
    expect(told).to.include.members([
      "2026-12-20 2026-12-20 10:00 16:00",
      "2026-12-25 2026-12-25 00:00 00:00",
      "2027-08-03 2027-08-23 00:00 00:00",
      "2027-12-19 2027-12-19 10:00 16:00",
    ]);
    expect(told).to.have.length(10);
  });

  it("leave out what nobody can book online", () => {
    const [first, ...others] = business.services;
    const services = [{ ...first, bookable: "desk" } as const, ...others] as Business["services"];
    const html = pagesOf({ ...business, services }).get("index.html") ?? "";
    expect(JSON.stringify(factsOf(html))).not.to.contain("Box braids");
  });

  it("end a day that is open until midnight before it is over", () => {
    const openingHours = {
      ...business.openingHours,
      sunday: [{ opens: "18:00", closes: "24:00" }],
    };
    const facts = factsOf(pagesOf({ ...business, openingHours }).get("index.html") ?? "");
    expect(facts.openingHoursSpecification.at(-1)).to.include({ opens: "18:00", closes: "23:59" });
  });

  it("can't end their script, whatever a text says", () => {
    const name = "</script><script>alert(1)</script><!--";
    const html = pagesOf({ ...business, name }).get("index.html") ?? "";
    expect(html).not.to.contain("<script>alert");
    expect(factsOf(html).name).to.equal(name);
    expect(inScript({ name })).not.to.contain("<");
  });
});

describe("the files for search engines", () => {
  const files = (site: { origin?: string }) =>
    new Map(renderSearchFiles(business, { ...site, today }).map(({ path, text }) => [path, text]));

  it("list every page that may be found, in each language, beside the others", () => {
    const sitemap = files({ origin }).get("sitemap.xml") ?? "";
    const entries = [...sitemap.matchAll(/<url>(.*?)<\/url>/g)].map(([, entry = ""]) => entry);
    const addresses = entries.map((entry) => /<loc>(.*?)<\/loc>/.exec(entry)?.[1]);
    const canonical = [...pages.values()].flatMap((html) =>
      linked(html, "canonical").map(([, href]) => href),
    );
    expect(addresses).to.have.members(canonical);
    expect(entries.find((entry) => entry.includes(`<loc>${origin}/fr/book</loc>`))).to.equal(
      [
        `<loc>${origin}/fr/book</loc>`,
        ...[
          ["en", "/book"],
          ["fr", "/fr/book"],
          ["x-default", "/book"],
        ].map(
          ([language, path]) =>
            `<xhtml:link rel="alternate" hreflang="${language}" href="${origin}${path}"/>`,
        ),
      ].join(""),
    );
    expect(files({ origin }).get("robots.txt")).to.match(
      /^Disallow: \/admin$.*^Sitemap: https:\/\/www\.wouri\.example\/sitemap\.xml$/ms,
    );
  });

  it("name no sitemap while nobody knows the site's address", () => {
    expect([...files({}).keys()]).to.deep.equal(["robots.txt"]);
    expect(files({}).get("robots.txt")).not.to.contain("Sitemap");
  });
});
