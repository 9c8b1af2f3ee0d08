import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { buildSite, type SiteFile } from "../../build/site";
import { everyFile } from "../../build/site-files";
import { business } from "../../business";
import { codeStatuses } from "../../contract/errors/statuses";
import * as routes from "../../contract/operations";
import { businessPhoneText } from "../../contract/rules/phone-text";

const built = buildSite();
const files = everyFile(built);
const read = (path: string) => {
  const found = files.find((file) => file.path === path);
  if (!found) throw new Error(`The build has no ${path}.`);
  return readFileSync(found.file, "utf8");
};
const pages = files.filter(({ path }) => path.endsWith(".html")).map(({ path }) => path);
const assets = files.filter(({ path }) => path.startsWith("assets/"));

describe("the built site", () => {
  it("has each page in every language, and one 404 page", () => {
    const own = [
      "",
      "book/",
      "manage/",
      "shop/",
      "reviews/",
      "api-docs/",
      "legal/",
      "privacy/",
      "admin/",
    ];
    expect(pages).to.have.members([
      "404.html",
      ...own.map((folder) => `${folder}index.html`),
      ...own.map((folder) => `fr/${folder}index.html`),
    ]);
  });

  it("lists files that are on disk, each with the content type of its kind", () => {
    const kinds: Record<string, string> = {
      html: "text/html; charset=utf-8",
      css: "text/css; charset=utf-8",
      json: "application/json; charset=utf-8",
      js: "text/javascript; charset=utf-8",
      png: "image/png",
      svg: "image/svg+xml",
      txt: "text/plain; charset=utf-8",
    };
    for (const { path, file, contentType } of files) {
      expect(existsSync(file), path).to.equal(true);
      expect(contentType, path).to.equal(kinds[path.split(".").at(-1) ?? ""]);
    }
  });

  it("lets hashed assets be kept for a year and has browsers revalidate everything else", () => {
    expect(assets.map(({ path }) => path.replace(/-\w{8}(?=\.)/, "-#")).sort()).to.deep.equal([
      "assets/admin-#.js",
      "assets/band-#.svg",
      "assets/book-#.js",
      "assets/booking-tools-#.js",
      "assets/business-tab-#.js",
      "assets/chunk-#.js",
      "assets/chunk-#.js",
      "assets/chunk-#.js",
      "assets/chunk-#.js",
      "assets/chunk-#.js",
      "assets/chunk-#.js",
      "assets/chunk-#.js",
      "assets/chunk-#.js",
      "assets/chunk-#.js",
      "assets/count-#.js",
      "assets/desk-#.css",
      "assets/hero-#.svg",
      "assets/manage-#.js",
      "assets/not-found-#.js",
      "assets/phone-#.js",
      "assets/portrait-1-#.svg",
      "assets/portrait-2-#.svg",
      "assets/portrait-3-#.svg",
      "assets/rarer-tabs-#.js",
      "assets/reviews-#.js",
      "assets/rows-#.svg",
      "assets/share-#.png",
      "assets/share-plain-#.png",
      "assets/shop-#.js",
      "assets/style-#.css",
    ]);
    for (const { path, cacheControl } of files) {
      expect(cacheControl, path).to.equal(
        path.startsWith("assets/")
          ? "public, max-age=31536000, immutable"
          : "public, max-age=0, s-maxage=86400, must-revalidate",
      );
    }
  });

  for (const [path, size] of Object.entries({
    "apple-touch-icon.png": [180, 180],
    "icon-192.png": [192, 192],
    "icon-512.png": [512, 512],
    [assets.find((file) => /share-/.test(file.path))?.path ?? ""]: [1200, 630],
  })) {
    it(`has ${path.replace(/-\w{8}(?=\.)/, "")} as large as it says`, () => {
      const { file } = files.find((one) => one.path === path) ?? {};
      const png = readFileSync(file as string);
      expect(png.toString("latin1", 1, 4)).to.equal("PNG");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).to.deep.equal(size);
      expect(png.length).to.be.below(200_000);
    });
  }

  it("says where it is published, in files of its own, once it is known", () => {
    const published = everyFile(buildSite({ origin: "https://www.example.com" }));
    const file = published.find(({ path }) => path === "index.html")?.file as string;
    expect(readFileSync(file, "utf8")).to.contain(
      '<link rel="canonical" href="https://www.example.com/"/>',
    );
    const sitemap = published.find(({ path }) => path === "sitemap.xml");
    expect(sitemap?.contentType).to.equal("application/xml; charset=utf-8");
    expect(read("index.html")).not.to.contain("canonical");
    expect(files.map(({ path }) => path)).not.to.include("sitemap.xml");
  });

  it("answers the same list when asked again in one process", () => {
    expect(buildSite()).to.equal(built);
  });

  const budgets = {
    // With a visit that changed elsewhere, numbers to tap in sentences, what each person's hours leave room
    // for, the question before another price is booked than the page showed, and the options of services.
    book: 48_000,
    phone: 40_000,
    // Amounts of any currency come with it, and with the desk.
    manage: 36_500,
    shop: 30_000,
    reviews: 45_000,
    "not-found": 1_000,
    count: 3_000,
    // With the panels of customers whom nobody could tell and of late messages, writes that are sent again,
    // the questions before what can't be undone, and the sentences of hours and cut-offs. Several files, since
    // the tabs that are loaded later and the tools of the bookings share some of it.
    admin: 55_000,
    // Blocked time, and the form that removes many bookings with whom to call.
    "booking-tools": 15_000,
    // With the words and lists of the pages, which its preview shows as they are, what it shares with the
    // products' form, and what makes pictures smaller and uploads them.
    "business-tab": 23_000,
    // Products, reviews with their moderation, and users.
    "rarer-tabs": 13_500,
  };
  const fileCounts: Readonly<Record<string, number>> = {
    admin: 7,
    "booking-tools": 3,
    "business-tab": 3,
    "rarer-tabs": 4,
  };
  /** A script's files: its own and those that it imports from the start. */
  const filesOf = (start: string): string[] => {
    const { path, file } = assets.find((one) => one.path.startsWith(start)) as SiteFile;
    const imported = /(?:from|import)\s*"\/(assets\/chunk-[^"]+)"/g;
    const found = [...readFileSync(file, "utf8").matchAll(imported)].map(([, chunk]) => chunk);
    return [...new Set([path, ...found.flatMap((chunk) => filesOf(chunk as string))])];
  };
  const isWithAdmin = (path: string) => filesOf("assets/admin-").includes(path);
  for (const [name, bytes] of Object.entries(budgets)) {
    it(`keeps the script "${name}" under ${bytes / 1000} KB compressed`, () => {
      const own = filesOf(`assets/${name}-`).filter(
        (path) => name === "admin" || !isWithAdmin(path),
      );
      const sizes = own.map((path) => gzipSync(read(path)).length);
      expect(sizes.reduce((sum, size) => sum + size)).to.be.below(bytes);
      expect(own.length, own.join(" ")).to.equal(fileCounts[name] ?? 1);
    });
  }
});

