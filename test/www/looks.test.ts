import { expect } from "chai";
import { problemsOf } from "../../contract/business/problems";
import { contrast, readableOn, textContrast } from "../../contract/rules/colours";
import { business as barbershop } from "../../examples/barbershop/business";
import type { Assets } from "../../www/pages/assets";
import { renderSite } from "../../www/pages/render";
import { business } from "../support/fixture-business";

const assets = {
  style: "/assets/style.css",
  adminStyle: "/assets/desk.css",
  scripts: {},
  art: { share: "/assets/share.png", "share-plain": "/assets/plain.png", hero: "/assets/hero.svg" },
} as unknown as Assets;

describe("how a business looks", () => {
  const filesOf = (shop: typeof business) =>
    new Map(
      renderSite(shop, assets, { origin: "https://www.example.com", today: "2026-11-30" }).map(
        ({ path, text }) => [path, text],
      ),
    );

  it("is in its own colours on every page, with buttons that can be read", () => {
    const files = filesOf(barbershop);
    for (const [path, text] of files) {
      if (!path.endsWith(".html")) continue;
      expect(text, path).to.include('<link rel="stylesheet" href="/theme.css"/>');
      expect(text, path).to.include('<meta name="theme-color" content="#1d4d3a"/>');
    }
    const theme = files.get("theme.css") ?? "";
    expect(theme).to.match(/^:root\{(--[\w-]+:#[0-9a-f]{6};?){9}\}\n$/);
    const button = /--terracotta:(#\w+)/.exec(theme)?.[1] ?? "";
    for (const other of ["#ffffff", "#faf7f0"]) {
      expect(contrast(button, other)).to.be.above(textContrast);
    }
    const gold = /--gold:(#\w+)/.exec(theme)?.[1] ?? "";
    expect(contrast(gold, "#1d4d3a")).to.be.above(textContrast);
    const dim = {
      ...barbershop.colours,
      main: "#102a20",
      accent: "#b08d3c",
      background: "#c9b79a",
    };
    expect(problemsOf({ ...barbershop, colours: dim })).to.deep.equal([]);
    const muted = /--muted:(#\w+)/.exec(
      filesOf({ ...barbershop, colours: dim }).get("theme.css") ?? "",
    );
    expect(contrast(muted?.[1] ?? "", dim.background)).to.be.above(textContrast);
    const own = filesOf(business);
    expect(own.get("theme.css")).to.equal("");
    expect(own.get("index.html")).not.to.include("theme.css");
  });

  it("shows nothing of another trade", () => {
    const files = filesOf(barbershop);
    const home = files.get("index.html") ?? "";
    expect(home).not.to.match(/hero\.svg|portrait-|favicon\.svg|icon-192|apple-touch|undefined/);
    expect(home).to.include('content="https://www.example.com/assets/plain.png"');
    expect(home).to.match(/<span class="initial"[^>]*>K<\/span>/);
    expect(files.get("icon.svg")).to.include(">F</text>");
    expect(filesOf(business).get("index.html")).to.include("hero.svg").and.include("/favicon.svg");
  });

  it("puts no name into the icon that could be read as anything but a letter", () => {
    for (const name of ["<b>", "& Co", "“Chez” Awa", "🪒 Bar"]) {
      expect(filesOf({ ...business, name }).get("icon.svg"), name).to.match(
        />[^<>&"]{0,2}<\/text>/u,
      );
    }
  });

  it("has to stand out: what can't be read is refused, with the contrast that it has", () => {
    const colours = { main: "#d9c07a", accent: "#b08d3c", background: "#faf7f0" };
    const problems = problemsOf({ ...barbershop, colours });
    expect(problems.map(({ path }) => path)).to.deep.equal(["colours.main", "colours.background"]);
    expect(problems[0]?.message).to.equal(
      "must stand out more from #ffffff: the contrast is 1.7 and has to be 4.5",
    );
    expect(problemsOf({ ...barbershop, colours }, "fr")[0]?.message).to.match(
      /^doit mieux ressortir/,
    );
    expect(contrast("#000000", "#ffffff")).to.be.closeTo(21, 0.01);
    expect(contrast(readableOn("#ffee00", "black", "#ffffff"), "#ffffff")).to.be.above(
      textContrast,
    );
  });
});
