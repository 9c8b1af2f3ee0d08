import { readFileSync } from "node:fs";
import { expect } from "chai";
import { settings } from "../../infra/config";
import { settingsDocument, settingsPage } from "../../scripts/document-settings";

describe("docs/settings.md", () => {
  it("is what npm run docs:settings writes today", () => {
    expect(readFileSync(settingsPage, "utf8")).to.equal(settingsDocument());
  });

  it("has one row for each setting of a stage, and no other", () => {
    const rows = [...settingsDocument().matchAll(/^\| `shopfront:(\w+)`/gm)];
    expect(rows.map(([, key]) => key)).to.deep.equal(Object.keys(settings));
  });
});