for (const path of pages) {
  const html = read(path);
  const language = path.startsWith("fr/") ? "fr" : "en";

  describe(`the page ${path}`, () => {
    it("says its language, title, description and theme colour", () => {
      expect(html).to.match(new RegExp(`^<!doctype html><html lang="${language}">`));
      expect(html).to.match(/<title>[^<]*Braid with Petra[^<]*<\/title>/);
      expect(html).to.match(/<meta name="description" content="[^"]{20,}"/);
      expect(html).to.match(/<meta name="theme-color" content="#[0-9a-f]{6}"/);
    });

    it("has nothing inline that a strict content security policy would refuse", () => {
      expect(html).not.to.match(/<style/i);
      expect(html).not.to.match(/\sstyle=/i);
      expect(html).not.to.match(/\son\w+=/i);
      expect(html).not.to.match(/javascript:/i);
      for (const [tag, inside = ""] of html.matchAll(/<script[^>]*>(.*?)<\/script>/gs)) {
        // Blocks of data run nothing, and no policy for scripts is asked about them.
        if (tag.startsWith('<script type="application/ld+json">')) {
          JSON.parse(inside);
          continue;
        }
        const isData = /^<script type="application\/json" id="business">/.test(tag);
        expect(isData ? JSON.parse(inside).name : inside).to.equal(isData ? business.name : "");
      }
    });

    it("loads its style sheet, scripts and pictures from the built files alone", () => {
      const loaded = [...html.matchAll(/<(?:script|img|link)\b[^>]*?\b(?:src|href)="([^"]+)"/g)];
      expect(loaded.length).to.be.above(2);
      for (const [, address = ""] of loaded)
        expect(fileFor(address), address).not.to.equal(undefined);
    });

    it("links inside the site only to pages that exist, and to parts of them that exist", () => {
      const links = [...html.matchAll(/<a\b[^>]*?\bhref="([^"]+)"/g)].map(([, href = ""]) => href);
      const inside = links.filter((href) => /^[/#]/.test(href));
      expect(inside.length).to.be.above(2);
      for (const href of inside) {
        const [address = "", fragment] = href.split("#");
        const target = address === "" ? path : fileFor(address.split("?")[0] ?? "");
        expect(target, href).not.to.equal(undefined);
        if (fragment) expect(read(target as string), href).to.contain(`id="${fragment}"`);
      }
      for (const href of links.filter((each) => !inside.includes(each))) {
        expect(href).to.match(/^(tel:|mailto:|https:\/\/www\.openstreetmap\.org)/);
      }
    });

    it("leads to the same page in the other language", () => {
      const other = language === "en" ? "fr" : "en";
      const here = path.replace(/^fr\//, "").replace(/index\.html$|404\.html$/, "");
      const address = `/${other === "fr" ? "fr/" : ""}${here}`.replace(/(.)\/$/, "$1");
      const link = new RegExp(`<a href="${address}/?" hreflang="${other}"`);
      expect(html).to.match(link);
    });
  });
}

describe("the home page without scripts", () => {
  for (const language of business.languages) {
    it(`shows every service with its price and a way to book it (${language})`, () => {
      const html = read(language === "en" ? "index.html" : "fr/index.html");
      const book = language === "en" ? "/book" : "/fr/book";
      const scripts = [...html.matchAll(/<script[^>]*src="([^"]+)"/g)].map(([, src]) => src);
      expect(scripts, "the visit counter alone").to.have.length(1);
      expect(scripts[0]).to.match(/^\/assets\/count-/);
      for (const service of business.services) {
        expect(html).to.contain(`href="${book}?service=${service.id}"`);
        expect(html).to.contain(service.name[language].replace(/'/g, "’"));
      }
      expect(html).to.contain(language === "en" ? "FCFA\u00a025,000" : "25\u00a0000\u00a0FCFA");
      expect(html).to.contain(`href="tel:${business.phone}"`);
      for (const member of business.staff) expect(html).to.contain(`<h3>${member.name}</h3>`);
    });
  }
});

describe("the API reference", () => {
  const document = JSON.parse(read("openapi.json"));

  it("is published as a document that says where the API is", () => {
    expect(document.openapi).to.match(/^3\.0\./);
    expect(document.servers).to.deep.equal([{ url: "/api" }]);
  });

  for (const path of ["api-docs/index.html", "fr/api-docs/index.html"]) {
    it(`has an entry for every operation, with a link to it, on ${path}`, () => {
      const html = read(path);
      for (const [name, { method, path: place }] of Object.entries(routes)) {
        expect(html).to.contain(`<article class="api-entry" id="${name}"`);
        expect(html).to.contain(`href="#${name}"`);
        const entry = html.split(`id="${name}"`)[1]?.split("</article>")[0] ?? "";
        expect(entry).to.contain(`>${method}<`);
        expect(entry).to.contain(`<code>/api${place}</code>`);
        expect(document.paths[place][method.toLowerCase()].operationId).to.equal(name);
      }
    });
  }

  it("tells the rules of a field, who may call, and what can go wrong", () => {
    const entry = read("api-docs/index.html")
      .split('id="createBooking"')[1]
      ?.split("</article>")[0];
    expect(entry).to.contain("<code>name</code>");
    expect(entry).to.contain("1 to 80 characters");
    expect(entry).to.contain("Anybody.");
    expect(entry).to.contain("<strong>409</strong>");
    expect(entry).to.contain('href="#code-taken"');
    expect(entry).not.to.contain("Admins");
  });
});

describe("the error codes of the API reference", () => {
  it("are listed once each, with their status and what answers them", () => {
    const html = read("api-docs/index.html");
    for (const [code, status] of Object.entries(codeStatuses)) {
      const entry = html.split(`id="code-${code}"`)[1]?.split("</li>")[0] ?? "";
      expect(entry, code).to.contain(`<strong>${status}</strong>`);
      expect(entry, code).to.contain("from the ");
    }
  });
});

describe("the pages that need a script", () => {
  for (const path of ["book", "manage", "shop", "reviews"].flatMap((page) => [
    page,
    `fr/${page}`,
  ])) {
    it(`tells a visitor without scripts on ${path} whom to call`, () => {
      const html = read(`${path}/index.html`);
      const inside = /<noscript>(.*?)<\/noscript>/s.exec(html)?.[1] ?? "";
      const language = path.startsWith("fr/") ? "fr" : "en";
      expect(inside).to.contain(businessPhoneText(business, language));
      expect(inside).to.contain(`href="tel:${business.phone}"`);
    });
  }

  it("keeps search engines away from the manage pages, the owner's page and the 404 page only", () => {
    const hidden = pages.filter((path) => read(path).includes('name="robots" content="noindex"'));
    expect(hidden).to.have.members([
      "404.html",
      "manage/index.html",
      "fr/manage/index.html",
      "admin/index.html",
      "fr/admin/index.html",
    ]);
    expect(read("robots.txt")).to.contain("Disallow: /admin\n").and.contain("Disallow: /*/admin\n");
  });
});

/** The built file that CloudFront serves at an address. */
function fileFor(address: string): string | undefined {
  const path = address.replace(/^\//, "");
  return [path, `${path}/index.html`, `${path}index.html`]
    .find((each) => files.some((file) => file.path === each.replace(/^\//, "")))
    ?.replace(/^\//, "");
}
