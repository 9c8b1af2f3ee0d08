import { expect } from "chai";

const { releaseNotes } = require("../../.github/scripts/release-notes.cjs") as {
  releaseNotes(tag: string, changelog: string, version: string): string;
};

const changelog = `# Changelog

## Unreleased

- Later.

## 1.2.0

- Sooner.

### Upgrading

Run the migration.

## 1.1.0

- Before.
`;

describe("the notes of a release", () => {
  it("are its section, with what an update takes", () => {
    expect(releaseNotes("v1.2.0", changelog, "1.2.0")).to.equal(
      "- Sooner.\n\n### Upgrading\n\nRun the migration.",
    );
  });

  it("refuse a tag that is not the version of package.json", () => {
    expect(() => releaseNotes("v1.2.1", changelog, "1.2.0")).to.throw(
      "The tag is v1.2.1, but package.json says 1.2.0; tag v1.2.0.",
    );
  });

  it("refuse a version without a section, or without a word on upgrading", () => {
    expect(() => releaseNotes("v2.0.0", changelog, "2.0.0")).to.throw('no section "## 2.0.0"');
    expect(() => releaseNotes("v1.1.0", changelog, "1.1.0")).to.throw('has no "### Upgrading"');
  });
});
