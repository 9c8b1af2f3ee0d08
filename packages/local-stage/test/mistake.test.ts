import { join } from "node:path";
import { expect } from "chai";
import { transformSync } from "esbuild";
import { sentenceOf } from "../src/command/mistake";
import { StageError } from "../src/log";
import { projectFolder } from "../src/project-folder";

describe("what npm start says of a mistake", () => {
  it("is where a file cannot be read, and no more", () => {
    let slip: unknown;
    try {
      const sourcefile = join(projectFolder, "business.ts");
      transformSync('const name = {\n  en: "a" fr };', { loader: "ts", sourcefile });
    } catch (error) {
      slip = error;
    }
    expect(sentenceOf(slip)).to.equal(
      'business.ts, line 2, column 11: Expected "}" but found "fr"',
    );
  });

  it("is the sentence of a setting or of an option, and nothing for a bug", () => {
    expect(sentenceOf(new StageError("PORT is taken."))).to.equal("PORT is taken.");
    expect(sentenceOf(new Error("shopfront:dns is wrong."))).to.equal("shopfront:dns is wrong.");
    expect(sentenceOf(new TypeError("x is undefined"))).to.equal(undefined);
    expect(sentenceOf("thrown text")).to.equal(undefined);
  });
});
