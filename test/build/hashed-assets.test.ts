import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bundleAssets } from "../../build/hashed-assets";

const sources = {
  "art/dot.svg": "<svg/>",
  "style/index.css": '@import "./more.css"; body { background: url("../art/dot.svg"); }',
  "style/more.css": 'p { background: url("../art/dot.svg"); }',
  "page.ts":
    'import dot from "./art/dot.svg"; import { words } from "./words"; console.log(dot, words);',
  "words.ts": 'export const words = "hello";',
};

describe("the names of assets", () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  /** Bundles these sources, which lie below a folder of this name. */
  function bundle(name: string, changed: Partial<typeof sources> = {}) {
    const folder = mkdtempSync(join(tmpdir(), "shopfront-assets-"));
    folders.push(folder);
    const root = join(folder, name);
    for (const [path, text] of Object.entries({ ...sources, ...changed })) {
      const file = join(root, path);
      mkdirSync(join(file, ".."), { recursive: true });
      writeFileSync(file, text);
    }
    return bundleAssets({ page: join(root, "page.ts"), style: join(root, "style/index.css") });
  }
  const named = ({ files }: ReturnType<typeof bundle>) => [...files.keys()].sort();
  const text = ({ files, entries }: ReturnType<typeof bundle>, entry: string) =>
    Buffer.from(files.get(entries[entry] as string) as Uint8Array).toString();

  it("are the same for the same content below another path", () => {
    const here = bundle("here");
    expect(named(here).map((path) => path.replace(/-[0-9a-f]{8}\./, "-#."))).to.deep.equal([
      "assets/dot-#.svg",
      "assets/page-#.js",
      "assets/style-#.css",
    ]);
    expect(named(bundle("some/where/else"))).to.deep.equal(named(here));
  });

  it("say the hash of the very bytes that are served", () => {
    for (const [path, content] of bundle("here").files) {
      const sha256 = createHash("sha256").update(content).digest("hex");
      expect(path).to.match(new RegExp(`-${sha256.slice(0, 8)}\\.`));
    }
  });

  it("are what scripts and style sheets refer to", () => {
    const made = bundle("here");
    const picture = named(made).find((path) => path.endsWith(".svg"));
    for (const entry of ["page", "style"]) {
      const references = [...text(made, entry).matchAll(/\/(assets\/dot-\w+\.svg)/g)];
      expect(
        references.map(([, path]) => path),
        entry,
      ).to.include(picture);
      expect(new Set(references.map(([, path]) => path)), entry).to.have.lengthOf(1);
    }
  });

  it("change with the content, and with that of a file that is referred to", () => {
    const before = named(bundle("here"));
    const picture = named(bundle("here", { "art/dot.svg": "<svg><path/></svg>" }));
    expect(picture.filter((path) => before.includes(path))).to.deep.equal([]);
    const words = named(bundle("here", { "words.ts": 'export const words = "bonjour";' }));
    const kept = words.filter((path) => before.includes(path));
    expect(kept.map((path) => path.replace(/-\w{8}\./, "."))).to.deep.equal([
      "assets/dot.svg",
      "assets/style.css",
    ]);
  });
});
